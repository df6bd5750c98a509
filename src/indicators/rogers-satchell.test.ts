import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { rogersSatchell, rogersSatchellIndicator } from "./rogers-satchell.ts";

describeIndicatorContract(rogersSatchellIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[0]],
  definition: ([open, high, low, close], [length], i) => {
    const at = (column: Float64Array | undefined) => windowAt(column!, length!, i);
    const [o, h, l, c] = [at(open), at(high), at(low), at(close)];
    const ln = Math.log;
    const terms = [...o.keys()].map(
      (t) => ln(h[t]! / c[t]!) * ln(h[t]! / o[t]!) + ln(l[t]! / c[t]!) * ln(l[t]! / o[t]!),
    );
    return [Math.sqrt(terms.reduce((sum, x) => sum + x, 0) / length!)];
  },
});

// Opens at the low of 1, closes at the high of 4: drift only.
it("sees no volatility in a straight way up", () => {
  const [one, four] = [Float64Array.of(1), Float64Array.of(4)];
  expect(rogersSatchell(one, four, one, four, 1)[0]).toBe(0);
});
