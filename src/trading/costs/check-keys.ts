import { unknownCost } from "./read-words.ts";

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for a key that isn't known, with the nearest one that is */
export function checkKeys(kind: string, given: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const name of Object.keys(given)) if (!known.includes(name)) throw unknownCost(`key of ${kind}`, name, known);
}
