import { existsSync, readFileSync } from "node:fs";

/**
 * The numeric columns of a data file of `../shared/reference`, by name; an empty cell is NaN. Undefined where the
 * collection isn't at hand.
 *
 * @param path inside the collection: "data/GOOG-2004-2013.csv"
 */
export function readReferenceColumns(path: string): ReadonlyMap<string, Float64Array> | undefined {
  const file = new URL(`../../../shared/reference/${path}`, import.meta.url);
  if (!existsSync(file)) return undefined;
  const [header = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(","));
  const cell = (text: string | undefined): number => (text === undefined || text === "" ? NaN : Number(text));
  return new Map(header.split(",").map((name, k) => [name, Float64Array.from(rows, (row) => cell(row[k]))]));
}
