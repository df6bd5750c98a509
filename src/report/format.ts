import type { MetricUnit } from "../metrics/metric.ts";

/** What stands where a number is undefined. */
export const UNDEFINED_MARK = "–";

/** Rounded to `digits` decimals with thousands separators: 1234567.891 → "1,234,567.89". NaN → "–", never "-0.00". */
export function formatNumber(value: number, digits: number): string {
  if (Number.isNaN(value)) return UNDEFINED_MARK;
  if (value === Infinity) return "∞";
  if (value === -Infinity) return "-∞";
  const text = Math.abs(value).toFixed(digits);
  const point = text.indexOf(".");
  const whole = point < 0 ? text : text.slice(0, point);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + text.slice(whole.length);
  return value < 0 && /[1-9]/.test(text) ? `-${grouped}` : grouped;
}

/** Money to the cent: "104,233.12". */
export function formatMoney(value: number): string {
  return formatNumber(value, 2);
}

/** A fraction as a percentage: 0.1234 → "12.34%". */
export function formatPercent(fraction: number, digits = 2): string {
  return Number.isFinite(fraction) ? `${formatNumber(fraction * 100, digits)}%` : formatNumber(fraction, 0);
}

/** With a plus sign before gains: "+12.34%". */
export function formatSignedPercent(fraction: number, digits = 2): string {
  return withPlus(formatPercent(fraction, digits), fraction);
}

/** With a plus sign before gains: "+1,234.50". */
export function formatSignedMoney(value: number): string {
  return withPlus(formatMoney(value), value);
}

/** A price with as many decimals as its size deserves: "431.20", "1.08452", "0.00001234". */
export function formatPrice(value: number): string {
  const size = Math.abs(value);
  if (!(size > 0) || size >= 10) return formatNumber(value, 2);
  if (size >= 0.1) return trimZeros(formatNumber(value, 5), 2);
  return trimZeros(formatNumber(value, 8), 2);
}

/** Units held or traded: whole ones as they are, fractions to at most four decimals. */
export function formatQuantity(value: number): string {
  return trimZeros(formatNumber(value, Math.abs(value) < 1 ? 6 : 4));
}

/** A metric's value in its unit; NaN → "–". */
export function formatByUnit(value: number, unit: MetricUnit): string {
  switch (unit) {
    case "fraction":
      return formatPercent(value);
    case "ratio":
      return formatNumber(value, 2);
    case "money":
      return formatMoney(value);
    case "price":
      return formatPrice(value);
    case "count":
      return formatNumber(value, 0);
    case "days":
      return Number.isNaN(value) ? UNDEFINED_MARK : `${trimZeros(formatNumber(value, 1))} d`;
    case "bars":
      return Number.isNaN(value) ? UNDEFINED_MARK : `${trimZeros(formatNumber(value, 1))} bars`;
  }
}

/** "2024-01-31" of epoch milliseconds, in UTC. */
export function formatDate(time: number): string {
  return instantText(time).slice(0, 10);
}

/** "2024-01-31 14:30" of epoch milliseconds, in UTC. */
export function formatDateTime(time: number): string {
  return instantText(time).slice(0, 16).replace("T", " ");
}

/** ISO 8601 with milliseconds; "–" for what is no time. */
function instantText(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : UNDEFINED_MARK;
}

/** "1 trade", "2 trades", "1,204 trades". */
export function formatCounted(count: number, noun: string): string {
  return `${formatNumber(count, 0)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Removes zeros at the end of the decimals, but keeps `atLeast` of them: "1.500" → "1.5". */
function trimZeros(text: string, atLeast = 0): string {
  const point = text.indexOf(".");
  if (point < 0) return text;
  let end = text.length;
  while (end > point + 1 + atLeast && text[end - 1] === "0") end--;
  return text.slice(0, end === point + 1 ? point : end);
}

function withPlus(text: string, value: number): string {
  return value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}
