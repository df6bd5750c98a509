import { describe, expect, it } from "vitest";
import { sharpeRecord } from "./sharpe-record.ts";

describe("sharpeRecord", () => {
  it("gives Sharpe ratio with ddof 1 and biased moments", () => {
    // Mean 0.005; deviations 0.005, -0.015, 0.015, -0.005: squares sum to 5e-4, cubes to 0, fourth powers to 1.025e-7.
    const record = sharpeRecord([0.01, -0.01, 0.02, 0]);
    expect(record.observations).toBe(4);
    expect(record.sharpe).toBeCloseTo(0.005 / Math.sqrt(5e-4 / 3), 14);
    expect(record.skewness).toBeCloseTo(0, 14);
    expect(record.kurtosis).toBeCloseTo(1.025e-7 / 4 / (1.25e-4 * 1.25e-4), 12);
  });

  it.each([
    ["no returns", []],
    ["one return", [0.01]],
    ["returns that don't vary", [0.1, 0.1, 0.1]],
    ["a NaN", [0.01, NaN, 0.02]],
  ])("is NaN for %s", (_, returns) => {
    const { sharpe, skewness, kurtosis } = sharpeRecord(returns);
    expect([sharpe, skewness, kurtosis]).toEqual([NaN, NaN, NaN]);
  });
});
