import { gzipSync } from "node:zlib";
import type { MarketDay, VendorBars, WholeMarketSource } from "../../src/data/market-data/data-source.ts";
import { dayOfDate } from "../../src/market/calendar/calendar.ts";
import { usEquity } from "../../src/market/calendar/us-equity.ts";
import { fakeMarket } from "./fake-market.ts";

/** Eight sessions of March 2024, the end of winter time among them. */
export const MINUTE_DAYS = usEquity.sessions(dayOfDate(2024, 3, 6), dayOfDate(2024, 3, 16));
export const MINUTE_SYMBOLS: readonly string[] = Array.from({ length: 40 }, (_, k) => `M${String(k).padStart(2, "0")}`);
const MINUTES = 390;

/** Prices in cents follow from symbol, day and minute. */
function centsOf(k: number, day: number, minute: number): number {
  return 5000 + 100 * k + ((day * 31 + minute * 7 + k) % 83);
}

/** A whole market of US sessions: 390 minutes of each of `MINUTE_SYMBOLS`, as gzipped flat files. */
export function minuteMarket(): WholeMarketSource {
  return {
    ...fakeMarket(),
    id: "minutes",
    async *openDay({ day }: MarketDay) {
      const lines = MINUTE_SYMBOLS.flatMap((symbol, k) =>
        Array.from({ length: MINUTES }, (_, minute) => {
          const cents = centsOf(k, day, minute);
          const prices = [cents, cents + 1, cents + 2, cents - 1].map((at) => (at / 100).toFixed(2));
          return `${symbol},${100 + minute},${prices.join(",")},${usEquity.open(day) + minute * 60_000}000000,${k + 1}`;
        }),
      );
      const packed = gzipSync(`ticker,volume,open,close,high,low,window_start,transactions\n${lines.join("\n")}\n`);
      for (let at = 0; at < packed.length; at += 4096) yield packed.subarray(at, at + 4096);
    },
  };
}

/** What a cache must hold of a symbol over all days. */
export function minutesOf(symbol: string): VendorBars {
  const k = MINUTE_SYMBOLS.indexOf(symbol);
  const length = MINUTE_DAYS.length * MINUTES;
  const column = (at: (day: number, minute: number) => number) =>
    Float64Array.from({ length }, (_, i) => at(MINUTE_DAYS[Math.floor(i / MINUTES)]!, i % MINUTES));
  const cents = (more: number) => column((day, minute) => (centsOf(k, day, minute) + more) / 100);
  const time = column((day, minute) => usEquity.open(day) + minute * 60_000);
  return {
    time,
    closeTime: time.map((at) => at + 60_000),
    open: cents(0),
    high: cents(2),
    low: cents(-1),
    close: cents(1),
    volume: column((_, minute) => 100 + minute),
    transactions: column(() => k + 1),
  };
}
