import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { trix, trixIndicator } from "./trix.ts";

describeIndicatorContract(trixIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 10 })),
  badParams: [[0]],
});

it("is the plain rate of change with length 1", () => {
  const values = trix(Float64Array.of(100, 110, 99), 1);
  expect(values[0]).toBeNaN();
  expect(values[1]).toBeCloseTo(10, 12);
  expect(values[2]).toBeCloseTo(-10, 12);
});
