import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { ultimateOscillator, ultimateOscillatorIndicator } from "./ultimate-oscillator.ts";

describeIndicatorContract(ultimateOscillatorIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 5, max: 10 }), fc.integer({ min: 10, max: 20 })),
  badParams: [
    [0, 14, 28],
    [14, 7, 28],
    [7, 28, 14],
  ],
  definition([high, low, close], lengths, i) {
    const average = (length: number): number => {
      let pressure = 0;
      let range = 0;
      for (let k = i - length + 1; k <= i; k++) {
        const bottom = Math.min(low![k]!, close![k - 1]!);
        pressure += close![k]! - bottom;
        range += Math.max(high![k]!, close![k - 1]!) - bottom;
      }
      return pressure / range;
    };
    const [short, medium, long] = lengths.map(average) as [number, number, number];
    return [(100 * (4 * short + 2 * medium + long)) / 7];
  },
});

it("is 100 when every bar closes at its high", () => {
  const high = Float64Array.of(2, 3, 4);
  expect(ultimateOscillator(high, Float64Array.of(1, 2, 3), high, 1, 2, 2)[2]).toBeCloseTo(100, 12);
});
