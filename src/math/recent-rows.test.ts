import fc from "fast-check";
import { expect, test } from "vitest";
import { RecentRows } from "./recent-rows.ts";

test("shows the last rows, oldest first, and is full after a window without a NaN", () => {
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.integer() },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) },
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 6 }),
      (rows, window) => {
        const recent = new RecentRows(2, window);
        for (const [i, [a, b]] of rows.entries()) {
          recent.push(a, b);
          const last = rows.slice(Math.max(0, i + 1 - window), i + 1);
          const isFull = last.length === window && last.flat().every(Number.isFinite);
          expect(recent.isFull).toBe(isFull);
          if (!isFull) continue;
          expect([...recent.column(0)]).toEqual(last.map(([x]) => x));
          expect([...recent.column(1)]).toEqual(last.map(([, y]) => y));
        }
      },
    ),
  );
});
