import { BacksightError } from "../core/errors.ts";

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** Unless something else is said: far more than any strategy needs that ends. */
const DEFAULT_SECONDS = 600;

/** Seconds of `30s`, `10m`, `2h`; null for `none`. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readTimeLimit(text: string | undefined): number | null {
  if (text === undefined) return DEFAULT_SECONDS;
  if (text === "none") return null;
  const [, count, unit] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * SECONDS[unit as keyof typeof SECONDS];
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "time-limit", rule: "30s, 10m, 2h or none", value: text });
}
