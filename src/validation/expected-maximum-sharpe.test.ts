import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { normalQuantile } from "../math/normal.ts";
import { expectedMaximumSharpe } from "./expected-maximum-sharpe.ts";

describe("expectedMaximumSharpe", () => {
  it("gives the number that Bailey, Borwein, López de Prado & Zhu (2014) print for ten trials", () => {
    expect(expectedMaximumSharpe(10, 1).toFixed(2)).toBe("1.57");
  });

  it("is near the mean of simulated maxima", () => {
    const random = randomStream(11, "maxima");
    for (const trials of [5, 20, 100]) {
      let sum = 0;
      for (let round = 0; round < 2000; round++) {
        let best = -Infinity;
        for (let k = 0; k < trials; k++) best = Math.max(best, normalQuantile(random.uniform()));
        sum += best;
      }
      // Standard error of the mean is about 0.015; the approximation is up to 0.03 too high.
      expect(Math.abs(expectedMaximumSharpe(trials, 1) - sum / 2000)).toBeLessThan(0.09);
    }
  });

  it("is 0 for one trial, never negative, and grows with the trials and with their spread", () => {
    expect(expectedMaximumSharpe(1, NaN)).toBe(0);
    expect(expectedMaximumSharpe(1.1, 1)).toBe(0);
    fc.assert(
      fc.property(
        fc.double({ min: 1.5, max: 1e12, noNaN: true }),
        fc.double({ min: 1.01, max: 10, noNaN: true }),
        (n, more) => {
          expect(expectedMaximumSharpe(n * more, 0.3)).toBeGreaterThan(expectedMaximumSharpe(n, 0.3));
          expect(expectedMaximumSharpe(n, 0.6)).toBeCloseTo(2 * expectedMaximumSharpe(n, 0.3), 12);
        },
      ),
    );
  });

  it("keeps its digits for a number of trials beyond 2^53", () => {
    // √(2 ln 1e20) = 9.597 bounds the expected maximum from above.
    expect(expectedMaximumSharpe(1e20, 1)).toBeGreaterThan(9);
    expect(expectedMaximumSharpe(1e20, 1)).toBeLessThan(9.597);
  });

  it("is NaN for fewer than one trial and for no deviation", () => {
    for (const [trials, deviation] of [
      [0, 1],
      [NaN, 1],
      [5, -1],
      [5, NaN],
    ] as const) {
      expect(expectedMaximumSharpe(trials, deviation)).toBeNaN();
    }
  });
});
