/**
 * Rows that draw the same picture as all rows do when `columns` pixels stand side by side: of each column's rows the
 * first, the lowest, the highest and the last (M4: Jugel et al., VLDB 2014). Ascending; at most 4 × `columns` rows; all
 * rows when there are no more than that. NaN rows are kept only as a column's first or last row.
 */
export function decimate(values: Float64Array, columns: number): Int32Array {
  const n = values.length;
  if (n <= 4 * columns) return Int32Array.from({ length: n }, (_, i) => i);
  const rows = new Int32Array(4 * columns);
  let count = 0;
  for (let column = 0; column < columns; column++) {
    const start = Math.floor((column * n) / columns);
    const end = Math.floor(((column + 1) * n) / columns);
    let lowest = start;
    let highest = start;
    for (let i = start + 1; i < end; i++) {
      const value = values[i]!;
      if (value < values[lowest]! || Number.isNaN(values[lowest]!)) lowest = i;
      if (value > values[highest]! || Number.isNaN(values[highest]!)) highest = i;
    }
    const inOrder = [start, Math.min(lowest, highest), Math.max(lowest, highest), end - 1];
    for (const row of inOrder) if (count === 0 || row > rows[count - 1]!) rows[count++] = row;
  }
  return rows.slice(0, count);
}
