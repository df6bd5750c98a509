import { BacksightError } from "../core/errors.ts";

export type TimeframeUnit = "s" | "m" | "h" | "d" | "w" | "mo";

/** How much time a bar covers. */
export interface Timeframe {
  readonly count: number;
  readonly unit: TimeframeUnit;
  /** As a person writes it: 1m, 5m, 1h, 1d, 1w, 1mo. */
  readonly label: string;
}

const MS: Record<Exclude<TimeframeUnit, "mo">, number> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Reads "5m", "1d", "1mo". @throws {BacksightError} BACKSIGHT_TIMEFRAME */
export function parseTimeframe(text: string): Timeframe {
  const match = /^([1-9]\d{0,4})(mo|[smhdw])$/.exec(text.trim().toLowerCase());
  if (match === null) throw new BacksightError("BACKSIGHT_TIMEFRAME", { value: text });
  return timeframe(Number(match[1]), match[2] as TimeframeUnit);
}

export function timeframe(count: number, unit: TimeframeUnit): Timeframe {
  return { count, unit, label: `${count}${unit}` };
}

/** Length in milliseconds; NaN for months, which have none. */
export function timeframeMs({ count, unit }: Timeframe): number {
  return unit === "mo" ? NaN : count * MS[unit];
}

/** True when a bar lies inside one session: shorter than a day. */
export function isIntraday({ unit }: Timeframe): boolean {
  return unit === "s" || unit === "m" || unit === "h";
}
