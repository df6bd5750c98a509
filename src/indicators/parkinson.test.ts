import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { parkinson, parkinsonIndicator } from "./parkinson.ts";

describeIndicatorContract(parkinsonIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[0]],
  definition: ([high, low], [length], i) => {
    const [h, l] = [windowAt(high!, length!, i), windowAt(low!, length!, i)];
    return [Math.sqrt(h.reduce((sum, x, t) => sum + Math.log(x / l[t]!) ** 2, 0) / length! / (4 * Math.LN2))];
  },
});

// ln 4 = 2 ln 2: 4 ln² 2 / 4 ln 2 = ln 2.
it("of a range of 4 to 1 is √ln 2", () => {
  expect(parkinson(Float64Array.of(4), Float64Array.of(1), 1)[0]).toBeCloseTo(Math.sqrt(Math.LN2), 14);
});
