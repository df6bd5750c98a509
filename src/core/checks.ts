import { BacksightError } from "./errors.ts";

/** Argument checks for the edges of public functions: each throws `BACKSIGHT_ARGUMENT` with name, rule and value. */

export function checkInteger(name: string, value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `an integer from ${min}` : `an integer from ${min} to ${max}`;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: range, value: quoted(value) });
}

export function checkPositive(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a finite number above 0", value: quoted(value) });
}

export function checkNotNegative(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a finite number, not negative", value: quoted(value) });
}

export function checkFinite(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a finite number", value: quoted(value) });
}

/** @throws {BacksightError} BACKSIGHT_LENGTH when a column isn't there or not `expected` long */
export function checkLength(name: string, column: { readonly length: number } | undefined, expected: number): void {
  if (column?.length !== expected)
    throw new BacksightError("BACKSIGHT_LENGTH", { name, expected, value: column?.length ?? "none" });
}

/** A text where a number is wanted: in quotes, or `"5"` would read like 5. */
function quoted(value: unknown): unknown {
  return typeof value === "string" ? JSON.stringify(value) : value;
}
