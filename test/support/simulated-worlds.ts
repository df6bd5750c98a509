import { randomStream } from "../../src/core/random.ts";
import { mean, standardDeviation } from "../../src/math/moments.ts";
import { normalSampler } from "../../src/math/normal-sampler.ts";

/** What is simulated: days of returns, and how they were chosen among how many. */
export interface World {
  /** Names the random stream; the same number gives the same world. */
  readonly seed: number;
  readonly days: number;
  /** Annual Sharpe ratio of the one strategy that has an edge; 0: none has. */
  readonly edge?: number;
}

const DAYS_A_YEAR = 252;
const DEVIATION = 0.01;

/** What makes one return after the other, in deviations, with a true mean of 0. */
type NoiseShape = (draw: () => number) => () => number;

/** How days without an edge may be distributed; one value after the other from standard normal draws. */
export const NOISE_SHAPES = {
  normal: (draw) => draw,
  /** Student's t of 4 degrees of freedom. */
  "fat tails": (draw) => () => {
    const squares = draw() ** 2 + draw() ** 2 + draw() ** 2 + draw() ** 2;
    return draw() / Math.sqrt(squares / 4);
  },
  /** Each day keeps a fifth of the day before. */
  "days that follow each other": (draw) => {
    let last = 0;
    return () => {
      last = 0.2 * last + draw();
      return last;
    };
  },
  /** GARCH(1,1). */
  "wild and calm stretches": (draw) => {
    let variance = 1;
    return () => {
      const value = Math.sqrt(variance) * draw();
      variance = 0.05 + 0.1 * value * value + 0.85 * variance;
      return value;
    };
  },
  /** A small gain every day, and a loss of twenty deviations about once in 200 days that takes all of it. */
  "selling insurance": (draw) => () => {
    const crash = 20;
    const value = draw();
    return value + crash * CRASH - (Math.abs(draw()) > CRASH_FROM ? crash : 0);
  },
} as const satisfies Record<string, NoiseShape>;
/** P(|z| > 2.8) of a normal z: 2·Φ(−2.8). */
const CRASH_FROM = 2.8;
const CRASH = 0.005110260660855;

/** Worthless strategies of which the best is chosen: the best of the first 1, of the first 10, and so on. */
export function bestOfNoise(
  { seed, days }: World,
  counts: readonly number[],
  shape: keyof typeof NOISE_SHAPES = "normal",
): Float64Array[] {
  const normal = normalSampler(randomStream(seed, shape === "normal" ? `noise/${days}` : `noise/${days}/${shape}`));
  const chosen: Float64Array[] = [];
  let best = new Float64Array(days);
  let bestSharpe = -Infinity;
  let made = 0;
  let column = new Float64Array(days);
  for (const count of counts) {
    for (; made < count; made++) {
      const draw = NOISE_SHAPES[shape](normal);
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < days; i++) {
        const value = draw();
        column[i] = value * DEVIATION;
        sum += value;
        squares += value * value;
      }
      const sharpe = sum / Math.sqrt(squares - (sum * sum) / days);
      if (sharpe > bestSharpe) {
        bestSharpe = sharpe;
        [best, column] = [column, best];
      }
    }
    chosen.push(best.slice());
  }
  return chosen;
}

/** A strategy with an edge, on its own. */
export function edgeReturns({ seed, days, edge = 0 }: World): Float64Array {
  const draw = normalSampler(randomStream(seed, `edge/${days}`));
  const drift = edge / Math.sqrt(DAYS_A_YEAR);
  return Float64Array.from({ length: days }, () => (drift + draw()) * DEVIATION);
}

/** The better of two by its Sharpe ratio: what a search that met both would bring home. */
export function betterOf(a: Float64Array, b: Float64Array): Float64Array {
  const sharpe = (returns: Float64Array) => mean(returns) / standardDeviation(returns, 1);
  return sharpe(a) >= sharpe(b) ? a : b;
}
