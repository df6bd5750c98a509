import type { DecodedArray, SchemaElement } from "hyparquet";
import type { RefuseValue } from "./column-clock.ts";
import { isString } from "./column-numbers.ts";

/** The rows of one symbol. */
export interface SelectedRows {
  readonly symbol: string | undefined;
  /** Ascending; undefined: all rows. */
  readonly rows: Int32Array | undefined;
}

/** Finds the rows of one symbol in a column of names, piece by piece. */
export interface SymbolSelection {
  readonly add: (values: DecodedArray, row: number) => void;
  /** Called once. */
  readonly finish: () => SelectedRows;
}

const MOST_REMEMBERED = 1 << 16;

/**
 * The rows of the `wanted` symbol, without one those of the only symbol that the column names; undefined when the
 * column holds no text.
 */
export function selectSymbol(
  element: SchemaElement,
  rows: number,
  wanted: string | undefined,
  refuse: RefuseValue,
): SymbolSelection | undefined {
  if (!isString(element)) return undefined;
  const decoder = new TextDecoder();
  // A dictionary's entry is one object in all its rows.
  const names = new Map<Uint8Array, string>();
  const nameOf = (bytes: Uint8Array): string => {
    const known = names.get(bytes);
    if (known !== undefined) return known;
    const name = decoder.decode(bytes);
    if (names.size < MOST_REMEMBERED) names.set(bytes, name);
    return name;
  };
  const selected = new Int32Array(rows);
  let count = 0;
  let symbol = wanted;
  return {
    add(values, row) {
      for (let i = 0; i < values.length; i++) {
        const value: unknown = values[i];
        if (!(value instanceof Uint8Array)) refuse(row + i, "it has no symbol");
        const name = nameOf(value);
        symbol ??= name;
        if (name === symbol) selected[count++] = row + i;
        else if (wanted === undefined) {
          const choice = `choose one with symbol=${symbol}`;
          refuse(row + i, `its symbol is "${name}", the rows above are "${symbol}"; ${choice}`);
        }
      }
    },
    finish: () => ({ symbol, rows: count === rows ? undefined : selected.slice(0, count) }),
  };
}
