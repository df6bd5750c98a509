import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearTicks, logTicks, niceAxis, tickStep } from "./ticks.ts";

describe("tickStep", () => {
  it("is 1, 2 or 5 times a power of ten, near range / count", () => {
    expect(tickStep(0, 10, 5)).toBe(2); // 10 / 5 = 2
    expect(tickStep(0, 10, 10)).toBe(1);
    expect(tickStep(0, 1, 4)).toBe(0.2); // 0.25: nearer to 0.2 than to 0.5
    expect(tickStep(0, 1800, 4)).toBe(500); // 450
    expect(tickStep(0, 0.004, 5)).toBe(0.001); // 0.0008
    expect(tickStep(3, 3, 5)).toBeNaN();
    expect(tickStep(0, Infinity, 5)).toBeNaN();
    expect(tickStep(0, 5e-324, 5)).toBeNaN();
  });
});

describe("linearTicks", () => {
  it("gives the round values inside the range", () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(0.05, 0.32, 3)).toEqual([0.1, 0.2, 0.3]);
    expect(linearTicks(-3, 7, 5)).toEqual([-2, 0, 2, 4, 6]);
    expect(linearTicks(4, 4, 5)).toEqual([4]);
    expect(linearTicks(NaN, NaN, 5)).toEqual([]);
  });

  it("stays inside the range, ascends evenly and is about as many as asked for", () => {
    const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        bound,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (min, range, count) => {
          const max = min + range;
          const step = tickStep(min, max, count);
          const ticks = linearTicks(min, max, count);
          const slack = step * 1e-6;
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(min - slack);
            expect(tick).toBeLessThanOrEqual(max + slack);
            expect(Math.abs(tick / step - Math.round(tick / step))).toBeLessThan(1e-6);
          }
          // The rule's step is from 4/7 to 10/7 of the even one (3.5 becomes 2 or 5).
          expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(count * 0.7) - 1);
          expect(ticks.length).toBeLessThanOrEqual(Math.ceil(count * 1.75) + 1);
        },
      ),
    );
  });
});

describe("niceAxis", () => {
  it("widens the range to ticks and ends at them", () => {
    // (2.65 + 3.6) / 2 = 3.1: steps of 2, from −4 to 4.
    expect(niceAxis(-3.6, 2.65, 2)).toEqual({ min: -4, max: 4, values: [-4, -2, 0, 2, 4] });
    expect(niceAxis(0, 1, 5)).toEqual({ min: 0, max: 1, values: [0, 0.2, 0.4, 0.6, 0.8, 1] });
    expect(niceAxis(7, 7, 5)).toEqual({ min: 7, max: 7, values: [7] });
  });

  it("never writes minus zero", () => {
    expect(niceAxis(-0.3, 0, 3).values.map((value) => Object.is(value, -0))).not.toContain(true);
  });

  it("covers the range by less than a step at each side", () => {
    const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        bound,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 8 }),
        (min, range, count) => {
          const step = tickStep(min, min + range, count);
          const axis = niceAxis(min, min + range, count);
          const slack = step * 1e-6;
          expect(axis.min).toBeLessThanOrEqual(min + slack);
          expect(axis.min).toBeGreaterThan(min - step - slack);
          expect(axis.max).toBeGreaterThanOrEqual(min + range - slack);
          expect(axis.max).toBeLessThan(min + range + step + slack);
          expect(axis.values[0]).toBe(axis.min);
          expect(axis.values.at(-1)).toBe(axis.max);
        },
      ),
    );
  });
});

describe("logTicks", () => {
  it("takes 1, 2 and 5 times powers of ten", () => {
    expect(logTicks(90, 850, 6)).toEqual([100, 200, 500]);
    expect(logTicks(0.9, 11, 6)).toEqual([1, 2, 5, 10]);
  });

  it("takes powers of ten alone over many of them, and not every one over very many", () => {
    expect(logTicks(1, 1e5, 6)).toEqual([1, 10, 100, 1000, 1e4, 1e5]);
    expect(logTicks(1, 1e6, 4)).toEqual([1, 100, 1e4, 1e6]);
  });

  it("falls back to equal steps where the range is too narrow", () => {
    expect(logTicks(210, 290, 4)).toEqual([220, 240, 260, 280]);
  });
});
