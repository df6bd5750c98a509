import type { DatabaseSync } from "node:sqlite";
import type { Dataset } from "../../data/market-data/data-request.ts";
import { prepared } from "./prepared.ts";
import type { SeriesKey } from "./segment.ts";

/** The row of a series; undefined when nothing was ever kept of it. */
export function findSeries(db: DatabaseSync, key: SeriesKey): number | undefined {
  const row = prepared(
    db,
    "SELECT id FROM series WHERE source = ? AND dataset = ? AND symbol = ? AND timeframe = ?",
  ).get(key.source, key.dataset, key.symbol, key.timeframe ?? "");
  return row === undefined ? undefined : Number(row.id);
}

/** The row of a series, made when there is none. */
export function ensureSeries(db: DatabaseSync, key: SeriesKey): number {
  const found = findSeries(db, key);
  if (found !== undefined) return found;
  const made = prepared(db, "INSERT INTO series (source, dataset, symbol, timeframe) VALUES (?, ?, ?, ?)").run(
    key.source,
    key.dataset,
    key.symbol,
    key.timeframe ?? "",
  );
  return Number(made.lastInsertRowid);
}

/** The key in a row that holds the columns of `series`. */
export function keyOfRow(row: Readonly<Record<string, unknown>>): SeriesKey {
  const { source, dataset, symbol, timeframe } = row;
  return {
    source: String(source),
    dataset: String(dataset) as Dataset,
    symbol: String(symbol),
    timeframe: timeframe === "" ? null : String(timeframe),
  };
}

/** For messages and locks: "polygon AAPL 1m", "polygon AAPL trades". */
export function titleOfSeries({ source, dataset, symbol, timeframe }: SeriesKey): string {
  return `${source} ${symbol} ${timeframe ?? dataset}`;
}
