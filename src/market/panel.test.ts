import fc from "fast-check";
import { expect, test } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { aroundTheClock } from "./calendar/around-the-clock.ts";
import { DAY_MS } from "./calendar/calendar.ts";
import { createBars } from "./create-bars.ts";
import { instrument } from "./instrument.ts";
import { panelOf } from "./panel.ts";
import { timeframe } from "./timeframe.ts";

/** Daily bars on the given days whose close is the day number, plus an offset. */
function daily(symbol: string, days: readonly number[], offset = 0) {
  const close = Float64Array.from(days, (day) => day + 1 + offset);
  return createBars({
    instrument: instrument(symbol),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: Float64Array.from(days, (day) => (20_000 + day) * DAY_MS),
    closeTime: Float64Array.from(days, (day) => (20_001 + day) * DAY_MS),
    open: close,
    high: close,
    low: close,
    close,
    source: `test:${symbol}`,
  });
}

test("all instants, or the common ones", () => {
  const [a, b] = [daily("A", [0, 1, 3]), daily("B", [1, 2, 3])];
  const union = panelOf([a, b]);
  expect([...union.closeTime].map((time) => time / DAY_MS - 20_001)).toEqual([0, 1, 2, 3]);
  expect(union.bars.map((column) => [...column])).toEqual([
    [0, 1, -1, 2],
    [-1, 0, 1, 2],
  ]);
  expect([...union.column("close", 0)]).toEqual([1, 2, NaN, 4]);
  const common = panelOf([a, b], { align: "intersection" });
  expect([...common.column("close", 1)]).toEqual([2, 4]);
  expect(common.indexOf("B")).toBe(1);
});

test("columns aren't copied where the axes are the same", () => {
  const [a, b] = [daily("A", [0, 1, 3]), daily("B", [0, 1, 3], 7)];
  const panel = panelOf([a, b]);
  expect(panel.column("close", 1)).toBe(b.close);
});

test("the universe is asked as of each row's day", () => {
  const panel = panelOf([daily("A", [0, 1, 3]), daily("B", [1, 2, 3])], {
    isMember: (symbol, day) => symbol === "A" && day >= 20_001,
  });
  expect(panel.isMember.map((column) => [...column])).toEqual([
    [0, 1, 1, 1],
    [0, 0, 0, 0],
  ]);
});

test("a panel shows what a plain table of times shows", () => {
  const days = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 12 }).map((list) => list.sort((x, y) => x - y));
  fc.assert(
    fc.property(
      fc.array(days, { minLength: 1, maxLength: 5 }),
      fc.constantFrom("union" as const, "intersection" as const),
      (lists, align) => {
        const instruments = lists.map((list, k) => daily(`S${k}`, list, k * 100));
        const tables = lists.map((list, k) => new Map(list.map((day) => [day, day + 1 + k * 100])));
        const every = [...new Set(lists.flat())].sort((x, y) => x - y);
        const rows = align === "union" ? every : every.filter((day) => tables.every((table) => table.has(day)));
        if (rows.length === 0) {
          expect(thrown(() => panelOf(instruments, { align })).code).toBe("BACKSIGHT_ARGUMENT");
          return;
        }
        const panel = panelOf(instruments, { align });
        expect(panel.length).toBe(rows.length);
        for (const [k, table] of tables.entries())
          expect([...panel.column("close", k)]).toEqual(rows.map((day) => table.get(day) ?? NaN));
      },
    ),
  );
});

test("no instruments, one twice, an unknown one", () => {
  expect(thrown(() => panelOf([])).code).toBe("BACKSIGHT_ARGUMENT");
  expect(thrown(() => panelOf([daily("A", [1]), daily("A", [2])])).code).toBe("BACKSIGHT_ARGUMENT");
  expect(thrown(() => panelOf([daily("A", [1])]).indexOf("Z")).message).toContain("one of A");
});
