import fc from "fast-check";
import { expect, test } from "vitest";
import { detectTicksPerUnit, isOnTickGrid, TICK_LADDER } from "./tick-grid.ts";

test.each([
  [[100, 7, 12], 1],
  [[100.5, 7], 2],
  [[100.25, 7.5], 4],
  [[99.2, 7], 5],
  [[100.34, 104.06, 95.96], 50], // cents, all even
  [[100.34, 104.06, 95.97], 100],
  [[101.03125], 32],
  [[1.08457, 1.08461], 100_000],
  [[0.000001], 1_000_000],
  [[21_500.25, 0.1], 20], // 0.25 and 0.1 are both twentieths
])("%j lies on %d ticks per unit", (prices, expected) => {
  expect(detectTicksPerUnit([Float64Array.from(prices)])).toBe(expected);
});

test("no grid: a third, a millionth's half, too many ticks, values that aren't finite, no value", () => {
  for (const price of [1 / 3, 0.0000005, 9_007_199_254_740_992, 1.152921504606847e18, NaN, Infinity]) {
    expect(detectTicksPerUnit([Float64Array.of(1, price)])).toBeNull();
  }
  expect(detectTicksPerUnit([new Float64Array(0)])).toBeNull();
});

test("one ulp beside a tick is off the grid", () => {
  const tick = 100.34;
  expect(isOnTickGrid([Float64Array.of(tick)], 100)).toBe(true);
  expect(isOnTickGrid([Float64Array.of(tick + 1.4210854715202004e-14)], 100)).toBe(false); // 2^-46, the ulp from 64 to 128
});

test("finds the smallest grid of the ladder on which every column lies", () => {
  const column = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...TICK_LADDER), fc.array(column, { minLength: 1, maxLength: 4 }), (grid, ticks) => {
      const columns = ticks.map((values) => Float64Array.from(values, (value) => value / grid));
      const plain = TICK_LADDER.find((candidate) =>
        columns.every((prices) => prices.every((price) => Math.round(price * candidate) / candidate === price)),
      );
      expect(plain).toBeLessThanOrEqual(grid);
      expect(detectTicksPerUnit(columns)).toBe(plain);
      expect(isOnTickGrid(columns, grid)).toBe(true);
    }),
  );
});
