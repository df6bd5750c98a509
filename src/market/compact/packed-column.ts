import type { IndexedColumn } from "../../core/indexed-column.ts";

/** Numbers in less room than 8 bytes each, from which the same bits come back. */
export interface PackedColumn extends IndexedColumn {
  /** Writes the values of rows `start` to `end` (excluded) to the start of `out`. */
  copy(out: Float64Array | Int32Array, start: number, end: number): void;
  /** Gives its memory back at once, not at some later collection; the column is spent afterwards. */
  free?(): void;
}
