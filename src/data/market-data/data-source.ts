import type { ProgressListener } from "../../core/progress.ts";
import type { Adjustment } from "../../market/bars.ts";
import type { BarColumns } from "../../market/bars-check.ts";
import type { Calendar } from "../../market/calendar/calendar.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { Instrument } from "../../market/instrument.ts";
import type { QuoteTicks } from "../../market/quote-ticks.ts";
import type { TradeTicks } from "../../market/trade-ticks.ts";
import type { DataRequest, Dataset } from "./data-request.ts";

/** Bars with what some vendors add; the optional columns are as long as the others. */
export interface VendorBars extends BarColumns {
  /** Volume-weighted mean price of the bar; NaN where unknown. */
  readonly vwap?: Float64Array;
  /** Trades in the bar; NaN where unknown. */
  readonly transactions?: Float64Array;
}

/** The rows of a dataset, in time's order. */
export type DataRows =
  | { readonly dataset: "bars"; readonly rows: VendorBars }
  | { readonly dataset: "trades"; readonly rows: TradeTicks }
  | { readonly dataset: "quotes"; readonly rows: QuoteTicks };

/**
 * An answer for [from, to): all that the source has there, nothing else. No rows in a covered range means that there
 * was nothing; a failed request is an error, never an empty part.
 */
export interface DataPart {
  readonly from: number;
  readonly to: number;
  readonly data: DataRows;
}

export interface FetchContext {
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** What a source knows of a symbol without asking anyone. */
export interface SymbolFacts {
  readonly instrument: Instrument;
  readonly calendar: Calendar;
  /** How the source's prices are given. */
  readonly adjustment: Adjustment;
}

/** A vendor that is asked for one instrument at a time. */
export interface InstrumentSource {
  readonly kind: "instrument";
  readonly id: string;
  readonly datasets: readonly Dataset[];
  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for a symbol that the source can't have */
  factsOf(symbol: string): SymbolFacts;
  /**
   * Consecutive parts of the request's range, ascending, each complete when it is given, so that what came before a
   * failure is kept. Parts may end before `request.to`: what isn't published yet is not covered.
   */
  fetch(request: DataRequest, context: FetchContext): AsyncIterable<DataPart>;
  /** Splits and dividends of a symbol, ascending, all that are known; null: the source has none to give. */
  fetchActions?(symbol: string, context: FetchContext): Promise<readonly CorporateAction[]>;
}

/** One published object that holds a dataset of a whole market for one day. */
export interface MarketDay {
  /** The session's date as a day number. */
  readonly day: number;
  readonly key: string;
  /** Changes when the vendor replaces the object. */
  readonly etag: string;
  readonly byteLength: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  /**
   * Which times its rows are of, half-open, where that isn't the civil day of its date: a future's trade date begins the
   * evening before, or before a weekend or a holiday. Ranges of one folder don't overlap.
   */
  readonly range?: { readonly from: number; readonly to: number };
}

/** A vendor that publishes whole-market day files. */
export interface WholeMarketSource {
  readonly kind: "whole-market";
  readonly id: string;
  readonly datasets: readonly Dataset[];
  factsOf(symbol: string): SymbolFacts;
  /** The published days in [from, to), ascending: a day that isn't there was no trading day, or isn't published yet. */
  listDays(
    request: Pick<DataRequest, "dataset" | "timeframe" | "symbol" | "from" | "to">,
    context: FetchContext,
  ): Promise<readonly MarketDay[]>;
  /** The object's bytes as published (CSV, gzip), whole and verified, or an error. */
  openDay(day: MarketDay, context: FetchContext): AsyncIterable<Uint8Array>;
  fetchActions?(symbol: string, context: FetchContext): Promise<readonly CorporateAction[]>;
}

export type DataSource = InstrumentSource | WholeMarketSource;
