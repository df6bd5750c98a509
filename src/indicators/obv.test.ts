import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { obv, obvIndicator } from "./obv.ts";

describeIndicatorContract(obvIndicator, {
  params: fc.constant([]),
  gap: "skips",
  definition([close, volume], _, i) {
    let total = volume![0]!;
    for (let k = 1; k <= i; k++) total += Math.sign(close![k]! - close![k - 1]!) * volume![k]!;
    return [total];
  },
});

it("adds the volume of rises and takes that of falls, from the first bar's on", () => {
  expect([...obv(Float64Array.of(10, 11, 9, 9), Float64Array.of(100, 50, 70, 30))]).toStrictEqual([100, 150, 80, 80]);
});
