import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { mfi, mfiIndicator } from "./mfi.ts";

describeIndicatorContract(mfiIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 })),
  badParams: [[0]],
  definition([high, low, close, volume], [length], i) {
    const cents = (k: number): number => high![k]! + low![k]! + close![k]!;
    let rising = 0;
    let falling = 0;
    for (let k = i - length! + 1; k <= i; k++) {
      const isTie = Math.abs(cents(k) - cents(k - 1)) < 1e-6;
      if (!isTie && cents(k) > cents(k - 1)) rising += cents(k) * volume![k]!;
      if (!isTie && cents(k) < cents(k - 1)) falling += cents(k) * volume![k]!;
    }
    return [(100 * rising) / (rising + falling)];
  },
});

it("is the share of the money that flowed on rises: 12 · 100 of 12 · 100 + 8 · 50", () => {
  const price = Float64Array.of(10, 12, 8);
  const values = mfi(price, price, price, Float64Array.of(1, 100, 50), 2);
  expect([...values]).toStrictEqual([NaN, NaN, 75]);
});

it("is undefined where no money flowed", () => {
  const price = Float64Array.of(10, 12);
  expect(mfi(price, price, price, Float64Array.of(1, 0), 1)[1]).toBeNaN();
});
