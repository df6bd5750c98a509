import { describe, expect, it } from "vitest";
import {
  formatByUnit,
  formatCounted,
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSignedMoney,
  formatSignedPercent,
} from "./format.ts";

describe("formatNumber", () => {
  it("groups thousands and rounds", () => {
    expect(formatNumber(1234567.891, 2)).toBe("1,234,567.89");
    expect(formatNumber(999.5, 0)).toBe("1,000");
    expect(formatNumber(-1000, 1)).toBe("-1,000.0");
    expect(formatNumber(100, 0)).toBe("100");
  });

  it("has no minus zero, and marks for what is no number", () => {
    expect(formatNumber(-0.001, 2)).toBe("0.00");
    expect(formatNumber(-0, 0)).toBe("0");
    expect(formatNumber(NaN, 2)).toBe("–");
    expect(formatNumber(Infinity, 2)).toBe("∞");
    expect(formatNumber(-Infinity, 2)).toBe("-∞");
  });
});

describe("percent and money", () => {
  it("shows fractions as percentages", () => {
    expect(formatPercent(0.1234)).toBe("12.34%");
    expect(formatPercent(0.00051, 3)).toBe("0.051%");
    expect(formatPercent(NaN)).toBe("–");
    expect(formatPercent(Infinity)).toBe("∞");
  });

  it("puts a plus before gains, and none before zero", () => {
    expect(formatSignedPercent(0.05)).toBe("+5.00%");
    expect(formatSignedPercent(-0.05)).toBe("-5.00%");
    expect(formatSignedPercent(0.00001)).toBe("0.00%");
    expect(formatSignedPercent(Infinity)).toBe("+∞");
    expect(formatSignedMoney(1234.5)).toBe("+1,234.50");
    expect(formatSignedMoney(0)).toBe("0.00");
    expect(formatMoney(104233.123)).toBe("104,233.12");
  });
});

describe("prices and quantities", () => {
  it("takes the decimals that the size deserves", () => {
    expect([431.2, 1.08452, 0.00001234, 0, 12.3456].map(formatPrice)).toEqual([
      "431.20",
      "1.08452",
      "0.00001234",
      "0.00",
      "12.35",
    ]);
    expect([100, 0.5, 12.3456789, 0.00012345].map(formatQuantity)).toEqual(["100", "0.5", "12.3457", "0.000123"]);
  });
});

describe("formatByUnit", () => {
  it("knows every unit", () => {
    const units = ["fraction", "ratio", "money", "price", "count", "days", "bars"] as const;
    expect(units.map((unit) => formatByUnit(2.5, unit))).toEqual([
      "250.00%",
      "2.50",
      "2.50",
      "2.50",
      "3",
      "2.5 d",
      "2.5 bars",
    ]);
    expect(units.map((unit) => formatByUnit(NaN, unit))).toEqual(units.map(() => "–"));
  });
});

describe("times and counts", () => {
  it("writes UTC, and a dash for no time", () => {
    const time = Date.UTC(2024, 0, 31, 14, 30, 59);
    expect(formatDate(time)).toBe("2024-01-31");
    expect(formatDateTime(time)).toBe("2024-01-31 14:30");
    expect(formatDate(NaN)).toBe("–");
  });

  it("counts in singular and plural", () => {
    expect([0, 1, 2, 1204].map((count) => formatCounted(count, "trade"))).toEqual([
      "0 trades",
      "1 trade",
      "2 trades",
      "1,204 trades",
    ]);
  });
});
