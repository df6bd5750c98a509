import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { randomMarket } from "../../test/support/random-market.ts";
import { atr } from "./atr.ts";
import { ema } from "./ema.ts";
import { keltner, keltnerIndicator } from "./keltner.ts";

describeIndicatorContract(keltnerIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(1, 2), fc.integer({ min: 1, max: 14 })),
  badParams: [
    [0, 2, 10],
    [20, 0, 10],
    [20, 2, 0],
  ],
});

it("lies a multiple of the ATR about the EMA", () => {
  const { high, low, close } = randomMarket("continuous", 3, 60);
  const { upper, middle, lower } = keltner(high, low, close, 8, 1.5, 12);
  const average = ema(close, 8);
  const range = atr(high, low, close, 12);
  expect(middle[11]).toBeNaN();
  expect(middle.slice(12)).toStrictEqual(average.slice(12));
  for (let i = 12; i < 60; i++) {
    expect(upper[i]).toBe(average[i]! + 1.5 * range[i]!);
    expect(lower[i]).toBe(average[i]! - 1.5 * range[i]!);
  }
});
