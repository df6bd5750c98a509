import type { RandomStream } from "../core/random.ts";
import { log } from "./log.ts";

/**
 * A source of independent standard normal numbers, drawn from `stream` alone: the same stream gives the same numbers
 * on every engine. They come in pairs, of which the second waits for the next call.
 *
 * Marsaglia & Bray 1964, "A convenient method for generating normal variables" (the polar method): a point uniform in
 * the unit disc, stretched by `√(-2 log s / s)` with `s` its squared distance from the centre.
 */
export function normalSampler(stream: RandomStream): () => number {
  let spare = NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const waiting = spare;
      spare = NaN;
      return waiting;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = 2 * stream.uniform() - 1;
      v = 2 * stream.uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const stretch = Math.sqrt((-2 * log(s)) / s);
    spare = v * stretch;
    return u * stretch;
  };
}
