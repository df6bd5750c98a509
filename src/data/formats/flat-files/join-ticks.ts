import type { TickConditions } from "../../../market/trade-ticks.ts";
import type { DataRows } from "../../market-data/data-source.ts";
import { joinRows, lengthOfRows } from "../../market-data/rows.ts";

type TickRows = Exclude<DataRows, { dataset: "bars" }>;
type Column = Float64Array | BigInt64Array | Uint16Array | Uint8Array;

/**
 * The pieces of one ticker, in the file's order, as one: ascending in time, equal times by sequence where the vendor gives
 * one, else as they stood in the file. `unsorted` counts the rows that came after a later one.
 *
 * @param pieces at least one
 */
export function joinTicks<T extends TickRows>(pieces: readonly T[]): { readonly ticks: T; readonly unsorted: number } {
  const ticks = joinRows(pieces) as T;
  const { timeNs, sequence } = ticks.rows;
  // With some sequences unknown "before" would go round in circles.
  const isNumbered = !sequence.some(Number.isNaN);
  const isBefore = (a: number, b: number) =>
    timeNs[a]! < timeNs[b]! || (isNumbered && timeNs[a] === timeNs[b] && sequence[a]! < sequence[b]!);
  let unsorted = 0;
  let latest = 0;
  for (let i = 1; i < lengthOfRows(ticks); i++) {
    if (isBefore(i, latest)) unsorted++;
    else latest = i;
  }
  if (unsorted === 0) return { ticks, unsorted };
  const order = Uint32Array.from(timeNs, (_, i) => i);
  order.sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : a - b));
  return { ticks: reordered(ticks, order), unsorted };
}

function reordered<T extends TickRows>(ticks: T, order: Uint32Array): T {
  const rows: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(ticks.rows)) {
    if (ArrayBuffer.isView(value)) rows[key] = gather(value as Column, order);
    else rows[key] = key === "conditions" ? gatherConditions(value as TickConditions, order) : value;
  }
  return { dataset: ticks.dataset, rows } as unknown as T;
}

function gather(values: Column, order: Uint32Array): Column {
  const gathered = new (values.constructor as new (length: number) => Float64Array)(order.length);
  for (let i = 0; i < order.length; i++) gathered[i] = (values as Float64Array)[order[i]!]!;
  return gathered;
}

function gatherConditions({ starts, codes }: TickConditions, order: Uint32Array): TickConditions {
  const gathered = { starts: new Uint32Array(order.length + 1), codes: new Uint16Array(codes.length) };
  let at = 0;
  for (const [i, row] of order.entries()) {
    const mine = codes.subarray(starts[row], starts[row + 1]);
    gathered.codes.set(mine, at);
    at += mine.length;
    gathered.starts[i + 1] = at;
  }
  return gathered;
}
