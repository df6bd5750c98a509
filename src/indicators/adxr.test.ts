import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { randomMarket } from "../../test/support/random-market.ts";
import { adx } from "./adx.ts";
import { adxr, adxrIndicator } from "./adxr.ts";

describeIndicatorContract(adxrIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 12 })),
  badParams: [[1]],
});

it("is the mean of the ADX now and length − 1 bars ago", () => {
  const { high, low, close } = randomMarket("lively", 9, 60);
  const strength = adx(high, low, close, 5);
  const values = adxr(high, low, close, 5);
  expect(values[12]).toBeNaN();
  for (let i = 13; i < 60; i++) expect(values[i]).toBe((strength[i]! + strength[i - 4]!) / 2);
});
