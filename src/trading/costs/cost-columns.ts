import { BacksightError } from "../../core/errors.ts";
import { RunStarts } from "../../core/run-starts.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { kyleLambda } from "../../math/microstructure/kyle-lambda.ts";
import { standardDeviation } from "../../math/moments.ts";
import { nanMean } from "../../math/spread-estimators/nan-mean.ts";
import type { CostSettings } from "./cost-settings.ts";
import type { MarketQuantity, MarketState } from "./market-state.ts";
import { type SessionBars, sessionBars } from "./session-bars.ts";
import { estimateSpread } from "./spread/estimate-spread.ts";

/** What the models of some costs ask of a market at each fill. */
export function quantitiesAsked({ slippage, spread, impact }: CostSettings): MarketQuantity[] {
  const asked: MarketQuantity[] = [];
  if (typeof spread !== "number") asked.push("spread");
  if (typeof slippage !== "number") asked.push(slippage.kind === "volatility" ? "barVolatility" : "barVolume");
  if (impact !== undefined) {
    if (impact.kind !== "kyle") asked.push("dailyVolume", "dailyVolatility");
    else if (impact.lambda === "estimated") asked.push("lambda");
  }
  return asked;
}

/** A value for each bar. */
interface ValuesByBar {
  at(i: number): number | undefined;
}

/**
 * What was known of a market before each bar, for the costs of fills in it: values of a bar use the bars before it, those
 * of a session the sessions before its own. Nothing here looks into the bar of the fill.
 */
export interface CostColumns {
  /** What is known before bar `i`; the same object at each call. */
  stateAt(i: number, reference: number): MarketState;
  /** False where something that is asked for isn't known yet. */
  isKnownAt(i: number): boolean;
}

/**
 * The market as some costs see it; null when they don't ask.
 *
 * @param quotedSpread of each bar, for costs by quotes
 * @throws {BacksightError} BACKSIGHT_COST_DATA when the bars lack what the costs are scaled by
 */
export function costColumns(
  bars: Bars,
  settings: CostSettings,
  quotedSpread: Float64Array | null = null,
): CostColumns | null {
  const asked = quantitiesAsked(settings);
  if (asked.length === 0) return null;
  const columns: Partial<Record<MarketQuantity, ValuesByBar>> = {};
  for (const quantity of asked) columns[quantity] = columnFor(quantity, bars, settings, quotedSpread);
  const state: { -readonly [K in keyof MarketState]: MarketState[K] } = { reference: NaN };
  return {
    stateAt(i, reference) {
      state.reference = reference;
      for (const quantity of asked) state[quantity] = columns[quantity]!.at(i)!;
      return state;
    },
    isKnownAt: (i) => asked.every((quantity) => !Number.isNaN(columns[quantity]!.at(i)!)),
  };
}

function columnFor(
  quantity: MarketQuantity,
  bars: Bars,
  { slippage, spread, impact }: CostSettings,
  quotedSpread: Float64Array | null,
): ValuesByBar {
  const window = typeof slippage === "number" ? 0 : slippage.bars;
  const sessions = impact?.sessions ?? 0;
  switch (quantity) {
    case "spread": {
      if (typeof spread === "number" || spread.kind === "quoted") {
        if (quotedSpread === null) throw lacking(bars, "quotes", "a spread by quotes");
        return beforeEachBar(bars.length, (i) => (i === 0 ? NaN : quotedSpread[i - 1]!));
      }
      const days = sessionBars(bars);
      return bySession(days, (k) => estimateSpread(spread.by, days, Math.max(0, k - spread.sessions), k));
    }
    case "barVolume": {
      const { values: volume } = columnOf(bars, "volume");
      checkTraded(bars, volume, "slippage by volume share");
      return beforeEachBar(bars.length, (i) => nanMean(volume.subarray(Math.max(0, i - window), i)));
    }
    case "barVolatility": {
      const { values: close } = columnOf(bars, "close");
      return beforeEachBar(bars.length, (i) => volatility(close, Math.max(0, i - window), i));
    }
    case "dailyVolume": {
      const days = sessionBars(bars);
      checkTraded(bars, days.volume, "market impact");
      return bySession(days, (k) => nanMean(days.volume.subarray(Math.max(0, k - sessions), k)));
    }
    case "dailyVolatility": {
      const days = sessionBars(bars);
      return bySession(days, (k) => volatility(days.close, Math.max(0, k - sessions), k));
    }
    case "lambda": {
      const days = sessionBars(bars);
      checkTraded(bars, days.volume, "market impact");
      return bySession(days, (k) => lambdaOf(days, Math.max(0, k - sessions), k));
    }
  }
}

/** Standard deviation (ddof 1) of the simple returns between the closes `from` to `to` (excluded). */
function volatility(close: Float64Array, from: number, to: number): number {
  const returns = new Float64Array(Math.max(0, to - from - 1));
  for (let k = 0; k < returns.length; k++) returns[k] = close[from + k + 1]! / close[from + k]! - 1;
  return standardDeviation(returns, 1);
}

/** Changes of the close on the session's volume with the sign of the change (the tick rule, by session). */
function lambdaOf({ close, volume }: SessionBars, from: number, to: number): number {
  const changes: number[] = [];
  const flows: number[] = [];
  for (let k = from + 1; k < to; k++) {
    const change = close[k]! - close[k - 1]!;
    if (Number.isNaN(volume[k]!)) continue;
    changes.push(change);
    flows.push(Math.sign(change) * volume[k]!);
  }
  return kyleLambda(Float64Array.from(changes), Float64Array.from(flows));
}

function beforeEachBar(length: number, valueAt: (i: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, i) => valueAt(i));
}

/** One value for all bars of a session; an unknown one keeps the latest that is known. */
function bySession({ first, length }: SessionBars, valueAt: (k: number) => number): ValuesByBar {
  const starts = new RunStarts();
  const values = new Float64Array(length);
  let latest = NaN;
  for (let k = 0; k < length; k++) {
    const value = valueAt(k);
    if (!Number.isNaN(value)) latest = value;
    starts.push(first[k]!);
    values[k] = latest;
  }
  return { at: (i) => values[starts.runOf(i)]! };
}

function checkTraded(bars: Bars, volume: Float64Array, what: string): void {
  if (!volume.some((units) => units > 0)) throw lacking(bars, "volume", what);
}

function lacking({ source }: Bars, data: string, what: string): BacksightError {
  return new BacksightError("BACKSIGHT_COST_DATA", { source, data, what });
}
