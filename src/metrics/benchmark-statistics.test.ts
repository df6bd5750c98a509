import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alpha } from "./alpha.ts";
import { beta } from "./beta.ts";
import { betaFragility } from "./beta-fragility.ts";
import { capture, captureRatio } from "./capture.ts";
import { conditionalAlpha, conditionalBeta, marketRows } from "./conditional-beta.ts";
import { correlation } from "./correlation.ts";
import { informationRatio } from "./information-ratio.ts";
import { jensenAlpha } from "./jensen-alpha.ts";
import { modiglianiRatio } from "./modigliani-ratio.ts";
import { specificRisk } from "./specific-risk.ts";
import { trackingError } from "./tracking-error.ts";
import { treynorRatio } from "./treynor-ratio.ts";

const column = (...values: number[]) => Float64Array.from(values);
const two = { periodsPerYear: 2 };

/** All that takes returns, benchmark and a year. */
const STATISTICS = {
  alpha: (r: Float64Array, b: Float64Array) => alpha(r, b, two),
  beta,
  correlation,
  informationRatio: (r: Float64Array, b: Float64Array) => informationRatio(r, b, two),
  jensenAlpha: (r: Float64Array, b: Float64Array) => jensenAlpha(r, b, two),
  modiglianiRatio: (r: Float64Array, b: Float64Array) => modiglianiRatio(r, b, two),
  specificRisk: (r: Float64Array, b: Float64Array) => specificRisk(r, b, two),
  trackingError: (r: Float64Array, b: Float64Array) => trackingError(r, b, two),
  treynorRatio: (r: Float64Array, b: Float64Array) => treynorRatio(r, b, two),
};

const market = column(0.02, -0.01, 0.03, -0.02);

describe("statistics against a benchmark", () => {
  it.each(Object.entries(STATISTICS))("%s leaves out rows with a NaN and is NaN without any", (_, statistic) => {
    const returns = column(0.01, 0.02, -0.01, 0.03);
    const whole = statistic(returns, market);
    expect(whole).not.toBeNaN();
    expect(statistic(column(0.5, ...returns, NaN), column(NaN, ...market, 0.5))).toBe(whole);
    expect(statistic(column(), column())).toBeNaN();
    expect(() => statistic(returns, market.subarray(1))).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });

  it("see through a levered benchmark", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 40 }),
        fc.constantFrom(-2, 0.5, 1, 3),
        (values, leverage) => {
          fc.pre(new Set(values).size > 1);
          const b = Float64Array.from(values, (v) => v / 1024);
          const r = b.map((v) => leverage * v);
          expect(beta(r, b)).toBeCloseTo(leverage, 12);
          expect(correlation(r, b)).toBeCloseTo(Math.sign(leverage), 12);
          expect(alpha(r, b, { periodsPerYear: 12 })).toBeCloseTo(0, 12);
          expect(specificRisk(r, b, { periodsPerYear: 12 })).toBeCloseTo(0, 12);
        },
      ),
    ));

  it("find what is added to the benchmark", () => {
    // 1 % more each of two half-years: alpha 1.01² − 1, no tracking error, no information ratio.
    const r = market.map((v) => v + 0.01);
    expect(alpha(r, market, two)).toBeCloseTo(0.0201, 12);
    expect(trackingError(r, market, two)).toBeCloseTo(0, 12);
    expect(beta(r, market)).toBeCloseTo(1, 12);
  });

  it("takes the risk-free rate from both sides", () => {
    // 21 % a year is 10 % a half-year. r = 0.1 + 0.5 (b − 0.1) earns no alpha.
    const b = column(0.3, -0.1);
    const r = column(0.2, 0);
    expect(alpha(r, b, { periodsPerYear: 2, riskFree: 0.21 })).toBeCloseTo(0, 12);
    // Annual 1.2 × 1 − 1 = 0.2 and 1.3 × 0.9 − 1 = 0.17: 0.2 − 0.21 − 0.5 (0.17 − 0.21) = 0.01.
    expect(jensenAlpha(r, b, { periodsPerYear: 2, riskFree: 0.21 })).toBeCloseTo(0.01, 12);
    expect(treynorRatio(r, b, { periodsPerYear: 2, riskFree: 0.21 })).toBeCloseTo(-0.02, 12);
    // Half the benchmark's deviation: twice −0.01, back on 0.21.
    expect(modiglianiRatio(r, b, { periodsPerYear: 2, riskFree: 0.21 })).toBeCloseTo(0.19, 12);
  });

  it("are NaN against a benchmark that doesn't vary", () => {
    const flat = column(0.01, 0.01, 0.01, 0.01);
    const noise = column(0.01, 0.01 + 2e-17, 0.01 - 2e-17, 0.01);
    for (const statistic of [STATISTICS.alpha, beta, STATISTICS.jensenAlpha, STATISTICS.treynorRatio]) {
      expect(statistic(market, flat)).toBeNaN();
      expect(statistic(market, noise)).toBeNaN();
    }
    expect(correlation(market, flat)).toBeNaN();
    expect(correlation(flat, market)).toBeNaN();
    expect(STATISTICS.treynorRatio(flat, market)).toBeNaN(); // beta of 0
    expect(STATISTICS.modiglianiRatio(flat, market)).toBeNaN();
  });

  it("compare with cash: returns that stay level have beta 0", () =>
    expect(beta(column(0.1, 0.1), column(1, 2))).toBe(0));
});

