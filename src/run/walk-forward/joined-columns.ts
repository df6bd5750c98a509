/** Typed columns under their names, all as long as `length`, and whatever else belongs to them. */
interface Columns {
  readonly length: number;
}

/**
 * The rows of all parts, one part behind the other; what isn't a column is the first part's.
 *
 * @param parts at least one, all with the same columns
 */
export function joinedColumns<T extends Columns>(parts: readonly T[]): T {
  const [first] = parts;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const joined = Object.entries(first!).map(([name, column]) => {
    if (!isColumn(column)) return [name, column] as const;
    const Column = column.constructor as new (length: number) => Float64Array;
    const out = new Column(length);
    let row = 0;
    for (const part of parts) {
      out.set((part as unknown as Record<string, Float64Array>)[name]!, row);
      row += part.length;
    }
    return [name, out] as const;
  });
  return { ...Object.fromEntries(joined), length } as unknown as T;
}

function isColumn(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value);
}
