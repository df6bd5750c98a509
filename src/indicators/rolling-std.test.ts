import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { rollingStd, rollingStdIndicator } from "./rolling-std.ts";

describeIndicatorContract(rollingStdIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 30 }), fc.constantFrom(0, 1)),
  badParams: [
    [0, 0],
    [1, 1],
    [5, 2],
  ],
  definition([source], [length, ddof], i) {
    const distances = windowAt(source!, length!, i).map((value) => value - source![i]!);
    const mean = distances.reduce((sum, value) => sum + value, 0) / length!;
    const squares = distances.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return [Math.sqrt(squares / (length! - ddof!))];
  },
});

it("divides by the length, or by one less", () => {
  const values = Float64Array.of(1, 3, 7);
  expect([...rollingStd(values, 2).slice(1)]).toStrictEqual([1, 2]);
  expect([...rollingStd(values, 2, 1).slice(1)]).toStrictEqual([Math.sqrt(2), Math.sqrt(8)]);
});
