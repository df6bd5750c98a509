import type { JsonObject } from "../../rest/rest-answer.ts";

/** A bar as the vendor's REST interface writes it; `t` is its start, epoch milliseconds. */
export interface RestBar {
  readonly t: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
  readonly vw?: number;
  readonly n?: number;
}

/** The bars that others are made of: of a second; of a minute, for minutes and hours; of a day, for days and longer. */
export type RestBarBase = "second" | "minute" | "day";

/** A trade or a quote; every other field is served as it is. Times in nanoseconds. */
export type RestTick = JsonObject & ({ readonly sip_timestamp: bigint } | { readonly participant_timestamp: bigint });

export interface RestSplit extends JsonObject {
  readonly ticker: string;
  /** "2024-06-10" */
  readonly execution_date: string;
  readonly split_from: number;
  readonly split_to: number;
}

export interface RestDividend extends JsonObject {
  readonly ticker: string;
  readonly ex_dividend_date: string;
  readonly cash_amount: number;
  readonly currency: string;
}

/** A line of the ticker list; it stands there from `listed` to `delisted`, excluded. */
export interface RestTicker {
  readonly listed?: string;
  readonly delisted?: string;
  /** Served as it is: `ticker`, `name`, `market`, `type` and whatever else. */
  readonly row: JsonObject & { readonly ticker: string };
}

/**
 * What the emulated vendor knows, under the REST interface's spellings: bars of X:BTCUSD, ticks of X:BTC-USD. All rows
 * ascend in time; an unknown ticker has none.
 */
export interface RestMarket {
  bars(ticker: string, base: RestBarBase): readonly RestBar[];
  trades(ticker: string): readonly RestTick[];
  quotes(ticker: string): readonly RestTick[];
  readonly splits: readonly RestSplit[];
  readonly dividends: readonly RestDividend[];
  readonly tickers: readonly RestTicker[];
  /** What happened to a ticker's name, by ticker. */
  readonly events: ReadonlyMap<string, JsonObject>;
  readonly holidays: readonly JsonObject[];
  readonly conditions: readonly JsonObject[];
  readonly exchanges: readonly JsonObject[];
}

/** Tables of a market that fits in memory; what isn't given is empty. */
export interface RestTables extends Partial<Omit<RestMarket, "bars" | "trades" | "quotes">> {
  readonly secondBars?: ReadonlyMap<string, readonly RestBar[]>;
  readonly minuteBars?: ReadonlyMap<string, readonly RestBar[]>;
  readonly dayBars?: ReadonlyMap<string, readonly RestBar[]>;
  readonly tradesOf?: ReadonlyMap<string, readonly RestTick[]>;
  readonly quotesOf?: ReadonlyMap<string, readonly RestTick[]>;
}

export function restMarketOf(tables: RestTables): RestMarket {
  const bars = { second: tables.secondBars, minute: tables.minuteBars, day: tables.dayBars };
  return {
    bars: (ticker, base) => bars[base]?.get(ticker) ?? [],
    trades: (ticker) => tables.tradesOf?.get(ticker) ?? [],
    quotes: (ticker) => tables.quotesOf?.get(ticker) ?? [],
    splits: tables.splits ?? [],
    dividends: tables.dividends ?? [],
    tickers: tables.tickers ?? [],
    events: tables.events ?? new Map(),
    holidays: tables.holidays ?? [],
    conditions: tables.conditions ?? [],
    exchanges: tables.exchanges ?? [],
  };
}