describe("conditional statistics", () => {
  it("split the rows by the benchmark's sign, a standstill being down", () => {
    const b = column(0.1, 0, NaN, -0.2, 0.3);
    const r = column(1, 2, 3, 4, 5);
    expect(marketRows(r, b, "up")).toEqual([column(1, 5), column(0.1, 0.3)]);
    expect(marketRows(r, b, "down")).toEqual([column(2, 4), column(0, -0.2)]);
    expect(conditionalBeta(r, b, "up")).toBeCloseTo(4 / 0.2, 12);
    expect(conditionalBeta(r, b, "down")).toBeCloseTo(-2 / 0.2, 12);
    expect(conditionalAlpha(r, column(1, 1, 1, 1, 1), "down", two)).toBeNaN();
  });
});

describe("capture", () => {
  const b = column(0.1, -0.1, 0.1, 0);

  it("compares annual returns in rises and in falls", () => {
    const r = column(0.21, -0.05, 0, 9);
    // Up: 1.21 × 1 against 1.1 × 1.1, the same; down: −5 % against −10 % in one of two periods a year.
    expect(capture(r, b, "up", two)).toBeCloseTo(1, 12);
    expect(capture(r, b, "down", two)).toBeCloseTo((1 - 0.95 * 0.95) / (1 - 0.9 * 0.9), 12);
    expect(captureRatio(r, b, two)).toBeCloseTo(0.19 / 0.0975, 11);
  });

  it("is NaN without such periods and refuses columns of different length", () => {
    expect(capture(column(0.1), column(0.1), "down", two)).toBeNaN();
    expect(capture(column(0.1), column(NaN), "up", two)).toBeNaN();
    expect(captureRatio(column(0.1), column(0.1), two)).toBeNaN();
    expect(() => capture(b, column(), "up", two)).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});

describe("betaFragility", () => {
  it("is 0 on a line, below 0 where returns bend down at both ends", () => {
    const b = column(-0.1, 0, 0.1);
    // n = 3: the middle is row 1.5, to the even neighbour 2, the last: 1 × first + 0 × last − last.
    expect(betaFragility(column(1, 5, 2), b)).toBe(-1);
    // n = 4: row 2 of −0.1, 0, 0.1, 0.3: weights 0.2 / 0.4 each; −0.4 / 2 − 0.6 / 2 − 0.1.
    expect(betaFragility(column(-0.4, 0, 0.1, -0.6), column(-0.1, 0, 0.1, 0.3))).toBeCloseTo(-0.6, 15);
  });

  it("sorts by the benchmark, halves the weights where it stands still, and needs three rows", () => {
    expect(betaFragility(column(0.1, -0.6, 0, -0.4), column(0.1, 0.3, 0, -0.1))).toBeCloseTo(-0.6, 15);
    expect(betaFragility(column(1, 2, 4, 8), column(0, 0, 0, 0))).toBe(0.5); // (1 + 8) / 2 − 4
    expect(betaFragility(column(1, 2, NaN), column(1, 2, 3))).toBeNaN();
  });
});
