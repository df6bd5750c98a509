import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { adl, adlIndicator } from "./adl.ts";

describeIndicatorContract(adlIndicator, {
  params: fc.constant([]),
  gap: "skips",
  definition([high, low, close, volume], _, i) {
    let total = 0;
    for (let k = 0; k <= i; k++) {
      const range = high![k]! - low![k]!;
      if (range > 0) total += ((2 * close![k]! - low![k]! - high![k]!) / range) * volume![k]!;
    }
    return [total];
  },
});

it("adds volume by where the bar closed: at the high, in the middle, at the low, without range", () => {
  const values = adl(
    Float64Array.of(4, 4, 4, 4),
    Float64Array.of(2, 2, 2, 4),
    Float64Array.of(4, 3, 2, 4),
    Float64Array.of(10, 20, 3, 5),
  );
  expect([...values]).toStrictEqual([10, 10, 7, 7]);
});
