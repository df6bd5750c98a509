import { describe, expect, it } from "vitest";
import { areaPath, linePath, round } from "./path.ts";

describe("round", () => {
  it("writes tenths of a pixel, and no minus zero", () => {
    expect([1.25, 1.24, -0.01, 100].map(round)).toEqual(["1.3", "1.2", "0", "100"]);
  });
});

describe("linePath", () => {
  it("joins points, leaves gaps at NaN and draws a lone point as a dot", () => {
    expect(linePath([0, 10, 20], [5, 6, 7])).toBe("M0 5L10 6 20 7");
    expect(linePath([0, 10, 20, 30], [5, NaN, 7, 8])).toBe("M0 5h0M20 7L30 8");
    expect(linePath([3], [4])).toBe("M3 4h0");
    expect(linePath([], [])).toBe("");
    expect(linePath([NaN], [1])).toBe("");
  });
});

describe("areaPath", () => {
  it("goes along the upper line and back along the lower", () => {
    expect(areaPath([0, 10], [1, 2], [5, 6])).toBe("M0 1L10 2L10 6L0 5Z");
    expect(areaPath([], [], [])).toBe("");
  });
});
