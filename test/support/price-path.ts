import type { Bars } from "../../src/market/bars.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../src/market/calendar/calendar.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { instrument } from "../../src/market/instrument.ts";
import { timeframe } from "../../src/market/timeframe.ts";

/**
 * Daily bars of a hand-made path: each opens where the one before closed, and reaches no further than its open and its
 * close.
 */
export function pricePath(...closes: readonly number[]): Bars {
  const close = Float64Array.from(closes);
  const open = close.map((price, i) => closes[i - 1] ?? price);
  return createBars({
    instrument: instrument("PATH"),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: close.map((_, i) => (18_000 + i) * DAY_MS),
    closeTime: close.map((_, i) => (18_001 + i) * DAY_MS),
    open,
    high: close.map((price, i) => Math.max(price, open[i]!)),
    low: close.map((price, i) => Math.min(price, open[i]!)),
    close,
    volume: close.map(() => 1000),
    source: "path",
    isSynthetic: true,
  });
}
