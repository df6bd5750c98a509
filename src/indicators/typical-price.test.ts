import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { typicalPrice, typicalPriceIndicator } from "./typical-price.ts";

describeIndicatorContract(typicalPriceIndicator, {
  params: fc.constant([]),
  definition: ([high, low, close], _, i) => [(high![i]! + low![i]! + close![i]!) / 3],
});

it("gives equal prices equal floats on a tick grid: 0.1 + 0.2 + 0.3 and 0.2 + 0.2 + 0.2", () => {
  const high = Float64Array.of(0.3, 0.2);
  const low = Float64Array.of(0.1, 0.2);
  const close = Float64Array.of(0.2, 0.2);
  expect([...typicalPrice(high, low, close, { ticksPerUnit: 10 })]).toStrictEqual([0.2, 0.2]);
});
