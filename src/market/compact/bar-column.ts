import type { IndexedColumn } from "../../core/indexed-column.ts";
import type { PackedColumn } from "./packed-column.ts";

type Values = Float64Array | Int32Array;

/** A column of bars, in whichever form it is held. */
export interface BarColumn<T extends Values = Float64Array> extends IndexedColumn {
  /** The whole column; one that was packed is unpacked, and stays so. */
  readonly values: T;
  /** Rows `start` to `end` (excluded), to be read before the next part is asked for; nothing is unpacked for good. */
  part(start: number, end: number): T;
}

/** A column that lies in memory as it is. */
export function plainColumn<T extends Values>(values: T): BarColumn<T> {
  return {
    length: values.length,
    values,
    at: (row) => values[row],
    part: (start, end) => values.subarray(start, end) as T,
  };
}

/**
 * A column that is unpacked when somebody wants the whole of it; the packed form is dropped then.
 *
 * @param create makes an array of a length: `(n) => new Float64Array(n)`
 */
export function packedColumn<T extends Values>(given: PackedColumn, create: (length: number) => T): BarColumn<T> {
  const { length } = given;
  let packed: PackedColumn | undefined = given;
  let values: T | undefined;
  let room: T | undefined;
  return {
    length,
    get values() {
      if (values === undefined) {
        values = create(length);
        packed!.copy(values, 0, length);
        packed!.free?.();
        packed = room = undefined;
      }
      return values;
    },
    at: (row) => (values === undefined ? packed!.at(row) : values[row]),
    part(start, end) {
      if (values !== undefined) return values.subarray(start, end) as T;
      if (room === undefined || room.length < end - start) room = create(end - start);
      packed!.copy(room, start, end);
      return room.subarray(0, end - start) as T;
    },
  };
}

/** Rows `start` to `end` (excluded) of a column, as a view on its values. */
export function slicedColumn<T extends Values>(column: BarColumn<T>, start: number, end: number): BarColumn<T> {
  return {
    length: end - start,
    get values() {
      return column.values.subarray(start, end) as T;
    },
    at: (row) => (row >= 0 && row < end - start ? column.at(start + row) : undefined),
    part: (from, to) => column.part(start + from, start + to),
  };
}
