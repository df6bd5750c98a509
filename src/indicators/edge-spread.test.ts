import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { randomStream } from "../core/random.ts";
import { edgeSpread as plain } from "../math/spread-estimators/edge-spread.ts";
import { edgeSpread, edgeSpreadIndicator } from "./edge-spread.ts";

describeIndicatorContract(edgeSpreadIndicator, {
  params: fc.tuple(fc.integer({ min: 3, max: 15 })),
  badParams: [[2]],
  definition: ([open, high, low, close], [length], i) => {
    const at = (column: Float64Array | undefined) => windowAt(column!, length!, i);
    return [plain(at(open), at(high), at(low), at(close), true)];
  },
});

// A random walk of 30 trades a bar, each at the bid or the offer, half a percent away from it.
it("finds the spread of a simulated market", () => {
  const random = randomStream(7, "edge");
  const n = 4000;
  const [open, high, low, close] = Array.from({ length: 4 }, () => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let value = 0;
  for (let i = 0; i < n; i++) {
    const trades = Array.from({ length: 30 }, () => {
      value += (random.below(2001) - 1000) / 1_000_000;
      return Math.exp(value + (random.below(2) === 0 ? 0.005 : -0.005));
    });
    open[i] = trades[0]!;
    high[i] = Math.max(...trades);
    low[i] = Math.min(...trades);
    close[i] = trades.at(-1)!;
  }
  const spread = edgeSpread(open, high, low, close, n)[n - 1]!;
  expect(Math.abs(spread / 0.01 - 1)).toBeLessThan(0.1);
});
