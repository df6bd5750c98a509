import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { bollingerPercentB, bollingerPercentBIndicator } from "./bollinger-percent-b.ts";

describeIndicatorContract(bollingerPercentBIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 25 }), fc.constantFrom(1, 2, 2.5)),
  badParams: [
    [1, 2],
    [20, 0],
  ],
  definition([source], [length, width], i) {
    const distances = windowAt(source!, length!, i).map((value) => value - source![i]!);
    const mean = distances.reduce((sum, value) => sum + value, 0) / length!;
    const squares = distances.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const deviation = Math.sqrt(squares / length!);
    return [deviation === 0 ? NaN : (-mean + width! * deviation) / (2 * width! * deviation)];
  },
});

it("is 0 on the lower band and 1 on the upper one", () => {
  expect(bollingerPercentB(Float64Array.of(1, 3), 2, 1)[1]).toBe(1);
  expect(bollingerPercentB(Float64Array.of(3, 1), 2, 1)[1]).toBe(0);
  expect(bollingerPercentB(Float64Array.of(3, 3), 2, 1)[1]).toBeNaN();
});
