import type { SchemaElement } from "hyparquet";
import type { Dataset } from "../../../market-data/data-request.ts";

/** Raised when older versions can't read what is written. */
export const ROWS_FORMAT = 1;
/** Name of the text in the footer that says what the rows are. */
export const ROWS_KEY = "backsight.rows";
/** Rows in a row group. */
export const GROUP_ROWS = 131_072;

/**
 * - `ms`: epoch milliseconds, timestamps where all are whole
 * - `ns`: epoch nanoseconds, timestamps
 * - `number`: doubles
 * - `code`: whole numbers from 0 to 65,535
 * - `codes`: several of them per row, as text: "12,37"
 */
export type ColumnKind = "ms" | "ns" | "number" | "code" | "codes";

export interface RowsColumn {
  /** The name of the property. */
  readonly key: string;
  /** The name in the file. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether rows may come without it. */
  readonly isOptional?: true;
}

/** The columns of each dataset, in their order. Columns that follow from others aren't kept. */
export const ROWS_COLUMNS: Readonly<Record<Dataset, readonly RowsColumn[]>> = {
  bars: [
    { key: "time", name: "time", kind: "ms" },
    { key: "closeTime", name: "close_time", kind: "ms" },
    { key: "open", name: "open", kind: "number" },
    { key: "high", name: "high", kind: "number" },
    { key: "low", name: "low", kind: "number" },
    { key: "close", name: "close", kind: "number" },
    { key: "volume", name: "volume", kind: "number" },
    { key: "vwap", name: "vwap", kind: "number", isOptional: true },
    { key: "transactions", name: "transactions", kind: "number", isOptional: true },
  ],
  trades: [
    { key: "timeNs", name: "time", kind: "ns" },
    { key: "price", name: "price", kind: "number" },
    { key: "size", name: "size", kind: "number" },
    { key: "exchange", name: "exchange", kind: "code" },
    { key: "correction", name: "correction", kind: "code" },
    { key: "sequence", name: "sequence", kind: "number" },
    { key: "conditions", name: "conditions", kind: "codes" },
  ],
  quotes: [
    { key: "timeNs", name: "time", kind: "ns" },
    { key: "bidPrice", name: "bid_price", kind: "number" },
    { key: "askPrice", name: "ask_price", kind: "number" },
    { key: "bidSize", name: "bid_size", kind: "number" },
    { key: "askSize", name: "ask_size", kind: "number" },
    { key: "bidExchange", name: "bid_exchange", kind: "code" },
    { key: "askExchange", name: "ask_exchange", kind: "code" },
    { key: "sequence", name: "sequence", kind: "number" },
    { key: "conditions", name: "conditions", kind: "codes" },
  ],
};

/** The schema of a column of ticks; none can hold nulls, so that readers get typed arrays. */
export function rowsElement({ name, kind }: RowsColumn): SchemaElement {
  if (kind === "codes") {
    return { name, type: "BYTE_ARRAY", repetition_type: "REQUIRED", converted_type: "UTF8" };
  }
  if (kind === "code") return { name, type: "INT32", repetition_type: "REQUIRED" };
  if (kind !== "ns") return { name, type: "DOUBLE", repetition_type: "REQUIRED" };
  return {
    name,
    type: "INT64",
    repetition_type: "REQUIRED",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" },
  };
}
