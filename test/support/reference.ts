import { existsSync, readFileSync } from "node:fs";

/** One case with a known answer. Fields as in the collection's README. */
export interface ReferenceCase {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: Readonly<Record<string, unknown>>;
}

export interface ReferenceFile {
  readonly notes: Readonly<Record<string, unknown>>;
  readonly cases: readonly ReferenceCase[];
}

/**
 * Cases with known answers, collected outside the repository in `../shared/reference`; undefined where they aren't at
 * hand. The product never needs them.
 */
export function readReference(name: string): ReferenceFile | undefined {
  const file = new URL(`../../../shared/reference/${name}.open.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ReferenceFile) : undefined;
}

/** A number of the collection, which writes NaN and infinities as text. */
export function referenceNumber(value: unknown): number {
  if (value === "NaN") return NaN;
  if (value === "Infinity" || value === "-Infinity" || typeof value === "number") return Number(value);
  throw new TypeError(`not a number: ${JSON.stringify(value)}`);
}

/** A list of numbers of the collection. */
export function referenceNumbers(value: unknown): Float64Array {
  if (!Array.isArray(value)) throw new TypeError(`not a list: ${JSON.stringify(value)}`);
  return Float64Array.from(value, referenceNumber);
}
