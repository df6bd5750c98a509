import { BacksightError } from "../../core/errors.ts";
import { joinTicks } from "../../data/formats/flat-files/join-ticks.ts";
import { quotePiecesReader, tradePiecesReader } from "../../data/formats/flat-files/tick-pieces-reader.ts";
import { readColumnsParquet } from "../../data/formats/parquet/read-columns-parquet.ts";
import type { DataRows } from "../../data/market-data/data-source.ts";
import { gunzipChunks } from "../cache/ingest/gunzip-chunks.ts";
import { openFileBytes } from "./file-bytes.ts";
import { nodeParquetCodecs } from "./node-parquet-codecs.ts";
import { type ReadHooks, readFileChunks } from "./read-file-chunks.ts";

/** Quotes or trades of one instrument. */
export type TickRows = Exclude<DataRows, { dataset: "bars" }>;

/** What a file is asked for. */
export interface TickFileRequest {
  readonly dataset: TickRows["dataset"];
  readonly symbol: string;
}

/**
 * The quotes or trades of one instrument in a flat file as Polygon (Massive) publishes them: a CSV file, packed by gzip or
 * not, with a header of their names.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_FILE_READ, BACKSIGHT_FLAT_FILE_DAMAGED, _ROW, _COLUMN;
 * BACKSIGHT_ARGUMENT when it has none of the instrument
 */
export async function loadTickCsv(path: string, request: TickFileRequest, hooks: ReadHooks = {}): Promise<TickRows> {
  const { dataset, symbol } = request;
  const options = { path, only: new Set([symbol]) };
  const reader = dataset === "quotes" ? quotePiecesReader(options) : tradePiecesReader(options);
  const pieces: TickRows[] = [];
  const keep = (taken: readonly unknown[]) => pieces.push(...taken.map((rows) => ({ dataset, rows }) as TickRows));
  const chunks = readFileChunks(path, hooks);
  const text = path.endsWith(".gz") ? gunzipChunks(chunks, path, hooks.signal) : chunks;
  for await (const chunk of text) keep(reader.push(chunk));
  keep(reader.finish());
  if (pieces.length === 0)
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: dataset, rule: `a file that has ${symbol}`, value: path });
  return joinTicks(pieces).ticks;
}

const COLUMNS = {
  quotes: ["time", "bid_price", "ask_price", "bid_size", "ask_size"],
  trades: ["time", "price", "size"],
} as const;

/**
 * The same from a Parquet table with the columns time (a timestamp), bid_price, ask_price, bid_size and ask_size, or price
 * and size: of one instrument, whose symbol it is taken for.
 *
 * @throws {BacksightError} as `readColumnsParquet`
 */
export async function loadTickParquet(
  path: string,
  { dataset, symbol }: TickFileRequest,
  hooks: ReadHooks = {},
): Promise<TickRows> {
  const source = await openFileBytes(path);
  try {
    const names = COLUMNS[dataset];
    const { values, length } = await readColumnsParquet(source, { ...hooks, codecs: nodeParquetCodecs, path, names });
    const number = (name: string): Float64Array => {
      const column = values.get(name);
      if (column instanceof Float64Array) return column;
      if (ArrayBuffer.isView(column)) return Float64Array.from(column as ArrayLike<number | bigint>, Number);
      throw new BacksightError("BACKSIGHT_PARQUET_TABLE", {
        path,
        problem: `has no numbers in its column ${name}`,
        columns: names.join(", "),
      });
    };
    const times = values.get("time");
    const timeNs =
      times instanceof BigInt64Array ? times : BigInt64Array.from(number("time"), (ms) => BigInt(Math.round(ms * 1e6)));
    const time = Float64Array.from(timeNs, (ns) => Number(ns) / 1e6);
    const shared = {
      ...{ symbol, length, timeNs, time, sequence: new Float64Array(length).fill(NaN) },
      conditions: { starts: new Uint32Array(length + 1), codes: new Uint16Array(0) },
    };
    if (dataset === "trades") {
      const rows = { price: number("price"), size: number("size"), correction: new Uint8Array(length) };
      return { dataset, rows: { ...shared, ...rows, exchange: new Uint16Array(length) } };
    }
    const rows = { bidPrice: number("bid_price"), askPrice: number("ask_price") };
    const sizes = { bidSize: number("bid_size"), askSize: number("ask_size") };
    const exchanges = { bidExchange: new Uint16Array(length), askExchange: new Uint16Array(length) };
    return { dataset, rows: { ...shared, ...rows, ...sizes, ...exchanges } };
  } finally {
    await source.close();
  }
}
