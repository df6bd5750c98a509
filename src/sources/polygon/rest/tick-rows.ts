import type { DataRows } from "../../../data/market-data/data-source.ts";
import { millisecondsOf } from "../../../data/market-data/rows.ts";
import type { TickConditions } from "../../../market/trade-ticks.ts";
import type { AnswerFields } from "./answer-fields.ts";
import type { JsonObject } from "./rest-answer.ts";

/** A row of an answer and when it was published, nanoseconds since 1970. */
export interface TimedRow {
  readonly timeNs: bigint;
  /** NaN where the vendor gives none. */
  readonly sequence: number;
  readonly row: JsonObject;
}

/** Pairs have no consolidated tape: there the exchange's own time counts. */
const TIMES = ["sip_timestamp", "participant_timestamp"];
const CODE_MOST = 65_535;

/** @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED */
export function timedRow(row: JsonObject, fields: AnswerFields): TimedRow {
  return {
    timeNs: fields.nanoseconds(row, TIMES),
    sequence: fields.numberOrNaN(row, "sequence_number"),
    row,
  };
}

/**
 * Rows as columns, ascending in time, equal times by sequence where all have one, else as they came.
 *
 * @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED for rows that aren't trades or quotes
 */
export function tickColumns(
  dataset: "trades" | "quotes",
  symbol: string,
  rows: readonly TimedRow[],
  fields: AnswerFields,
): DataRows {
  const isNumbered = !rows.some(({ sequence }) => Number.isNaN(sequence));
  const sorted = rows.toSorted((a, b) =>
    a.timeNs === b.timeNs ? (isNumbered ? a.sequence - b.sequence : 0) : a.timeNs < b.timeNs ? -1 : 1,
  );
  const numbers = (read: (row: JsonObject) => number) => Float64Array.from(sorted, ({ row }) => read(row));
  const exchanges = (name: string) => Uint16Array.from(sorted, ({ row }) => fields.code(row, name, CODE_MOST));
  const timeNs = BigInt64Array.from(sorted, (row) => row.timeNs);
  const ticks = {
    symbol,
    length: sorted.length,
    timeNs,
    time: millisecondsOf(timeNs),
    sequence: Float64Array.from(sorted, ({ sequence }) => sequence),
    conditions: conditionsOf(sorted, fields),
  };
  if (dataset === "trades") {
    const rowsOfTrades = {
      ...ticks,
      price: numbers((row) => fields.number(row, "price")),
      size: numbers((row) => fields.decimal(row, "decimal_size", "size")),
      exchange: exchanges("exchange"),
      // Any number but 0 means the same: larger ones mustn't become it.
      correction: Uint8Array.from(sorted, ({ row }) => Math.min(255, fields.code(row, "correction", CODE_MOST))),
    };
    return { dataset, rows: rowsOfTrades };
  }
  // A side that nobody quotes is left out; currency pairs are quoted without sizes.
  const side = (name: string, absent: number) =>
    numbers((row) => (row[name] === undefined ? absent : fields.number(row, name)));
  const noSize = symbol.startsWith("C:") ? NaN : 0;
  const rowsOfQuotes = {
    ...ticks,
    bidPrice: side("bid_price", 0),
    askPrice: side("ask_price", 0),
    bidSize: side("bid_size", noSize),
    askSize: side("ask_size", noSize),
    bidExchange: exchanges("bid_exchange"),
    askExchange: exchanges("ask_exchange"),
  };
  return { dataset, rows: rowsOfQuotes };
}

function conditionsOf(rows: readonly TimedRow[], fields: AnswerFields): TickConditions {
  const codes = rows.map(({ row }) => fields.codes(row, "conditions"));
  const starts = new Uint32Array(rows.length + 1);
  for (const [i, list] of codes.entries()) starts[i + 1] = starts[i]! + list.length;
  return { starts, codes: Uint16Array.from(codes.flat()) };
}
