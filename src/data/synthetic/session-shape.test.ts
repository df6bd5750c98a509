import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sessionShape } from "./session-shape.ts";

const MINUTE = 60_000;
const total = (shares: Float64Array) => shares.reduce((sum, share) => sum + share, 0);

describe("sessionShape", () => {
  it("hands out the whole session, whatever the bars", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1440 }),
        fc.integer({ min: 1, max: 1440 }),
        fc.boolean(),
        (length, bar, isU) => {
          const shape = sessionShape(length * MINUTE, bar * MINUTE, isU);
          for (const shares of [shape.timeShare, shape.varianceShare, shape.volumeShare]) {
            expect(shares.length).toBe(Math.ceil(length / bar));
            expect(total(shares)).toBeCloseTo(1, 12);
            expect(Math.min(...shares)).toBeGreaterThan(0);
          }
        },
      ),
    ));

  it("gives the last bar the time that is left: 390 minutes are six hours and a half", () => {
    const { timeShare } = sessionShape(390 * MINUTE, 60 * MINUTE, true);
    expect(timeShare.length).toBe(7);
    expect(timeShare[0]).toBeCloseTo(60 / 390, 12);
    expect(timeShare[6]).toBeCloseTo(30 / 390, 12);
  });

  it("is busy at the open and the close, or flat", () => {
    const { varianceShare, volumeShare } = sessionShape(390 * MINUTE, MINUTE, true);
    // Densities at 0, 1/2 and 1 by the profile: variance 6 : 1 : 2, volume 4.5 : 1 : 5; the first minute's mean is lower.
    expect(varianceShare[0]! / varianceShare[195]!).toBeCloseTo(5.9, 1);
    expect(varianceShare[389]! / varianceShare[195]!).toBeCloseTo(2, 1);
    expect(volumeShare[0]! / volumeShare[195]!).toBeCloseTo(4.4, 1);
    expect(volumeShare[389]! / volumeShare[195]!).toBeCloseTo(4.9, 1);
    const flat = sessionShape(390 * MINUTE, MINUTE, false);
    expect(Math.max(...flat.volumeShare) - Math.min(...flat.volumeShare)).toBeLessThan(1e-12);
  });
});
