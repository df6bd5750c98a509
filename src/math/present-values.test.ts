import { describe, expect, it } from "vitest";
import { presentPairs, presentValues } from "./present-values.ts";

describe("presentValues", () => {
  it("leaves NaN out and keeps the order", () => {
    expect(presentValues(Float64Array.of(NaN, 3, NaN, 1, Infinity))).toEqual(Float64Array.of(3, 1, Infinity));
  });

  it("copies nothing when nothing is missing", () => {
    const values = Float64Array.of(1, 2);
    expect(presentValues(values)).toBe(values);
  });
});

describe("presentPairs", () => {
  it("keeps the rows that both columns have", () => {
    const [a, b] = presentPairs(Float64Array.of(1, NaN, 3, 4), Float64Array.of(5, 6, NaN, 8));
    expect(a).toEqual(Float64Array.of(1, 4));
    expect(b).toEqual(Float64Array.of(5, 8));
  });

  it("refuses columns of different length", () => {
    expect(() => presentPairs(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(
      expect.objectContaining({ code: "BACKSIGHT_LENGTH" }),
    );
  });
});
