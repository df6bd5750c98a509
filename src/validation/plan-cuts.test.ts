import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { planCuts } from "./plan-cuts.ts";

const random = randomStream(3, "cuts");

describe("planCuts", () => {
  it("takes all signals when there are eight or fewer, and two random bars", () => {
    const signals = [10, 20, 30, 40, 50, 60, 70, 80];
    const cuts = planCuts(Int32Array.from(signals), 5, 98, random);
    expect(cuts).toEqual(expect.arrayContaining(signals));
    expect(cuts).toHaveLength(10);
  });

  it("of many signals takes the first, the last and one from each sixth between", () => {
    const signals = Int32Array.from({ length: 602 }, (_, i) => 3 * i);
    const cuts = planCuts(signals, 0, 1998, random);
    expect(cuts).toHaveLength(10);
    expect(cuts).toEqual(expect.arrayContaining([0, 1803]));
    for (let part = 0; part < 6; part++) {
      const isInPart = (bar: number) => bar % 3 === 0 && bar >= 3 + 300 * part && bar < 303 + 300 * part;
      expect(cuts.filter(isInPart).length, `part ${part}`).toBeGreaterThanOrEqual(1);
    }
  });

  it("stays in the range, ascends, repeats nothing and is the same for the same stream", () => {
    const bars = fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { maxLength: 120 });
    fc.assert(
      fc.property(bars, fc.integer({ min: 0, max: 199 }), fc.integer(), (unsorted, from, seed) => {
        const signals = Int32Array.from(unsorted).sort();
        const cuts = planCuts(signals, from, 198, randomStream(seed, "a"));
        expect(cuts.every((cut) => cut >= from && cut <= 198)).toBe(true);
        expect(cuts.every((cut, i) => i === 0 || cut > cuts[i - 1]!)).toBe(true);
        expect(planCuts(signals, from, 198, randomStream(seed, "a"))).toEqual(cuts);
      }),
    );
  });

  it("finds no cut where nothing lies between", () => {
    expect(planCuts(Int32Array.of(4), 5, 4, random)).toEqual([]);
  });
});
