import type { ParameterValue } from "../../core/params/parameter.ts";
import type { ValueRange } from "../../optimize/landscape/dimension-bins.ts";

const LONGEST = 14;

/** Parameter values as labels: numbers to four digits, long texts cut short. */
export function parameterLabels(values: readonly ParameterValue[]): string[] {
  return values.map((value) => {
    if (typeof value === "number") return String(Number(value.toPrecision(4)));
    const text = String(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  });
}

/** Stretches of a parameter as labels: `20`, or `60–80` where one holds several values. */
export function rangeLabels(ranges: readonly ValueRange[]): string[] {
  return ranges.map((range) => [...new Set(parameterLabels(range))].join("–"));
}

/** Places of so many labels as fit beside each other: every one, every second, … from the first on. */
export function labelPlaces(labels: readonly string[], room: number): number[] {
  const widest = Math.max(1, ...labels.map((label) => label.length)) * 6.8 + 10;
  const every = Math.max(1, Math.ceil((labels.length * widest) / Math.max(1, room)));
  return [...labels.keys()].filter((k) => k % every === 0);
}
