import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { randomMarket } from "../../test/support/random-market.ts";
import { bollinger, bollingerIndicator } from "./bollinger.ts";
import { sma } from "./sma.ts";

describeIndicatorContract(bollingerIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 25 }), fc.constantFrom(1, 2, 2.5)),
  badParams: [
    [0, 2],
    [20, 0],
    [20, NaN],
  ],
  definition([source], [length, width], i) {
    const distances = windowAt(source!, length!, i).map((value) => value - source![i]!);
    const mean = distances.reduce((sum, value) => sum + value, 0) / length!;
    const squares = distances.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const middle = source![i]! + mean;
    const distance = width! * Math.sqrt(squares / length!);
    return [middle + distance, middle, middle - distance];
  },
});

it("lies two population deviations about the mean: 2 ± 2 · 1", () => {
  const { upper, middle, lower } = bollinger(Float64Array.of(1, 3), 2);
  expect([upper[1], middle[1], lower[1]]).toStrictEqual([4, 2, 0]);
});

it("has the simple average as its middle, bit for bit, and no width where nothing varies", () => {
  const { close } = randomMarket("continuous", 4, 200);
  expect(bollinger(close, 20).middle).toStrictEqual(sma(close, 20));
  const { upper, lower } = bollinger(new Float64Array(5).fill(0.1), 3);
  expect(upper[4]).toBe(lower[4]);
});
