import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fakeMarket } from "../../../test/support/fake-market.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { MarketDay, VendorBars } from "../../data/market-data/data-source.ts";
import { dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { CacheManager } from "./cache-manager.ts";
import { rangeOfDay } from "./range-of-day.ts";

const FIRST = dayOfDate(2024, 3, 7);
const LAST = dayOfDate(2024, 3, 12);

/** Ten minutes from the open: open, close, high and low follow from the day and the minute. */
function csvOf(day: number): string {
  const rows = ["AAA", "NA"].flatMap((ticker) =>
    Array.from({ length: 10 }, (_, i) => {
      const price = 100 + (day % 10) + i / 100 + ticker.length;
      const [open, close, high, low] = [price, price + 0.01, price + 0.02, price - 0.01].map((at) => at.toFixed(2));
      return `${ticker},${100 + i},${open},${close},${high},${low},${usEquity.open(day) + i * 60_000}000000,${i + 1}`;
    }),
  );
  return ["ticker,volume,open,close,high,low,window_start,transactions", ...rows, ""].join("\n");
}

describe("a cache of flat files", () => {
  it("fetches each day once, for all symbols, over a weekend on which clocks change", async () => {
    const opened: number[] = [];
    const market = fakeMarket();
    const source = {
      ...market,
      async *openDay({ day }: MarketDay) {
        opened.push(day);
        yield gzipSync(csvOf(day));
      },
    };
    const sources = new Map([["flat", source]]);
    const now = () => rangeOfDay(usEquity, dayOfDate(2024, 6, 3)).from;
    const cache = new CacheManager({ folder: temporaryFolder(), sources, now });
    const range = { from: rangeOfDay(usEquity, FIRST).from, to: rangeOfDay(usEquity, LAST).to };
    const days = [...usEquity.sessions(FIRST, LAST + 1)];
    for (const symbol of ["AAA", "NA", "AAA"]) {
      const request = { source: "flat", dataset: "bars", symbol, timeframe: parseTimeframe("1m"), ...range } as const;
      const { data, uncovered } = await cache.getOrDownload(request);
      const rows = data.rows as VendorBars;
      expect(uncovered).toEqual([]);
      expect([...rows.time]).toEqual(
        days.flatMap((day) => Array.from({ length: 10 }, (_, i) => usEquity.open(day) + i * 60_000)),
      );
      expect(rows.close[13]).toBe(Number((100 + (days[1]! % 10) + 0.03 + symbol.length + 0.01).toFixed(2)));
      expect([...rows.transactions!.subarray(0, 3)]).toEqual([1, 2, 3]);
    }
    expect(opened).toEqual(days);
    expect(market.listed).toHaveLength(1);
    expect((await cache.check()).problems).toEqual([]);
    cache.close();
  });
});
