import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from "./multiple-testing.ts";

const THREE = [0.01, 0.04, 0.03];
const ALL = { bonferroni, holm, benjaminiHochberg, benjaminiYekutieli };

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [k, value] of expected.entries()) expect(found[k]).toBeCloseTo(value, 14);
}

describe("multiple testing", () => {
  it("adjusts three p-values as on paper", () => {
    expectClose(bonferroni(THREE), [0.03, 0.12, 0.09]);
    // Holm: 3·0.01; 2·0.03; 1·0.04 raised to 0.06.
    expectClose(holm(THREE), [0.03, 0.06, 0.06]);
    // From the largest: 3/3·0.04; 3/2·0.03 = 0.045 lowered to 0.04; 3/1·0.01.
    expectClose(benjaminiHochberg(THREE), [0.03, 0.04, 0.04]);
    // The same before lowering, times 1 + 1/2 + 1/3 = 11/6: 0.0733, 0.0825 lowered to 0.0733, 0.055.
    expectClose(benjaminiYekutieli(THREE), [0.055, 0.22 / 3, 0.22 / 3]);
  });

  it("gives the fifteen comparisons of Benjamini & Hochberg (1995), who reject four at 5 % where Bonferroni rejects three", () => {
    const pValues = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const rejected = (adjusted: Float64Array) => adjusted.filter((p) => p <= 0.05).length;
    expect(rejected(benjaminiHochberg(pValues))).toBe(4);
    expect(rejected(bonferroni(pValues))).toBe(3);
    expect(rejected(holm(pValues))).toBe(3);
  });

  it("keeps the order, never lowers a p-value, and Holm lies between none and Bonferroni", () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(pValues, (p) => {
        for (const adjust of Object.values(ALL)) {
          const adjusted = adjust(p);
          for (let i = 0; i < p.length; i++) {
            expect(adjusted[i]).toBeGreaterThanOrEqual(p[i]! * (1 - 1e-12));
            expect(adjusted[i]).toBeLessThanOrEqual(1);
            for (let j = 0; j < p.length; j++)
              if (p[i]! <= p[j]!) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
          }
        }
        const upper = bonferroni(p);
        holm(p).forEach((value, i) => {
          expect(value).toBeLessThanOrEqual(upper[i]!);
        });
      }),
    );
  });

  it("passes NaN by without counting it, and takes no tests at all", () => {
    for (const adjust of Object.values(ALL)) {
      const [first, second, third, fourth] = adjust([0.01, NaN, 0.04, 0.03]);
      expect([first, third, fourth]).toEqual([...adjust(THREE)]);
      expect(second).toBeNaN();
      expect(adjust([])).toEqual(new Float64Array(0));
    }
  });
});
