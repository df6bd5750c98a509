import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonSenseRatio } from "./common-sense-ratio.ts";
import { downsideDeviation } from "./downside-deviation.ts";
import { gainToPain } from "./gain-to-pain.ts";
import { omegaRatio } from "./omega-ratio.ts";
import { sortinoRatio } from "./sortino-ratio.ts";
import { upsidePotentialRatio } from "./upside-potential-ratio.ts";

const yearly = { periodsPerYear: 1 };
const column = (...values: number[]) => Float64Array.from(values);
const anyReturns = fc
  .array(fc.integer({ min: -300, max: 300 }), { minLength: 2, maxLength: 60 })
  .map((values) => Float64Array.from(values, (v) => v / 1024));

describe("downsideDeviation", () => {
  it("divides by all periods, not only the losing ones", () => {
    // Short of 0 by 3 % and 4 %: √((9 + 16) / 4) % = 2.5 %; × √4.
    const returns = column(-0.03, 0.1, -0.04, 0);
    expect(downsideDeviation(returns, yearly)).toBeCloseTo(0.025, 15);
    expect(downsideDeviation(returns, { periodsPerYear: 4 })).toBeCloseTo(0.05, 15);
    expect(downsideDeviation(column(NaN, ...returns), yearly)).toBe(downsideDeviation(returns, yearly));
  });

  it("counts from the target", () => {
    // Short of 3 % by 6 % and 8 % after 0.11, 0: 0.06, 0, 0.07 … on paper: −0.03 → 0.06, 0.1 → 0, −0.05 → 0.08.
    expect(downsideDeviation(column(-0.03, 0.1, -0.05, 0.03), yearly, 0.03)).toBeCloseTo(0.05, 15);
  });

  it("is 0 without a shortfall and NaN without returns", () => {
    expect(downsideDeviation(column(0.1), yearly)).toBe(0);
    expect(downsideDeviation(column(), yearly)).toBeNaN();
  });
});

describe("sortinoRatio", () => {
  it("is the mean excess over the downside deviation", () => {
    // 11 %, −7 %, 21 %, 1 % against 1 %: excess 10, −8, 20, 0; mean 5.5; √(64 / 4) = 4.
    const returns = column(0.11, -0.07, 0.21, 0.01);
    expect(sortinoRatio(returns, { periodsPerYear: 1, riskFree: 0.01 })).toBeCloseTo(5.5 / 4, 12);
  });

  it("is ∞ when nothing is below the rate, and NaN when nothing differs from it or there are not two", () => {
    expect(sortinoRatio(column(0.01, 0.02), yearly)).toBe(Infinity);
    expect(sortinoRatio(column(0, 0), yearly)).toBeNaN();
    expect(sortinoRatio(column(0.01), yearly)).toBeNaN();
    expect(sortinoRatio(column(), yearly)).toBeNaN();
  });
});

describe("omegaRatio", () => {
  it("is gains over shortfalls", () => {
    // Above 1 %: 2 + 4; below: 1 + 1.
    const returns = column(0.03, 0.05, 0, 0, 0.01);
    expect(omegaRatio(returns, 0.01)).toBeCloseTo(3, 12);
  });

  it("is NaN without a shortfall, and without two returns", () => {
    for (const returns of [column(), column(-0.1), column(0.1, 0.2)]) expect(omegaRatio(returns)).toBeNaN();
    expect(omegaRatio(column(0.1, -0.1), NaN)).toBeNaN();
  });

  it("is gain to pain plus 1 at a threshold of 0, and falls as the threshold rises", () =>
    fc.assert(
      fc.property(anyReturns, (returns) => {
        fc.pre(returns.some((r) => r < 0));
        expect(omegaRatio(returns)).toBeCloseTo(gainToPain(returns) + 1, 9);
        expect(omegaRatio(returns, 0.01)).toBeLessThanOrEqual(omegaRatio(returns));
      }),
    ));
});

describe("gainToPain, upsidePotentialRatio, commonSenseRatio", () => {
  it("are ∞ without a loss and NaN without a move", () => {
    for (const ratio of [gainToPain, upsidePotentialRatio, commonSenseRatio]) {
      expect(ratio(column(0, 0.1, 0.2))).toBe(Infinity);
      expect(ratio(column(0, 0))).toBeNaN();
      expect(ratio(column())).toBeNaN();
      expect(ratio(column(0.1, -0.2, NaN))).toBe(ratio(column(0.1, -0.2)));
    }
  });

  it("are what paper says", () => {
    // Gains 6 % and 0, losses 3 % and 4 %.
    const returns = column(0.06, -0.03, 0, -0.04);
    expect(gainToPain(returns)).toBeCloseTo(-1 / 7, 14);
    expect(upsidePotentialRatio(returns)).toBeCloseTo(0.06 / 4 / 0.025, 14);
    // 95 %: position 2.85 between 0 and 0.06; 5 %: 0.15 between −0.04 and −0.03.
    expect(commonSenseRatio(returns)).toBeCloseTo(((0.85 * 0.06) / 0.0385) * (6 / 7), 13);
  });
});
