/** Numbers by row: a typed array, or what works out a value when it is asked for. */
export interface IndexedColumn {
  readonly length: number;
  /** The number in a row, from 0; undefined outside. */
  at(row: number): number | undefined;
}

/** The column from row `start` on. */
export function columnFrom(column: IndexedColumn, start: number): IndexedColumn {
  if (start === 0) return column;
  const length = column.length - start;
  return { length, at: (row) => (row >= 0 && row < length ? column.at(start + row) : undefined) };
}
