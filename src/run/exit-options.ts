import type { BreakEven } from "../trading/fills/exit-guard.ts";
import type { Trail } from "../trading/fills/protective-exit.ts";
import type { RangeDistance } from "../trading/fills/range-distance.ts";
import { areAscending, type TakeProfit, type TakeProfitStep } from "../trading/fills/take-profit.ts";
import { isCount, isObject, isPositive, wrong } from "./option-checks.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/** So many average true ranges (Wilder) of the deciding bar, over 14 bars unless said otherwise. */
export interface RangeOption {
  readonly atr: number;
  readonly bars?: number;
}

/** Stops and targets as options give them. */
export interface ExitOptions {
  readonly stopLoss?: unknown;
  readonly takeProfit?: unknown;
  readonly trailingStop?: unknown;
}

/** What a run has of these. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function exitsOf({
  stopLoss,
  takeProfit,
  trailingStop,
}: ExitOptions): Pick<ExecutionSettings, "stopLoss" | "takeProfit" | "trailingStop" | "stopRange" | "trailRange"> {
  return {
    stopLoss: isRange(stopLoss) ? null : shareOf("stopLoss", stopLoss, 1),
    takeProfit: takeProfitOf(takeProfit),
    trailingStop: isRange(trailingStop) ? null : trailOf(trailingStop),
    ...(isRange(stopLoss) ? { stopRange: rangeOf("stopLoss", stopLoss) } : {}),
    ...(isRange(trailingStop) ? { trailRange: rangeOf("trailingStop", trailingStop) } : {}),
  };
}

/** A gain that moves the stop to the entry, or with how far beyond it. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function breakEvenOf(breakEven: unknown): BreakEven {
  const given = isObject(breakEven) ? breakEven : { afterGain: breakEven };
  const { afterGain, offset = 0, ...others } = given as Readonly<Record<string, unknown>>;
  const isOffset = typeof offset === "number" && offset > -1 && offset < (afterGain as number);
  if (isPositive(afterGain) && isOffset && Object.keys(others).length === 0) return { afterGain, offset };
  throw wrong("breakEven", "a gain above 0, or { afterGain, offset } with the offset below the gain", breakEven);
}

/** A fraction of the price above 0; null when nothing is given. */
function shareOf(name: string, value: unknown, limit: number): number | null {
  if (value === undefined) return null;
  if (isPositive(value) && value < limit) return value;
  throw wrong(name, limit === 1 ? "a fraction above 0 and below 1" : "a fraction above 0", value);
}

function isRange(value: unknown): value is RangeOption {
  return isObject(value) && "atr" in value;
}

function rangeOf(name: string, { atr, bars = 14, ...others }: RangeOption): RangeDistance {
  if (isPositive(atr) && isCount(bars) && bars > 0 && Object.keys(others).length === 0) return { multiple: atr, bars };
  throw wrong(name, "{ atr } above 0, with bars from 1 or without", { atr, bars, ...others });
}

function takeProfitOf(takeProfit: unknown): TakeProfit | null {
  if (!Array.isArray(takeProfit)) return shareOf("takeProfit", takeProfit, Infinity);
  const given: readonly unknown[] = takeProfit;
  const steps = given.map(stepOf).filter((step) => step !== null);
  if (steps.length > 0 && steps.length === given.length && areAscending(steps)) return steps;
  const rule = "a fraction, or steps { afterBars, fraction } ascending in bars (or all { afterMinutes, fraction })";
  throw wrong("takeProfit", rule, given);
}

function stepOf(step: unknown): TakeProfitStep | null {
  if (!isObject(step) || Object.keys(step).length !== 2) return null;
  const { afterBars, afterMinutes, fraction } = step;
  if (typeof fraction !== "number" || !Number.isFinite(fraction) || fraction < -1) return null;
  if (isCount(afterBars)) return { afterBars, fraction };
  return isCount(afterMinutes) ? { afterMinutes, fraction } : null;
}

function trailOf(trail: unknown): Trail | null {
  if (!isObject(trail)) {
    const fraction = shareOf("trailingStop", trail, 1);
    return fraction === null ? null : { kind: "fraction", fraction };
  }
  const { fraction, amount, activateAt, before, ...others } = trail;
  const isGain = activateAt === undefined || activateAt === 0 || isPositive(activateAt);
  const isBefore = before === undefined || (activateAt !== undefined && isPositive(before) && before < 1);
  const rest = {
    ...(activateAt === undefined ? {} : { activateAt: activateAt as number }),
    ...(before === undefined ? {} : { before: before as number }),
  };
  if (Object.keys(others).length === 0 && isGain && isBefore) {
    if (amount === undefined && isPositive(fraction) && fraction < 1) return { kind: "fraction", fraction, ...rest };
    if (fraction === undefined && isPositive(amount)) return { kind: "amount", amount, ...rest };
  }
  const rule = "a fraction below 1, { fraction } or { amount }, with activateAt (and before) or not";
  throw wrong("trailingStop", rule, trail);
}
