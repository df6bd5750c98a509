import type { SchemaElement } from "hyparquet";
import type { BarColumns } from "../../../market/bars-check.ts";

/** Raised when older versions can't read what is written. */
export const BARS_FORMAT = 1;
/** What the footer says about who wrote the file. */
export const CREATED_BY = "backsight";
export const SCHEMA_NAME = "bars";
/** Names of the texts in the footer. */
export const FACTS_KEY = "backsight.bars";
export const CHECKSUM_KEY = "backsight.checksum";

/** The columns of a file of bars, in their order. */
export const BAR_COLUMNS: readonly {
  readonly key: keyof BarColumns;
  readonly name: string;
  readonly isTime: boolean;
}[] = [
  { key: "time", name: "time", isTime: true },
  { key: "closeTime", name: "close_time", isTime: true },
  { key: "open", name: "open", isTime: false },
  { key: "high", name: "high", isTime: false },
  { key: "low", name: "low", isTime: false },
  { key: "close", name: "close", isTime: false },
  { key: "volume", name: "volume", isTime: false },
];

/**
 * The schema of a file of bars: no column can hold nulls, so that readers get typed arrays. Times are timestamps in
 * UTC that every program knows, unless one has a fraction of a millisecond: then both are epoch milliseconds as doubles.
 */
export function barsSchema(hasWholeMilliseconds: boolean): SchemaElement[] {
  const columns = BAR_COLUMNS.map(({ name, isTime }): SchemaElement => {
    if (!isTime || !hasWholeMilliseconds) return { name, type: "DOUBLE", repetition_type: "REQUIRED" };
    return {
      name,
      type: "INT64",
      repetition_type: "REQUIRED",
      converted_type: "TIMESTAMP_MILLIS",
      logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
    };
  });
  return [{ name: SCHEMA_NAME, num_children: columns.length }, ...columns];
}
