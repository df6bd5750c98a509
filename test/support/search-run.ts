import { randomStream } from "../../src/core/random.ts";
import { normalSampler } from "../../src/math/normal-sampler.ts";
import type { Sampler } from "../../src/optimize/samplers/sampler.ts";
import type { TestFunction, TwoObjectives } from "./test-functions.ts";

/** How far the best of `trials` points, asked for one by one, is above the minimum. */
export function regretAfter(sampler: Sampler, { evaluate, minimum }: TestFunction, trials: number): number {
  let best = Infinity;
  for (let k = 0; k < trials; k++) {
    const points = sampler.ask(1);
    if (points.length === 0) break;
    const value = evaluate(points[0]!.params);
    sampler.tell(points, [-value]);
    best = Math.min(best, value);
  }
  return best - minimum;
}

/**
 * The same for points that are judged on a share of the data: a share s blurs the value by `noise` · √(1/s − 1) normal
 * deviates, and costs s trials. Only points judged on all data count.
 */
export function regretOfShares(
  sampler: Sampler,
  { evaluate, minimum }: TestFunction,
  { trials, noise, seed }: { readonly trials: number; readonly noise: number; readonly seed: number },
): number {
  let best = Infinity;
  for (let cost = 0; cost < trials; ) {
    const points = sampler.ask(1);
    const { id, params, share } = points[0]!;
    const value = evaluate(params);
    const blur = noise * Math.sqrt(1 / share - 1) * normalSampler(randomStream(seed, `blur/${id}`))();
    sampler.tell(points, [-(value + blur)]);
    if (share === 1) best = Math.min(best, value);
    cost += share;
  }
  return best - minimum;
}

/** All objectives of `trials` points, signs turned: greater is better. */
export function objectivesOf(sampler: Sampler, { evaluate }: TwoObjectives, trials: number): [number, number][] {
  const all: [number, number][] = [];
  while (all.length < trials) {
    const points = sampler.ask(1);
    const [first, second] = evaluate(points[0]!.params);
    all.push([-first, -second]);
    sampler.tell(points, [[-first, -second]]);
  }
  return all;
}
