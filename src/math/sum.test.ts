import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "./sum.ts";

describe("sum", () => {
  it("is 0 without values", () => expect(sum(new Float64Array())).toBe(0));

  it("keeps what plain addition loses", () => {
    // 1 + 1e100 + 1 − 1e100 = 2; plain addition gives 0.
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    // Ten times the double nearest to 0.1 is 1…, whose nearest double is 1; plain: 0.9999999999999999.
    expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
  });

  it("passes NaN and infinities on", () => {
    expect(sum([1, NaN, 2])).toBeNaN();
    expect(sum([1, Infinity, 2])).toBe(Infinity);
    expect(sum([-Infinity, 1])).toBe(-Infinity);
    expect(sum([Infinity, -Infinity])).toBeNaN();
  });

  it("is exact on integers and on multiples of 1/1024", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 200 }), (values) => {
        const exact = values.reduce((a, b) => a + b, 0);
        expect(sum(values)).toBe(exact + 0);
        expect(sum(values.map((v) => v / 1024))).toBe(exact / 1024 + 0);
      }),
    ));
});
