import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { abdiRanaldoSpread as plain } from "../math/spread-estimators/abdi-ranaldo-spread.ts";
import { abdiRanaldoSpread, abdiRanaldoSpreadIndicator } from "./abdi-ranaldo-spread.ts";

describeIndicatorContract(abdiRanaldoSpreadIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[1]],
  definition: ([high, low, close], [length], i) => [
    plain(windowAt(high!, length!, i), windowAt(low!, length!, i), windowAt(close!, length!, i)),
  ],
});

// Mid-ranges of 0, closes at the bid or the offer, ½ away: 4 × ½ × ½.
it("is the distance of closes from steady mid-ranges, twice", () => {
  const e = Math.E;
  const [h, l, c] = [
    Float64Array.of(e, e),
    Float64Array.of(1 / e, 1 / e),
    Float64Array.of(Math.sqrt(e), 1 / Math.sqrt(e)),
  ];
  expect(abdiRanaldoSpread(h, l, c, 2)[1]).toBeCloseTo(1, 12);
});
