import fc from "fast-check";
import { expect, test } from "vitest";
import { detectTicksPerUnit, isOnTickGrid, TICK_LADDER } from "./tick-grid.ts";
import { TickGridSearch } from "./tick-grid-search.ts";

const price = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 5_000_000 }), fc.constantFrom(...TICK_LADDER)).map(([ticks, per]) => ticks / per),
  fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.constant(100)).map(([ticks, per]) => ticks / per),
  fc.double({ min: 1e-7, max: 1e17, noNaN: true }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);

test("the same grid as for all prices at once, however they are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.array(price, { maxLength: 8 }), { maxLength: 6 }), (pieces) => {
      const search = new TickGridSearch();
      for (const piece of pieces) search.add(Float64Array.from(piece));
      expect(search.ticksPerUnit()).toBe(detectTicksPerUnit([Float64Array.from(pieces.flat())]));
    }),
    { numRuns: 2000 },
  );
});

test("all grids that hold every price are told, and knowing any of them changes no answer", () => {
  fc.assert(
    fc.property(fc.array(price, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.boolean()), (list, isKnown) => {
      const prices = Float64Array.from(list);
      const search = new TickGridSearch();
      search.add(prices);
      const held = TICK_LADDER.filter((grid) => isOnTickGrid([prices], grid));
      expect(search.held()).toEqual(held);
      const known = held.filter(() => isKnown.next().value);
      expect(detectTicksPerUnit([prices], known)).toBe(detectTicksPerUnit([prices]));
    }),
    { numRuns: 1000 },
  );
  expect(new TickGridSearch().held()).toEqual([]);
});

test("on one grid throughout, as most data are", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TICK_LADDER),
      fc.array(fc.integer({ min: 1, max: 1e12 }), { minLength: 1, maxLength: 40 }),
      (ticksPerUnit, ticks) => {
        const prices = Float64Array.from(ticks, (count) => count / ticksPerUnit);
        const search = new TickGridSearch();
        for (const one of prices) search.add(Float64Array.of(one));
        expect(search.ticksPerUnit()).toBe(detectTicksPerUnit([prices]));
      },
    ),
  );
});

test("no grid without prices, for what isn't finite, and for off-grid prices", () => {
  expect(new TickGridSearch().ticksPerUnit()).toBeNull();
  for (const odd of [NaN, Infinity, 1 / 3]) {
    const search = new TickGridSearch();
    search.add(Float64Array.of(1.25, odd, 2));
    expect(search.ticksPerUnit()).toBeNull();
  }
});
