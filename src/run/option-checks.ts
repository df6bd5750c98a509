import { BacksightError } from "../core/errors.ts";

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

export function wrong(name: string, rule: string, value: unknown): BacksightError {
  const shown = typeof value === "string" ? JSON.stringify(value) : value;
  return new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: shown });
}

export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
