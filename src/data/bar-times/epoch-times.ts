import type { ColumnTimes } from "./column-times.ts";
import { OffsetRuns } from "./offset-runs.ts";

const EARLIEST_EPOCH_MS = -2_208_988_800_000;
const LATEST_EPOCH_MS = 7_258_118_400_000;

/**
 * Times that a file gives as numbers since 1970, in seconds, milliseconds, microseconds or nanoseconds: the largest of
 * them tells the unit. Nanoseconds of today are more than a double can hold; where the file is known to have them
 * (`areNanoseconds`) the values come in milliseconds. The values are written over.
 *
 * @param fail called for a row whose number is no time from 1900 to 2199
 */
export function epochTimes(
  values: Float64Array,
  areNanoseconds: boolean,
  fail: (row: number, value: string) => never,
): ColumnTimes {
  const unit = areNanoseconds ? "milliseconds" : epochUnit(values);
  for (let i = 0; i < values.length; i++) {
    const raw = values[i]!;
    const ms = unit === undefined ? NaN : toMilliseconds(raw, unit);
    if (!(ms >= EARLIEST_EPOCH_MS && ms <= LATEST_EPOCH_MS)) fail(i, String(raw));
    values[i] = ms;
  }
  const notes = [`times are epoch ${areNanoseconds ? "nanoseconds" : unit}`];
  return { written: values, offsets: OffsetRuns.constant(0), notes };
}

type EpochUnit = "seconds" | "milliseconds" | "microseconds" | "nanoseconds";

/** By the largest number: the units' ranges between 1973 and 2200 don't overlap. Undefined for numbers too small. */
function epochUnit(values: Float64Array): EpochUnit | undefined {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest < 1e8) return undefined;
  if (largest < 1e11) return "seconds";
  if (largest < 1e14) return "milliseconds";
  return largest < 1e17 ? "microseconds" : "nanoseconds";
}

function toMilliseconds(value: number, unit: EpochUnit): number {
  if (unit === "seconds") return Number.isInteger(value) ? value * 1000 : Math.round(value * 1e6) / 1e3;
  if (unit === "milliseconds") return value;
  return unit === "microseconds" ? value / 1e3 : value / 1e6;
}
