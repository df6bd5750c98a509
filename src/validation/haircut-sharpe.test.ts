import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haircutSharpe, haircutSharpes } from "./haircut-sharpe.ts";

const MONTHS = 120;

describe("haircutSharpe", () => {
  it("takes about 45 % off an annual 0.75 over ten years found by ten tests", () => {
    // t = √10 · 0.75 = 2.372 with 119 degrees of freedom: p = 0.0193; 10·p = 0.193 has t = 1.309, 1.309/√10 = 0.414.
    const { pValue, adjustedPValue, sharpe, haircut } = haircutSharpe(0.75 / Math.sqrt(12), MONTHS, 10);
    expect(pValue).toBeCloseTo(0.0193, 4);
    expect(adjustedPValue).toBeCloseTo(0.193, 3);
    expect(sharpe * Math.sqrt(12)).toBeCloseTo(0.414, 3);
    expect(haircut).toBeCloseTo(1 - 0.414 / 0.75, 3);
  });

  it("takes nothing for one test, everything when the p-value reaches 1, and less from a better record", () => {
    for (const method of ["bonferroni", "independent"] as const) {
      expect(haircutSharpe(0.2, MONTHS, 1, method).haircut).toBeCloseTo(0, 10);
      const small = haircutSharpe(0.1, MONTHS, 50, method);
      const large = haircutSharpe(0.4, MONTHS, 50, method);
      expect(large.haircut).toBeLessThan(small.haircut);
    }
    expect(haircutSharpe(0.05, MONTHS, 50)).toMatchObject({ adjustedPValue: 1, sharpe: 0, haircut: 1 });
  });

  it("keeps the sign, and what can't be told apart from certainty", () => {
    expect(haircutSharpe(-0.2, MONTHS, 5).sharpe).toBe(-haircutSharpe(0.2, MONTHS, 5).sharpe);
    expect(haircutSharpe(60, MONTHS, 5, "independent")).toMatchObject({ adjustedPValue: 0, sharpe: 60, haircut: 0 });
  });

  it("is NaN where nothing can be said", () => {
    for (const method of ["bonferroni", "independent"] as const) {
      expect(haircutSharpe(NaN, MONTHS, 5, method).sharpe).toBeNaN();
      expect(haircutSharpe(0.2, 1, 5, method).sharpe).toBeNaN();
      expect(haircutSharpe(0.2, MONTHS, 0, method).sharpe).toBeNaN();
      expect(haircutSharpe(0, MONTHS, 5, method).haircut).toBeNaN();
    }
  });
});

describe("haircutSharpes", () => {
  it("is haircutSharpe for every one with Bonferroni, and never harder with Holm", () => {
    const sharpes = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sharpes, (values) => {
        const family = haircutSharpes(values, MONTHS, "bonferroni");
        expect(family).toEqual(values.map((sharpe) => haircutSharpe(sharpe, MONTHS, values.length)));
        for (const [k, { adjustedPValue }] of haircutSharpes(values, MONTHS, "holm").entries()) {
          expect(adjustedPValue).toBeLessThanOrEqual(family[k]!.adjustedPValue);
        }
      }),
    );
  });

  it("pays for the best of two as on paper", () => {
    const [best, second] = haircutSharpes([0.3, 0.2], MONTHS, "holm");
    expect(best!.adjustedPValue).toBe(2 * best!.pValue);
    expect(second!.adjustedPValue).toBe(second!.pValue);
    // Yekutieli's 1 + 1/2 on top: the best pays 3·p, the second 1.5·p.
    const [bestBhy, secondBhy] = haircutSharpes([0.3, 0.2], MONTHS, "bhy");
    expect(bestBhy!.adjustedPValue).toBeCloseTo(3 * best!.pValue, 15);
    expect(secondBhy!.adjustedPValue).toBeCloseTo(1.5 * second!.pValue, 15);
  });

  it("leaves a strategy without a Sharpe ratio out of the count", () => {
    const [best, undefinedOne] = haircutSharpes([0.3, NaN], MONTHS, "holm");
    expect(best!.adjustedPValue).toBe(best!.pValue);
    expect(undefinedOne!.sharpe).toBeNaN();
  });
});
