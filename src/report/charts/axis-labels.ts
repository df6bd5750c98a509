import { formatNumber } from "../format.ts";

/** Labels for round values of one axis: one unit (k, M, B) and just as many decimals as tell them apart for all. */
export function axisLabels(values: readonly number[], unit: "plain" | "money" | "percent" = "plain"): string[] {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const [divisor, suffix] = unit === "percent" ? [0.01, "%"] : unit === "money" ? moneyUnit(largest) : [1, ""];
  const scaled = values.map((value) => value / divisor);
  const digits = digitsFor(scaled);
  return scaled.map((value) => `${formatNumber(value, digits)}${value === 0 && unit === "money" ? "" : suffix}`);
}

/** Labels for a logarithmic axis, whose values lie so far apart that each has its own unit: "500k", "1M", "2M". */
export function logAxisLabels(values: readonly number[], unit: "plain" | "money"): string[] {
  const isMoney = unit === "money" && values.some((value) => value >= 1e4);
  return values.map((value) => {
    const [divisor, suffix] = isMoney ? ownUnit(value) : [1, ""];
    return `${formatNumber(value / divisor, digitsFor([value / divisor]))}${suffix}`;
  });
}

function ownUnit(value: number): readonly [number, string] {
  if (value >= 1e9) return [1e9, "B"];
  if (value >= 1e6) return [1e6, "M"];
  return value >= 1e3 ? [1e3, "k"] : [1, ""];
}

function moneyUnit(largest: number): readonly [number, string] {
  if (largest >= 1e10) return [1e9, "B"];
  if (largest >= 2e6) return [1e6, "M"];
  if (largest >= 1e4) return [1e3, "k"];
  return [1, ""];
}

function digitsFor(values: readonly number[]): number {
  for (let digits = 0; digits < 10; digits++) {
    if (values.every((value) => Math.abs(Number(value.toFixed(digits)) - value) <= 1e-9 * Math.abs(value)))
      return digits;
  }
  return 10;
}
