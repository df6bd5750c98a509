import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { chaikinOscillator, chaikinOscillatorIndicator } from "./chaikin-oscillator.ts";

describeIndicatorContract(chaikinOscillatorIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 20 })),
  badParams: [
    [10, 3],
    [0, 10],
  ],
  gap: "skips",
});

it("compares averages of the line that start at its first value: 0 − (3 + (0 − 3) · 2/3)", () => {
  const values = chaikinOscillator(
    Float64Array.of(4, 4),
    Float64Array.of(2, 2),
    Float64Array.of(4, 2),
    Float64Array.of(3, 3),
    1,
    2,
  );
  expect(values[0]).toBeNaN();
  expect(values[1]).toBeCloseTo(-1, 14);
});
