import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annualReturn } from "./annual-return.ts";
import { periodRate } from "./annualisation.ts";
import { cagr } from "./cagr.ts";
import { compoundedReturn, cumulativeReturns } from "./cumulative-returns.ts";
import { elapsedYears } from "./elapsed-years.ts";
import { totalReturn } from "./total-return.ts";

const column = (...values: number[]) => Float64Array.from(values);

describe("cumulativeReturns", () => {
  it("compounds, from money or as fractions", () => {
    expect(cumulativeReturns(column(0.5, -0.5, 1), 100)).toEqual(column(150, 75, 150));
    expect(cumulativeReturns(column(0.5, -0.5, 1))).toEqual(column(0.5, -0.25, 0.5));
    expect(cumulativeReturns(column(NaN, 0.5, NaN))).toEqual(column(0, 0.5, 0.5));
    expect(cumulativeReturns(column())).toEqual(column());
  });

  it("ends where compoundedReturn and totalReturn are", () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.9, max: 2, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const returns = Float64Array.from(values);
          const last = cumulativeReturns(returns).at(-1)!;
          expect(compoundedReturn(returns)).toBe(last);
          expect(totalReturn(cumulativeReturns(returns, 64), 64)).toBeCloseTo(last, 9);
        },
      ),
    ));

  it("has no return without any", () => {
    expect(compoundedReturn(column())).toBeNaN();
    expect(compoundedReturn(column(NaN))).toBeNaN();
    expect(totalReturn(column(), 100)).toBeNaN();
  });
});

describe("annualReturn", () => {
  it("compounds to a year of periods, a NaN being one of them", () => {
    // 1.21 over two of four quarters: 1.21² − 1.
    expect(annualReturn(column(0.1, 0.1), { periodsPerYear: 4 })).toBeCloseTo(0.4641, 13);
    // 1.21 over four quarters, two without a return.
    expect(annualReturn(column(0.1, NaN, NaN, 0.1), { periodsPerYear: 4 })).toBeCloseTo(0.21, 14);
  });

  it("is −1 when all is lost and NaN without a return", () => {
    expect(annualReturn(column(0.5, -1, 3), { periodsPerYear: 4 })).toBe(-1);
    expect(annualReturn(column(-1.5), { periodsPerYear: 4 })).toBe(-1);
    expect(annualReturn(column(), { periodsPerYear: 4 })).toBeNaN();
    expect(annualReturn(column(NaN), { periodsPerYear: 4 })).toBeNaN();
    expect(() => annualReturn(column(0.1), { periodsPerYear: 0 })).toThrow(
      expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }),
    );
  });
});

describe("cagr", () => {
  it("goes by elapsed time", () => {
    expect(cagr(100, 121, 2)).toBeCloseTo(0.1, 14);
    expect(cagr(100, 110, 0.5)).toBeCloseTo(0.21, 14);
    // 2020-01-01 to 2022-01-01 is 731 days, just over two years of 365.25.
    expect(elapsedYears(Date.UTC(2020, 0, 1), Date.UTC(2022, 0, 1))).toBe(731 / 365.25);
  });

  it("is −1 when nothing is left, NaN without a start or without time", () => {
    expect(cagr(100, 0, 3)).toBe(-1);
    expect(cagr(100, -5, 3)).toBe(-1);
    for (const value of [cagr(0, 100, 1), cagr(100, 110, 0), cagr(100, NaN, 1), cagr(100, 110, NaN)]) {
      expect(value).toBeNaN();
    }
  });
});

describe("periodRate", () => {
  it("compounds back to the year", () => {
    expect(periodRate(0, 252)).toBe(0);
    expect(periodRate(0.21, 2)).toBeCloseTo(0.1, 15);
    expect(periodRate(-1, 12)).toBeNaN();
    expect(periodRate(-10, 252)).toBeNaN();
    fc.assert(
      fc.property(fc.double({ min: -0.5, max: 2, noNaN: true }), fc.integer({ min: 1, max: 400 }), (rate, periods) => {
        const compounded = cumulativeReturns(new Float64Array(periods).fill(periodRate(rate, periods))).at(-1)!;
        expect(compounded).toBeCloseTo(rate, 11);
      }),
    );
  });
});
