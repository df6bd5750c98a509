/** Neighbouring rows: `start` is the first, `end` the first that no longer belongs to them. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}
