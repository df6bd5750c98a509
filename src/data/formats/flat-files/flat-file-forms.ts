import type { Dataset } from "../../market-data/data-request.ts";

/** What a column of a flat file is used for; `skip` stands first so that it is 0. */
export const FLAT_FILE_FIELDS = [
  "skip",
  "ticker",
  "time",
  "conditions",
  "open",
  "high",
  "low",
  "close",
  "volume",
  "transactions",
  "price",
  "size",
  "sequence",
  "exchange",
  "correction",
  "bidPrice",
  "askPrice",
  "bidSize",
  "askSize",
  "bidExchange",
  "askExchange",
] as const;
export type FlatFileField = (typeof FLAT_FILE_FIELDS)[number];

/** One kind of table that the vendor publishes. */
export interface FlatFileForm {
  /** For messages: "stock and option trades". */
  readonly what: string;
  /** What every ticker in such a file begins with; "" for several asset classes. */
  readonly prefix: string;
  /** Columns without which the rows would mean something else. */
  readonly needed: Readonly<Record<string, FlatFileField>>;
  /** Columns that are used where they are. */
  readonly used: Readonly<Record<string, FlatFileField>>;
}

const AGGREGATES: FlatFileForm["needed"] = {
  ticker: "ticker",
  open: "open",
  close: "close",
  high: "high",
  low: "low",
  window_start: "time",
};
const TRADES: FlatFileForm["needed"] = {
  ticker: "ticker",
  price: "price",
  size: "size",
  conditions: "conditions",
  correction: "correction",
};
const TRADES_TOO: FlatFileForm["used"] = { exchange: "exchange", sequence_number: "sequence" };
const QUOTES_TOO: FlatFileForm["used"] = {
  ask_exchange: "askExchange",
  bid_exchange: "bidExchange",
  sequence_number: "sequence",
  conditions: "conditions",
};
const QUOTE_PRICES: FlatFileForm["needed"] = { ticker: "ticker", ask_price: "askPrice", bid_price: "bidPrice" };

/**
 * The tables of Polygon's (Massive's) flat files by dataset, the usual one first. Sources: the vendor's pages on flat
 * files and samples of each file; option and crypto trades and index values from its REST columns.
 */
export const FLAT_FILE_FORMS: Readonly<Record<Dataset, readonly FlatFileForm[]>> = {
  bars: [
    {
      what: "aggregates",
      prefix: "",
      needed: { ...AGGREGATES, volume: "volume", transactions: "transactions" },
      used: {},
    },
    { what: "index aggregates", prefix: "I:", needed: AGGREGATES, used: {} },
  ],
  trades: [
    { what: "stock and option trades", prefix: "", needed: { ...TRADES, sip_timestamp: "time" }, used: TRADES_TOO },
    { what: "crypto trades", prefix: "X:", needed: { ...TRADES, participant_timestamp: "time" }, used: TRADES_TOO },
    { what: "index values", prefix: "I:", needed: { ticker: "ticker", timestamp: "time", value: "price" }, used: {} },
  ],
  quotes: [
    {
      what: "stock and option quotes",
      prefix: "",
      needed: { ...QUOTE_PRICES, ask_size: "askSize", bid_size: "bidSize", sip_timestamp: "time" },
      used: QUOTES_TOO,
    },
    {
      what: "forex quotes",
      prefix: "C:",
      needed: { ...QUOTE_PRICES, participant_timestamp: "time" },
      used: QUOTES_TOO,
    },
  ],
};
