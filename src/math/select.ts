/** The values of the rows that `keep` is true for, in order; a new array. `filter` of typed arrays does the same several times slower. */
export function select(values: Float64Array, keep: (row: number) => boolean): Float64Array {
  const out = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (keep(i)) out[count++] = values[i]!;
  return out.slice(0, count);
}
