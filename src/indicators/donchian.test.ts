import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { donchian, donchianIndicator } from "./donchian.ts";

describeIndicatorContract(donchianIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 25 })),
  badParams: [[0]],
  definition([high, low], [length], i) {
    const upper = Math.max(...windowAt(high!, length!, i));
    const lower = Math.min(...windowAt(low!, length!, i));
    return [upper, (upper + lower) / 2, lower];
  },
});

it("spans the extremes of the last bars", () => {
  const { upper, middle, lower } = donchian(Float64Array.of(5, 7, 6), Float64Array.of(3, 4, 5), 2);
  expect([...upper]).toStrictEqual([NaN, 7, 7]);
  expect([...middle]).toStrictEqual([NaN, 5, 5.5]);
  expect([...lower]).toStrictEqual([NaN, 3, 4]);
});
