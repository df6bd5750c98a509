import { log } from "../../math/log.ts";

/** Maps values to positions on a page. */
export interface Scale {
  readonly kind: "linear" | "log";
  readonly min: number;
  readonly max: number;
  /** Positions of `min` and of `max`. */
  readonly from: number;
  readonly to: number;
  /** Position of a value; NaN stays NaN. */
  at(value: number): number;
}

/** Equal steps for equal differences. When `min` equals `max`, everything lies in the middle. */
export function linearScale(min: number, max: number, from: number, to: number): Scale {
  const factor = (to - from) / (max - min);
  const at =
    max > min ? (value: number) => from + (value - min) * factor : (value: number) => value - value + (from + to) / 2;
  return { kind: "linear", min, max, from, to, at };
}

/** Equal steps for equal ratios; `min` above 0. Values of 0 or less lie at the lower end. */
export function logScale(min: number, max: number, from: number, to: number): Scale {
  const logMin = log(min);
  const factor = (to - from) / (log(max) - logMin);
  return {
    kind: "log",
    min,
    max,
    from,
    to,
    at: (value) => (value <= 0 ? from : from + (log(value) - logMin) * factor),
  };
}
