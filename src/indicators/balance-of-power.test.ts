import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { balanceOfPower, balanceOfPowerIndicator } from "./balance-of-power.ts";

describeIndicatorContract(balanceOfPowerIndicator, {
  params: fc.constant([]),
  definition: ([open, high, low, close], _, i) => [(close![i]! - open![i]!) / (high![i]! - low![i]!)],
});

it("is the share of the range that the buyers won", () => {
  const one = balanceOfPower(
    Float64Array.of(2, 5),
    Float64Array.of(5, 5),
    Float64Array.of(1, 5),
    Float64Array.of(4, 5),
  );
  expect([...one]).toStrictEqual([0.5, NaN]);
});
