import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { purgedWindow, walkForwardRows } from "./walk-forward-rows.ts";

describe("walkForwardRows", () => {
  it("takes of overlapping tests the first step only, of the last one all", () => {
    // ⌊(13 − 4 − 4) / 2⌋ + 1 = 3 windows; purge and embargo take 2 rows off the end of training.
    expect(walkForwardRows(13, { train: 4, test: 4, step: 2, purge: 1, embargo: 1 })).toEqual([
      { train: { start: 0, end: 2 }, test: { start: 4, end: 8 }, outOfSample: { start: 4, end: 6 } },
      { train: { start: 2, end: 4 }, test: { start: 6, end: 10 }, outOfSample: { start: 6, end: 8 } },
      { train: { start: 4, end: 6 }, test: { start: 8, end: 12 }, outOfSample: { start: 8, end: 12 } },
    ]);
  });

  it("trains from the first row on when anchored, and leaves gaps between short tests", () => {
    expect(walkForwardRows(12, { train: 4, test: 2, step: 5, isAnchored: true })).toEqual([
      { train: { start: 0, end: 4 }, test: { start: 4, end: 6 }, outOfSample: { start: 4, end: 6 } },
      { train: { start: 0, end: 9 }, test: { start: 9, end: 11 }, outOfSample: { start: 9, end: 11 } },
    ]);
  });

  it("makes as many windows as the formula says; no row is twice in the curve, none trained on near its test", () => {
    const shape = fc.record({
      rows: fc.integer({ min: 0, max: 300 }),
      train: fc.integer({ min: 5, max: 80 }),
      test: fc.integer({ min: 1, max: 40 }),
      step: fc.integer({ min: 1, max: 60 }),
      purge: fc.integer({ min: 0, max: 4 }),
      isAnchored: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, ({ rows, ...options }) => {
        const { train, test, step, purge, isAnchored } = options;
        const windows = walkForwardRows(rows, options);
        expect(windows).toHaveLength(Math.max(0, Math.floor((rows - train - test) / step) + 1));
        const isCurve = new Uint8Array(rows);
        for (const [k, window] of windows.entries()) {
          expect(window.train.start).toBe(isAnchored ? 0 : k * step);
          expect(window.test.start - window.train.end).toBe(purge);
          expect(window.test.end - window.test.start).toBe(test);
          expect(window.test.end).toBeLessThanOrEqual(rows);
          for (let row = window.outOfSample.start; row < window.outOfSample.end; row++) isCurve[row]!++;
        }
        expect(isCurve.every((count) => count <= 1)).toBe(true);
        const length = windows.length === 0 ? 0 : (windows.length - 1) * Math.min(step, test) + test;
        expect(isCurve.reduce((sum, count) => sum + count, 0)).toBe(length);
      }),
    );
  });

  it("refuses lengths that make no window", () => {
    const refused = (options: object) => thrown(() => walkForwardRows(100, { train: 10, test: 5, ...options })).message;
    expect(refused({ train: 0 })).toContain("train must be an integer from 1, was 0");
    expect(refused({ test: 2.5 })).toContain("test must be an integer from 1, was 2.5");
    expect(refused({ step: 0 })).toContain("step must be an integer from 1, was 0");
    expect(refused({ purge: -1 })).toContain("purge must be an integer from 0, was -1");
    expect(refused({ purge: 6, embargo: 4 })).toContain("train must be longer than purge and embargo, 10, was 10");
  });
});

describe("purgedWindow", () => {
  const [window] = walkForwardRows(20, { train: 10, test: 5, purge: 2 });

  it("shortens the training's end, but never moves it nearer to the test", () => {
    expect(purgedWindow(window!, 4).train).toEqual({ start: 0, end: 6 });
    expect(purgedWindow(window!, 1)).toEqual(window);
  });

  it("refuses to leave nothing", () => {
    expect(thrown(() => purgedWindow(window!, 10)).message).toContain("start, 10, was 10");
  });
});
