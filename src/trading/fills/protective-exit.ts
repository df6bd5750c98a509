import type { Bars } from "../../market/bars.ts";
import type { ExitReason } from "../trade-columns.ts";

/** In which order a bar's prices are taken to have come, when the bar doesn't say. */
export const INTRABAR_MODES = ["worst", "best", "ohlc", "olhc"] as const;
export type IntrabarMode = (typeof INTRABAR_MODES)[number];

/** A trailing stop's distance: a fraction of the best price, or an amount below (above, for shorts) it. */
export type Trail = (
  | { readonly kind: "fraction"; readonly fraction: number }
  | { readonly kind: "amount"; readonly amount: number }
) & {
  /** Gain over the average entry price that switches it on, a fraction; from the fill on without it. */
  readonly activateAt?: number;
  /** Distance in force until then, a fraction of the best price; without it nothing trails until then. */
  readonly before?: number;
};

/** What guards a position. Prices are NaN where there is none. One object per position, changed in place. */
export interface Protection {
  side: 1 | -1;
  /** Fixed stop. */
  stop: number;
  target: number;
  trail: Trail | null;
  /** Best price since the entry, the fill included: the highest for longs, the lowest for shorts. */
  extreme: number;
  /** Best price that switches the trail on; on from the start without it. */
  trailFrom?: number;
  /** Best price from which on a stop stands at a price; none without it. */
  breakEven?: { readonly from: number; readonly at: number } | null;
  /** Price of an exit order that waits for it, as the target does; NaN without one. */
  exitLimit?: number;
}

/** The exit that a bar brought. */
export interface ProtectiveExit {
  /** "signal" for an exit order that waited for its price. */
  readonly reason: Extract<
    ExitReason,
    "stop-loss" | "take-profit" | "trailing-stop" | "break-even" | "time-stop" | "signal"
  >;
  /** Price before slippage; slippage applies to stops, not to targets. */
  readonly reference: number;
  readonly phase: "open" | "intrabar";
}

/** One bar's prices. */
export interface BarPrices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** The columns of bars that stops and targets look at, plain. */
export type BarRange = Pick<Bars, "high" | "low" | "close">;

/** What the rule book lets stops and orders see of a bar: its range, or its close alone. */
export function barSeen(
  { open, high, low, close }: Pick<Bars, "open" | "high" | "low" | "close">,
  i: number,
  seesRange: boolean,
): BarPrices {
  const last = close[i]!;
  if (!seesRange) return { open: last, high: last, low: last, close: last };
  return { open: open[i]!, high: high[i]!, low: low[i]!, close: last };
}

/**
 * What a bar does to a protected position; null when it survives the bar.
 *
 * The open decides first: beyond the stop the stop fills at the open, beyond the target the target does. Then the
 * prices in the order of `mode`: `worst` takes the adverse extreme first, `best` the favourable one; `ohlc` and `olhc`
 * walk open → high → low → close and open → low → high → close. A trailing stop uses the extremes of earlier bars and
 * the fill; along a path it rises with the path. The extreme is raised afterwards by `trackExtreme`.
 */
export function protectiveExit(protection: Protection, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
  const atOpen = exitAtOpen(protection, bar.open);
  if (atOpen !== null) return atOpen;
  const { side } = protection;
  const target = nearestTarget(protection);
  const level = stopLevel(protection, protection.extreme);
  const adverse = side > 0 ? bar.low : bar.high;
  const favourable = side > 0 ? bar.high : bar.low;
  if (mode === "worst" || mode === "best") {
    const isStopped = reaches(-side, adverse, level);
    const isTargeted = reaches(side, favourable, target);
    if (isStopped && (mode === "worst" || !isTargeted))
      return { reason: stopReason(protection, level, protection.extreme), reference: level, phase: "intrabar" };
    return isTargeted ? { reason: targetReason(protection, target), reference: target, phase: "intrabar" } : null;
  }
  const path = mode === "ohlc" ? [bar.high, bar.low, bar.close] : [bar.low, bar.high, bar.close];
  return exitAlong(protection, bar.open, path);
}

/** What a bar's open does: at the stop or beyond it the stop fills there, at the target or beyond it the target does. */
export function exitAtOpen(protection: Protection, open: number): ProtectiveExit | null {
  const { side } = protection;
  const target = nearestTarget(protection);
  const level = stopLevel(protection, protection.extreme);
  if (reaches(-side, open, level))
    return { reason: stopReason(protection, level, protection.extreme), reference: open, phase: "open" };
  if (reaches(side, open, target)) return { reason: targetReason(protection, target), reference: open, phase: "open" };
  return null;
}

/** True when no order of a bar's prices brings an exit: even the trail that its best price sets isn't reached. */
export function isOutOfReach(protection: Protection, high: number, low: number): boolean {
  const { side, extreme } = protection;
  const target = nearestTarget(protection);
  const adverse = side > 0 ? low : high;
  const favourable = side > 0 ? high : low;
  const best = side > 0 ? Math.max(extreme, high) : Math.min(extreme, low);
  return !reaches(-side, adverse, stopLevel(protection, best)) && !reaches(side, favourable, target);
}

/**
 * `isOutOfReach` and `trackExtreme` for one bar after the other, while the target stays where it is.
 *
 * @returns the first bar from `from` on, before `to`, that may bring an exit; `to` without one
 */
