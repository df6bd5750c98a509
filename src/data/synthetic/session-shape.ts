import { exp } from "../../math/exp.ts";

/** How a session's time, price variance and volume spread over its bars; each sums to 1. */
export interface SessionShape {
  /** Length of the session, milliseconds. */
  readonly lengthMs: number;
  readonly timeShare: Float64Array;
  readonly varianceShare: Float64Array;
  readonly volumeShare: Float64Array;
}

/** Density over the session's elapsed fraction `x`: `1 + opening e^(-x / fade) + closing e^(-(1 - x) / rise)`. */
interface Profile {
  readonly opening: number;
  readonly fade: number;
  readonly closing: number;
  readonly rise: number;
}

// The opening minute moves about 2.4 times as much as one at noon, the closing one 1.4 times; trading is densest at
// the close (shape after Wood, McInish & Ord 1985, "An investigation of transactions data for NYSE stocks").
const VARIANCE: Profile = { opening: 5, fade: 0.06, closing: 1, rise: 0.05 };
const VOLUME: Profile = { opening: 3.5, fade: 0.05, closing: 4, rise: 0.04 };
const FLAT: Profile = { opening: 0, fade: 1, closing: 0, rise: 1 };

/**
 * The shape of a session of `lengthMs`, cut into bars of `barMs` (the last one may be shorter).
 *
 * @param isUShaped busy at the open and the close, as a market that closes overnight is; else even
 */
export function sessionShape(lengthMs: number, barMs: number, isUShaped: boolean): SessionShape {
  const ends = Float64Array.from({ length: Math.ceil(lengthMs / barMs) }, (_, bar) =>
    Math.min(1, ((bar + 1) * barMs) / lengthMs),
  );
  return {
    lengthMs,
    timeShare: shares(ends, FLAT),
    varianceShare: shares(ends, isUShaped ? VARIANCE : FLAT),
    volumeShare: shares(ends, isUShaped ? VOLUME : FLAT),
  };
}

function shares(ends: Float64Array, profile: Profile): Float64Array {
  const total = cumulative(1, profile);
  let before = 0;
  return ends.map((end) => {
    const until = cumulative(end, profile) / total;
    const share = until - before;
    before = until;
    return share;
  });
}

function cumulative(x: number, { opening, fade, closing, rise }: Profile): number {
  return x + opening * fade * (1 - exp(-x / fade)) + closing * rise * (exp((x - 1) / rise) - exp(-1 / rise));
}
