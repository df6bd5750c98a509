import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { bollingerBandwidth, bollingerBandwidthIndicator } from "./bollinger-bandwidth.ts";

describeIndicatorContract(bollingerBandwidthIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 25 }), fc.constantFrom(1, 2, 2.5)),
  badParams: [
    [0, 2],
    [20, 0],
  ],
  definition([source], [length, width], i) {
    const distances = windowAt(source!, length!, i).map((value) => value - source![i]!);
    const mean = distances.reduce((sum, value) => sum + value, 0) / length!;
    const squares = distances.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return [(2 * width! * Math.sqrt(squares / length!)) / (source![i]! + mean)];
  },
});

it("is the width as a fraction of the middle: (4 − 0) / 2", () => {
  expect([...bollingerBandwidth(Float64Array.of(1, 3), 2)]).toStrictEqual([NaN, 2]);
});
