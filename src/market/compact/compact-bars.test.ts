import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compacted } from "../../../test/support/compacted.ts";
import { randomMarket, seeds } from "../../../test/support/random-market.ts";
import { sliceBars } from "../slice-bars.ts";
import { plainColumn } from "./bar-column.ts";
import { columnOf, compactBars, partOfColumns, retagBars, sessionColumn, withPlainPrices } from "./compact-bars.ts";

const NAMES = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;

const markets = fc
  .tuple(fc.constantFrom("lively", "quiet", "continuous"), seeds, fc.integer({ min: 1, max: 200 }))
  .map(([mood, seed, length]) => randomMarket(mood, seed, length));

describe("compactBars", () => {
  it("are the bars, column by column, whichever is read first", () => {
    fc.assert(
      fc.property(markets, fc.shuffledSubarray([...NAMES, "session"] as const), (bars, order) => {
        const compact = compacted(bars);
        for (const name of order) expect(compact[name]).toEqual(bars[name]);
        expect(compact).toEqual(bars);
        for (const name of NAMES) expect(compact[name]).toBe(compact[name]);
      }),
    );
  });

  it("give single values and parts without being unpacked, and after", () => {
    fc.assert(
      fc.property(markets, fc.nat(), fc.nat(), fc.boolean(), (bars, a, b, isUnpacked) => {
        const compact = compacted(bars);
        const [start, end] = [a % (bars.length + 1), b % (bars.length + 1)].sort((x, y) => x - y) as [number, number];
        for (const name of NAMES) {
          if (isUnpacked) expect(compact[name]).toEqual(bars[name]);
          const column = columnOf(compact, name);
          expect(column.part(start, end)).toEqual(bars[name].subarray(start, end));
          expect(column.at(a % bars.length)).toBe(bars[name][a % bars.length]);
          expect(column.at(bars.length)).toBeUndefined();
        }
        expect(sessionColumn(compact).part(start, end)).toEqual(bars.session.subarray(start, end));
      }),
    );
  });

  it("stay what they are when they are cut, tagged anew and made plain", () => {
    fc.assert(
      fc.property(markets, fc.nat(), fc.nat(), (bars, a, b) => {
        const start = a % bars.length;
        const end = start + 1 + (b % (bars.length - start));
        const compact = compacted(bars);
        const part = sliceBars(compact, start, end);
        const expected = sliceBars(bars, start, end);
        for (const name of NAMES) {
          expect(columnOf(part, name).at(0)).toBe(bars[name][start]);
          expect(columnOf(part, name).at(end - start)).toBeUndefined();
          expect(columnOf(part, name).part(0, end - start)).toEqual(expected[name]);
        }
        expect(part).toEqual(expected);
        expect(sliceBars(part, 0, 1)).toEqual(sliceBars(expected, 0, 1));
        expect(retagBars(compact, { isSynthetic: false })).toEqual({ ...bars, isSynthetic: false });
        expect(withPlainPrices(compact)).toEqual(bars);
        expect(withPlainPrices(bars)).toBe(bars);
        expect(sessionColumn(withPlainPrices(compact)).values).toEqual(bars.session);
      }),
    );
  });

  it("are checked like any bars", () => {
    const bars = randomMarket("lively", 7, 300);
    const columns = (changes: object) => ({
      ...Object.fromEntries(NAMES.map((name) => [name, plainColumn(bars[name])])),
      ...changes,
    });
    const make = (changes: object) => () => compactBars(bars, columns(changes) as Parameters<typeof compactBars>[1]);
    const high = bars.high.slice();
    high[200] = bars.low[200]! / 2;
    expect(make({ high: plainColumn(high) })).toThrow(/high is .* at bar 200|bar 200/);
    expect(make({ volume: plainColumn(new Float64Array(3)) })).toThrow(/volume/);
    const none = plainColumn(new Float64Array(0));
    const nothing = Object.fromEntries(NAMES.map((name) => [name, none]));
    expect(make(nothing)).toThrow(/random:lively:7 has no bars/);
  });

  it("show all columns of some rows", () => {
    const bars = randomMarket("lively", 3, 20);
    const columns = Object.fromEntries(NAMES.map((name) => [name, columnOf(bars, name)]));
    const part = partOfColumns(columns as Parameters<typeof partOfColumns>[0], 5, 9);
    for (const name of NAMES) expect(part[name]).toEqual(bars[name].subarray(5, 9));
  });
});
