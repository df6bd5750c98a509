import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { ichimoku, ichimokuIndicator } from "./ichimoku.ts";

describeIndicatorContract(ichimokuIndicator, {
  params: fc.tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 5, max: 12 }),
    fc.integer({ min: 10, max: 20 }),
    fc.integer({ min: 1, max: 12 }),
  ),
  badParams: [
    [0, 26, 52, 26],
    [9, 0, 52, 26],
    [9, 26, 0, 26],
    [9, 26, 52, 0],
  ],
  definition([high, low], [conversion, base, span, displacement], i) {
    const middle = (length: number, k: number): number =>
      (Math.max(...windowAt(high!, length, k)) + Math.min(...windowAt(low!, length, k))) / 2;
    const then = i - displacement!;
    return [
      middle(conversion!, i),
      middle(base!, i),
      (middle(conversion!, then) + middle(base!, then)) / 2,
      middle(span!, then),
    ];
  },
});

it("shows the cloud of displacement bars ago", () => {
  const high = Float64Array.of(4, 6, 20);
  const { conversion, spanA, spanB } = ichimoku(high, Float64Array.of(2, 4, 10), 1, 2, 2, 1);
  expect([conversion[2], spanA[2], spanB[2]]).toStrictEqual([15, 4.5, 4]);
  expect(conversion[1]).toBeNaN();
});
