import { checkInteger } from "../core/checks.ts";

/** Windows are held in memory; no study looks back further than ten million bars. */
const LONGEST_WINDOW = 10_000_000;

/** A number of bars, from `min`. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function checkWindow(name: string, value: unknown, min = 1): number {
  return checkInteger(name, value, min, LONGEST_WINDOW);
}
