import { checkFinite, checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { type Calendar, dateOfDay, dayOfDate, type SessionDay } from "../../market/calendar/calendar.ts";
import { calendarById } from "../../market/calendar/calendar-by-id.ts";
import { isIntraday, parseTimeframe, type Timeframe, timeframeMs } from "../../market/timeframe.ts";

/** `gbm`: constant volatility. `market`: volatility that clusters, gaps, fat tails, a day with a U shape. */
export const SYNTHETIC_MODELS = ["gbm", "market"] as const;
export type SyntheticModel = (typeof SYNTHETIC_MODELS)[number];

/** What a synthetic market is made from. The same options give the same bars, bit for bit, everywhere. */
export interface SyntheticOptions {
  readonly model: SyntheticModel;
  /** An integer from 0; 1 without it. */
  readonly seed?: number;
  /** How many bars, 1 to 10 million; 2520 without it. A longer series starts with the shorter one. */
  readonly bars?: number;
  /** From 1s to 1d, as a label such as "5m"; "1d" without it. */
  readonly timeframe?: string;
  /** The date of the first session, or of a day before it; "2020-01-02" without it. */
  readonly start?: string;
  /** The very first price, from 0.01 to a million, rounded to 0.01; 100 without it. */
  readonly initialPrice?: number;
  /** Standard deviation of a year's log return, a fraction from 0 to 5; 0.2 without it. */
  readonly annualVolatility?: number;
  /** Log of the expected growth in a year, from -5 to 5; 0.05 without it. */
  readonly annualDrift?: number;
  /** By its id, "us-equity", "24x7" or "24x5"; "us-equity" without it. */
  readonly calendar?: string;
  /** "SYN" without it. */
  readonly symbol?: string;
  /** That prices are in; "USD" without it. */
  readonly currency?: string;
}

/** Options with nothing left open. */
export interface SyntheticSettings extends Required<Omit<SyntheticOptions, "timeframe" | "start" | "calendar">> {
  readonly timeframe: Timeframe;
  readonly start: SessionDay;
  readonly calendar: Calendar;
}

/** What stands for an option that isn't given. */
export const SYNTHETIC_DEFAULTS = {
  seed: 1,
  bars: 2520,
  timeframe: "1d",
  start: "2020-01-02",
  initialPrice: 100,
  annualVolatility: 0.2,
  annualDrift: 0.05,
  calendar: "us-equity",
  symbol: "SYN",
  currency: "USD",
} as const satisfies Required<Omit<SyntheticOptions, "model">>;

/**
 * The options, checked, with defaults for what isn't given.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for a model or calendar that doesn't exist, BACKSIGHT_TIMEFRAME,
 * BACKSIGHT_NOT_SUPPORTED for bars longer than a day, BACKSIGHT_DATE, BACKSIGHT_ARGUMENT for the rest
 */
export function resolveSyntheticOptions(options: SyntheticOptions): SyntheticSettings {
  const given = { ...SYNTHETIC_DEFAULTS, ...options };
  return {
    model: checkModel(given.model),
    seed: checkInteger("seed", given.seed, 0),
    bars: checkInteger("bars", given.bars, 1, 10_000_000),
    timeframe: checkTimeframe(given.timeframe),
    start: dayOfText(given.start),
    initialPrice: checkBetween("initialPrice", given.initialPrice, 0.01, 1_000_000),
    annualVolatility: checkBetween("annualVolatility", given.annualVolatility, 0, 5),
    annualDrift: checkBetween("annualDrift", given.annualDrift, -5, 5),
    calendar: calendarById(given.calendar),
    symbol: checkSymbol("symbol", given.symbol),
    currency: checkSymbol("currency", given.currency),
  };
}

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function checkModel(name: string): SyntheticModel {
  const model = SYNTHETIC_MODELS.find((known) => known === name);
  if (model !== undefined) return model;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "synthetic model",
    name,
    hint: didYouMean(name, SYNTHETIC_MODELS),
    known: SYNTHETIC_MODELS.join(", "),
  });
}

function checkTimeframe(label: string): Timeframe {
  const timeframe = parseTimeframe(label);
  if (timeframe.label === "1d" || (isIntraday(timeframe) && timeframeMs(timeframe) < 86_400_000)) return timeframe;
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `synthetic data with bars of ${timeframe.label}`,
    instead: "Use a timeframe from 1s to 1d.",
  });
}

function dayOfText(text: string): SessionDay {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = match === null ? NaN : dayOfDate(Number(match[1]), Number(match[2]), Number(match[3]));
  if (Number.isNaN(day) || dateOfDay(day) !== text) {
    throw new BacksightError("BACKSIGHT_DATE", { name: "start", value: text });
  }
  return day;
}

function checkBetween(name: string, value: number, min: number, max: number): number {
  checkFinite(name, value);
  if (min <= value && value <= max) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `from ${min} to ${max}`, value });
}

function checkSymbol(name: "symbol" | "currency", symbol: string): string {
  if (/^\S{1,64}$/.test(symbol) && symbol.isWellFormed()) return symbol;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name,
    rule: "1 to 64 characters without spaces",
    value: symbol,
  });
}
