import { describe, expect, it } from "vitest";
import { num } from "../../core/params/parameter.ts";
import { searchSpace } from "../spaces/search-space.ts";
import { hyperbandSampler, successiveHalvingSampler } from "./halving-sampler.ts";
import type { Sampler } from "./sampler.ts";

const space = searchSpace({ name: "demo", params: { x: num(0, { min: 0, max: 1 }) } });

/** Rounds as [points, share], each point's score its x. */
function roundsOf(sampler: Sampler, count: number) {
  return Array.from({ length: count }, () => {
    const points = sampler.ask(1000);
    const xs = points.map(({ params }) => Number(params.x));
    sampler.tell(points, xs);
    return { size: points.length, share: points[0]!.share, xs };
  });
}

describe("successiveHalvingSampler", () => {
  it("lets the best third of each round go on, to three times the data, then begins anew", () => {
    const [first, second, third, fourth] = roundsOf(successiveHalvingSampler(space), 4);
    expect([first, second, third, fourth].map((round) => [round!.size, round!.share])).toEqual([
      [9, 1 / 9],
      [3, 1 / 3],
      [1, 1],
      [9, 1 / 9],
    ]);
    const best = first!.xs.toSorted((a, b) => b - a);
    expect(second!.xs).toEqual(best.slice(0, 3));
    expect(third!.xs).toEqual(best.slice(0, 1));
    expect(fourth!.xs).not.toEqual(first!.xs);
  });

  it("drops what failed first", () => {
    const sampler = successiveHalvingSampler(space, { eta: 2, rounds: 2 });
    const points = sampler.ask(2);
    sampler.tell(points, [NaN, -1e9]);
    expect(sampler.ask(5).map(({ params }) => params)).toEqual([points[1]!.params]);
  });
});

describe("hyperbandSampler", () => {
  it("has brackets of ever fewer rounds: Li et al. (2018), table 1, for R = 9 and η = 3", () => {
    // s = 2: 9, 3, 1. s = 1: ⌈3/2 · 3⌉ = 5, 1. s = 0: 3. Then s = 2 again.
    expect(roundsOf(hyperbandSampler(space), 7).map(({ size, share }) => [size, share])).toEqual([
      [9, 1 / 9],
      [3, 1 / 3],
      [1, 1],
      [5, 1 / 3],
      [1, 1],
      [3, 1],
      [9, 1 / 9],
    ]);
    expect(() => hyperbandSampler(space, { eta: 1 })).toThrow("eta must be an integer from 2, was 1");
    expect(() => hyperbandSampler(space, { rounds: 1 })).toThrow("rounds must be an integer from 2 to 20, was 1");
  });
});
