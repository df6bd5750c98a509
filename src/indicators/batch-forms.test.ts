import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bollingerIndicator } from "./bollinger.ts";
import type { Indicator } from "./indicator.ts";
import { rsiIndicator } from "./rsi.ts";
import { smaIndicator } from "./sma.ts";

/** Prices in cents with gaps, stretches without movement, sizes far apart and what is no number of money at all. */
const PRICE = fc.oneof(
  { weight: 16, arbitrary: fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100) },
  { weight: 2, arbitrary: fc.constant(50) },
  { weight: 2, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 100_000 }).map((cents) => cents * 1e9) },
);

const CASES: readonly (readonly [Indicator, (length: number) => readonly number[]])[] = [
  [smaIndicator, (length) => [length]],
  [rsiIndicator, (length) => [length]],
  [bollingerIndicator, (length) => [length, 2]],
];

describe("a batch form of its own", () => {
  it.each(CASES.map(([indicator, params]) => [indicator.name, indicator, params] as const))(
    "of %s gives the stream's values to the bit",
    (_, indicator, paramsOf) => {
      fc.assert(
        fc.property(
          fc.array(PRICE, { maxLength: 120 }),
          fc.integer({ min: 1, max: 20 }),
          fc.constantFrom(null, 100),
          (prices, length, ticksPerUnit) => {
            const params = paramsOf(length);
            const context = { ticksPerUnit: [ticksPerUnit] };
            const columns = indicator.batch([Float64Array.from(prices)], params, context);
            const stream = indicator.stream(params, context);
            for (const [i, price] of prices.entries()) {
              stream.update(price);
              expect(columns.map((column) => column[i])).toEqual([...stream.outputs]);
            }
          },
        ),
        { numRuns: 400 },
      );
    },
  );
});
