import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { garmanKlass, garmanKlassIndicator } from "./garman-klass.ts";

describeIndicatorContract(garmanKlassIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[0]],
  definition: ([open, high, low, close], [length], i) => {
    const at = (column: Float64Array | undefined) => windowAt(column!, length!, i);
    const [o, h, l, c] = [at(open), at(high), at(low), at(close)];
    const terms = [...o.keys()].map(
      (t) => 0.5 * Math.log(h[t]! / l[t]!) ** 2 - (2 * Math.LN2 - 1) * Math.log(c[t]! / o[t]!) ** 2,
    );
    return [Math.sqrt(terms.reduce((sum, x) => sum + x, 0) / length!)];
  },
});

// Range ln 4, no move: ½ × 4 ln² 2.
it("of a range of 4 to 1 that ends where it began is √2 ln 2", () => {
  const [two, four, one] = [Float64Array.of(2), Float64Array.of(4), Float64Array.of(1)];
  expect(garmanKlass(two, four, one, two, 1)[0]).toBeCloseTo(Math.SQRT2 * Math.LN2, 14);
});
