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

/** Worthless strategies of which the best is chosen: the best of the first 1, of the first 10, and so on. */
export function bestOfNoise({ seed, days }: World, counts: readonly number[]): Float64Array[] {
  const draw = normalSampler(randomStream(seed, `noise/${days}`));
  const chosen: Float64Array[] = [];
  let best = new Float64Array(days);
  let bestSharpe = -Infinity;
  let made = 0;
  let column = new Float64Array(days);
  for (const count of counts) {
    for (; made < count; made++) {
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
