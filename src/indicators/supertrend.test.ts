import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { supertrend, supertrendIndicator } from "./supertrend.ts";

describeIndicatorContract(supertrendIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 14 }), fc.constantFrom(0.5, 1, 3)),
  badParams: [
    [0, 3],
    [10, 0],
  ],
});

it("ratchets its bands and turns when a close is beyond them", () => {
  // Ranges 2, 4, 2, 5; bands 8–12, 9–17, 10–14, 4–14. The upper one stays at 12 until a close was above it.
  const high = Float64Array.of(10, 11, 14, 13, 11);
  const low = Float64Array.of(8, 9, 12, 11, 7);
  const close = Float64Array.of(9, 10, 13, 12, 8);
  const { line, direction } = supertrend(high, low, close, 1, 1);
  expect([...line]).toStrictEqual([NaN, 12, 9, 10, 14]);
  expect([...direction]).toStrictEqual([NaN, -1, 1, 1, -1]);
});