export function calmUntil(
  protection: Protection,
  from: number,
  to: number,
  highs: Float64Array,
  lows: Float64Array,
): number {
  const { side, stop, trail, breakEven = null, trailFrom = -side * Infinity } = protection;
  let i = from;
  if (breakEven !== null || (trail !== null && !reaches(side, protection.extreme, trailFrom))) {
    for (; i < to && isOutOfReach(protection, highs[i]!, lows[i]!); i++) trackExtreme(protection, highs[i]!, lows[i]!);
    return i;
  }
  // The stop is the nearer one of a fixed price and of the best price, times a factor, less a distance.
  const factor = trail?.kind === "fraction" ? 1 - side * trail.fraction : 1;
  const distance = trail === null ? side * Infinity : trail.kind === "fraction" ? 0 : side * trail.amount;
  const nearest = nearestTarget(protection);
  const fixed = Number.isNaN(stop) ? -side * Infinity : stop;
  const target = Number.isNaN(nearest) ? side * Infinity : nearest;
  let { extreme } = protection;
  if (side > 0) {
    for (; i < to; i++) {
      const best = Math.max(extreme, highs[i]!);
      if (lows[i]! <= Math.max(fixed, best * factor - distance) || highs[i]! >= target) break;
      extreme = best;
    }
  } else {
    for (; i < to; i++) {
      const best = Math.min(extreme, lows[i]!);
      if (highs[i]! >= Math.min(fixed, best * factor - distance) || lows[i]! <= target) break;
      extreme = best;
    }
  }
  protection.extreme = extreme;
  return i;
}

/** Raises the trailing extreme by a bar that the position survived. */
export function trackExtreme(protection: Protection, high: number, low: number): void {
  protection.extreme = protection.side > 0 ? Math.max(protection.extreme, high) : Math.min(protection.extreme, low);
}

/** The stop in force: the nearest one of the fixed stop, the trailing one and that at break-even; NaN without one. */
export function stopLevel(protection: Protection, extreme: number): number {
  const level = trailedLevel(protection, extreme);
  const { side, breakEven = null } = protection;
  if (breakEven === null || !reaches(side, extreme, breakEven.from)) return level;
  if (Number.isNaN(level)) return breakEven.at;
  return side > 0 ? Math.max(level, breakEven.at) : Math.min(level, breakEven.at);
}

function trailedLevel({ side, stop, trail, trailFrom = -side * Infinity }: Protection, extreme: number): number {
  if (trail === null) return stop;
  let trailing: number;
  if (!reaches(side, extreme, trailFrom)) {
    if (trail.before === undefined) return stop;
    trailing = extreme * (1 - side * trail.before);
  } else trailing = trail.kind === "fraction" ? extreme * (1 - side * trail.fraction) : extreme - side * trail.amount;
  if (Number.isNaN(stop)) return trailing;
  return side > 0 ? Math.max(stop, trailing) : Math.min(stop, trailing);
}

/**
 * What the rest of a bar's prices does to a position that was opened at `entry` inside it; null when it survives.
 *
 * @param rest see `restOfBar`
 * @param mode along a path the trail rises with it; else it stays where the entry set it
 */
export function exitAfterEntry(
  protection: Protection,
  entry: number,
  rest: readonly number[],
  mode: IntrabarMode,
): ProtectiveExit | null {
  const target = nearestTarget(protection);
  if (reaches(protection.side, entry, target))
    return { reason: targetReason(protection, target), reference: entry, phase: "intrabar" };
  return exitAlong(protection, entry, rest, mode === "ohlc" || mode === "olhc");
}

function exitAlong(
  protection: Protection,
  open: number,
  path: readonly number[],
  raisesTrail = true,
): ProtectiveExit | null {
  const { side } = protection;
  const target = nearestTarget(protection);
  let extreme = side > 0 ? Math.max(protection.extreme, open) : Math.min(protection.extreme, open);
  for (const price of path) {
    const level = stopLevel(protection, extreme);
    if (reaches(-side, price, level))
      return { reason: stopReason(protection, level, extreme), reference: level, phase: "intrabar" };
    if (reaches(side, price, target))
      return { reason: targetReason(protection, target), reference: target, phase: "intrabar" };
    if (raisesTrail) extreme = side > 0 ? Math.max(extreme, price) : Math.min(extreme, price);
  }
  return null;
}

/** The target, or the waiting exit order where that is nearer; NaN without either. */
export function nearestTarget({ side, target, exitLimit = NaN }: Protection): number {
  if (Number.isNaN(exitLimit)) return target;
  if (Number.isNaN(target)) return exitLimit;
  return side > 0 ? Math.min(target, exitLimit) : Math.max(target, exitLimit);
}

function targetReason({ exitLimit = NaN }: Protection, level: number): "take-profit" | "signal" {
  return level === exitLimit ? "signal" : "take-profit";
}

/** True when `price` is at `level` or beyond it in `direction` (1 up, −1 down); false for a NaN level. */
function reaches(direction: number, price: number, level: number): boolean {
  return direction > 0 ? price >= level : price <= level;
}

/** @param extreme best price by which the level was set */
function stopReason(
  { side, stop, breakEven = null }: Protection,
  level: number,
  extreme: number,
): "stop-loss" | "trailing-stop" | "break-even" {
  if (level === stop) return "stop-loss";
  const isMoved = breakEven !== null && level === breakEven.at && reaches(side, extreme, breakEven.from);
  return isMoved ? "break-even" : "trailing-stop";
}
