import fc from "fast-check";
import { expect, it } from "vitest";
import { ratio } from "../../data/prepare/ratio.ts";
import { type AppliedSplit, priceInSharesOf, priceToday, SplitHistory } from "./split-history.ts";

const splits: readonly AppliedSplit[] = [
  { bar: 3, ratio: ratio(1, 7), fillsBefore: 0 },
  { bar: 8, ratio: ratio(10, 1), fillsBefore: 2 },
];

it("restates what was decided before a split, and nothing that came with it", () => {
  const history = new SplitHistory();
  for (const split of splits) history.add(split);
  // 700 a share before 7 for 1 is 100 after it, and 1,000 after ten became one.
  expect([2, 3, 7, 8].map((bar) => history.priceSince(700, bar))).toEqual([1000, 7000, 7000, 700]);
  expect([2, 3, 7, 8].map((bar) => history.unitsSince(10, bar))).toEqual([7, 1, 1, 10]);
});

it("a price in shares of an earlier bar is today's price taken back", () => {
  expect(priceInSharesOf(2, 1000, 9, splits)).toBe(700);
  expect(priceInSharesOf(5, 1000, 9, splits)).toBe(100);
  const bars = fc.nat({ max: 12 });
  fc.assert(
    fc.property(bars, bars, fc.double({ min: 0.01, max: 1e4, noNaN: true }), (a, b, price) => {
      const [at, bar] = [Math.min(a, b), Math.max(a, b)];
      const now = priceToday(priceInSharesOf(at, price, bar, splits), at, splits);
      expect(Math.abs(now / priceToday(price, bar, splits) - 1)).toBeLessThan(1e-14);
    }),
  );
});
