import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { cmo, cmoIndicator } from "./cmo.ts";

describeIndicatorContract(cmoIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 20 })),
  badParams: [[0]],
});

it("is rises less falls over both: (0.5 − 0.25) / 0.75", () => {
  const values = cmo(Float64Array.of(1, 2, 3, 2.5), 2);
  expect([...values.slice(0, 3)]).toStrictEqual([NaN, NaN, 100]);
  expect(values[3]).toBeCloseTo(100 / 3, 12);
});
