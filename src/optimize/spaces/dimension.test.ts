import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { continuousDimension, listedDimension, steppedDimension } from "./dimension.ts";

const position = fc.double({ min: 0, max: 1, noNaN: true });

describe("steppedDimension", () => {
  it("gives the doubles nearest to the decimals, the last one included", () => {
    const { size, levelAt } = steppedDimension("x", 0.1, 0.7, 0.1, false);
    expect(Array.from({ length: size }, (_, k) => levelAt(k))).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    const uneven = steppedDimension("x", 5, 12, 3, false);
    expect(Array.from({ length: uneven.size }, (_, k) => uneven.levelAt(k))).toEqual([5, 8, 11]);
    const third = steppedDimension("x", 0, 1, 1 / 3, false);
    expect([third.size, third.levelAt(3)]).toEqual([4, 1]);
  });

  it("gives each value the same width", () => {
    const { valueAt } = steppedDimension("x", 10, 40, 10, false);
    expect([-1, 0, 0.2499, 0.25, 0.5, 0.75, 1, 2].map(valueAt)).toEqual([10, 10, 10, 20, 30, 40, 40, 40]);
  });

  it("gives each doubling the same width on a logarithmic scale", () => {
    const { valueAt } = steppedDimension("x", 1, 1024, 1, true);
    const counts = [0, 0];
    for (let k = 0; k < 1000; k++) counts[Number(valueAt((k + 0.5) / 1000)) < 23 ? 0 : 1]!++;
    // From log 0.5 to log 1024.5, 22.5 lies at log(45) / log(2049) = 0.4992.
    expect(counts).toEqual([499, 501]);
  });

  it("finds every value where it puts it", () => {
    const shape = fc.record({
      min: fc.integer({ min: 1, max: 300 }),
      count: fc.integer({ min: 2, max: 300 }),
      step: fc.integer({ min: 1, max: 30 }),
      scale: fc.constantFrom(1, 10, 1000),
      isLog: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, position, ({ min, count, step, scale, isLog }, at) => {
        const max = (min + (count - 1) * step) / scale;
        const dimension = steppedDimension("x", min / scale, max, step / scale, isLog);
        expect(dimension.size).toBe(count);
        expect(dimension.levelAt(count - 1)).toBe(max);
        const value = dimension.valueAt(at);
        expect(dimension.valueAt(dimension.positionOf(value))).toBe(value);
      }),
    );
  });

  it("knows no place for other values", () => {
    const { positionOf } = steppedDimension("x", 10, 40, 10, true);
    for (const value of [0, 15, 50, NaN, "10", true]) expect(positionOf(value)).toBeNaN();
  });
});

describe("continuousDimension", () => {
  it("is linear, or linear in the logarithm", () => {
    const { valueAt } = continuousDimension("x", -2, 6, false);
    expect([-1, 0, 0.25, 1, 2].map(valueAt)).toEqual([-2, -2, 0, 6, 6]);
    const scaled = continuousDimension("x", 0.001, 10, true);
    expect([0, 1].map(scaled.valueAt)).toEqual([0.001, 10]);
    expect(scaled.valueAt(0.5)).toBeCloseTo(0.1, 14);
    expect(scaled.positionOf(1)).toBeCloseTo(0.75, 14);
    expect([scaled.positionOf(11), scaled.positionOf("1")]).toEqual([NaN, NaN]);
  });

  it("stays inside and finds values again to rounding", () => {
    const bounds = fc.tuple(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: 1.001, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(bounds, fc.boolean(), position, ([min, factor], isLog, at) => {
        const { valueAt, positionOf } = continuousDimension("x", min, min * factor, isLog);
        const value = Number(valueAt(at));
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(min * factor);
        expect(Math.abs(Number(valueAt(positionOf(value))) / value - 1)).toBeLessThan(1e-12);
      }),
    );
  });
});

describe("listedDimension", () => {
  it("gives each value the same width, in the order given", () => {
    const { valueAt, positionOf, size } = listedDimension("x", ["b", "a", "c", "d"], false);
    expect(size).toBe(4);
    expect([0, 0.24, 0.25, 0.99, 1].map(valueAt)).toEqual(["b", "b", "a", "d", "d"]);
    expect([positionOf("b"), positionOf("d"), positionOf("x")]).toEqual([0.125, 0.875, NaN]);
  });
});
