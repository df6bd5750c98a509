/** Smallest and largest of all finite values of the columns; undefined when there is none. */
export function extent(...columns: readonly Float64Array[]): readonly [min: number, max: number] | undefined {
  let min = Infinity;
  let max = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (!Number.isFinite(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min > max ? undefined : [min, max];
}

/** Where the smallest value stands (the first of equal ones); −1 without any. */
export function indexOfMin(column: Float64Array): number {
  let at = -1;
  for (let i = 0; i < column.length; i++) if (!Number.isNaN(column[i]!) && (at < 0 || column[i]! < column[at]!)) at = i;
  return at;
}
