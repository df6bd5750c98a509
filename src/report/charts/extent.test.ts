import { describe, expect, it } from "vitest";
import { extent, indexOfMin } from "./extent.ts";

describe("extent", () => {
  it("spans the finite values of all columns", () => {
    expect(extent(Float64Array.of(NaN, 3, 1), Float64Array.of(Infinity, 7))).toEqual([1, 7]);
    expect(extent(Float64Array.of(NaN))).toBeUndefined();
    expect(extent()).toBeUndefined();
  });
});

describe("indexOfMin", () => {
  it("finds the first of the smallest", () => {
    expect(indexOfMin(Float64Array.of(NaN, 3, 1, 1))).toBe(2);
    expect(indexOfMin(Float64Array.of(NaN))).toBe(-1);
  });
});
