import type { ParquetFile } from "../formats/parquet/parquet-file.ts";

/** The name under which pandas describes a frame in a file's footer. */
const PANDAS_KEY = "pandas";

/**
 * The place of the column that pandas wrote from an index of times; undefined when the file doesn't come from pandas,
 * or the index is something else. An index of numbers from 0 isn't even a column.
 *
 * Source: pandas developer guide, "Storing pandas DataFrame objects in Apache Parquet format".
 */
export function pandasIndex({ texts, columns }: ParquetFile): number | undefined {
  const names = indexNames(texts.get(PANDAS_KEY));
  const place = columns.findIndex(({ name, element: { type, logical_type, converted_type } }) => {
    if (!names.includes(name)) return false;
    const meaning = logical_type?.type ?? converted_type ?? "";
    return /^(?:TIMESTAMP|DATE)/.test(meaning) || type === "INT96";
  });
  return place < 0 ? undefined : place;
}

/** What anyone may have written there can be anything. */
function indexNames(text: string | undefined): readonly unknown[] {
  if (text === undefined) return [];
  try {
    const described = JSON.parse(text) as { readonly index_columns?: unknown } | null;
    const names = described?.index_columns;
    return Array.isArray(names) ? names : [];
  } catch {
    return [];
  }
}
