import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";

describe("quantile", () => {
  it("is linear between order statistics (type 7)", () => {
    // Four values: positions 3p. p = 0.25 → 0.75 between 10 and 20; p = 0.5 → half between 20 and 30.
    const values = [40, 10, 30, 20];
    expect(quantile(values, 0)).toBe(10);
    expect(quantile(values, 0.25)).toBe(17.5);
    expect(quantile(values, 0.5)).toBe(25);
    expect(quantile(values, 1)).toBe(40);
    expect(values).toEqual([40, 10, 30, 20]);
  });

  it("is NaN without values and with a NaN", () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, NaN, 3], 0.1)).toBeNaN();
  });

  it("takes infinities at the ends", () => {
    expect(quantile([-Infinity, 1, Infinity], 0.5)).toBe(1);
    expect(quantile([1, Infinity], 0)).toBe(1);
  });

  it("refuses shares outside 0 to 1", () => {
    for (const p of [-0.1, 1.1, NaN]) {
      expect(() => quantile([1], p)).toThrow(expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }));
    }
  });

  it("lies inside the values and never falls as p rises", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p, q) => {
          const [low, high] = [quantile(values, Math.min(p, q)), quantile(values, Math.max(p, q))];
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
          expect(high - low).toBeGreaterThanOrEqual(-1e-9);
        },
      ),
    ));
});
