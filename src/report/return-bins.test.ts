import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnBins } from "./return-bins.ts";

describe("returnBins", () => {
  it("takes a round width near Freedman and Diaconis's", () => {
    // 0…999: quartiles 249.75 and 749.25, 2 × 499.5 / ∛1000 = 99.9 a bin: 10 bins wanted, 12 at least; 999 / 12 = 83, so 100.
    const bins = returnBins(Float64Array.from({ length: 1000 }, (_, i) => i))!;
    expect(bins.start).toBe(0);
    expect(bins.step).toBe(100);
    expect([...bins.counts]).toEqual(Array.from({ length: 10 }, () => 100));
  });

  it("is undefined without two different values", () => {
    expect(returnBins(Float64Array.of(0.1))).toBeUndefined();
    expect(returnBins(Float64Array.of(0.1, 0.1))).toBeUndefined();
  });

  it("counts every value once, with an edge at zero and few bins", () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(values, (list) => {
        const bins = returnBins(Float64Array.from(list));
        if (bins === undefined) return;
        expect(bins.counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
        expect(bins.counts.length).toBeLessThanOrEqual(110);
        expect(Math.abs(bins.start / bins.step - Math.round(bins.start / bins.step))).toBeLessThan(1e-6);
      }),
    );
  });
});
