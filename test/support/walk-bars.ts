import { randomStream } from "../../src/core/random.ts";
import type { Bars } from "../../src/market/bars.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../src/market/calendar/calendar.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { instrument } from "../../src/market/instrument.ts";
import { timeframe } from "../../src/market/timeframe.ts";

/** Daily bars of a seeded random walk of whole cents that starts at 100.00 and never falls below 1.00. */
export function walkBars(length: number, seed: number): Bars {
  const random = randomStream(seed, "walk-bars");
  const [open, high, low, close, volume, time, closeTime] = Array.from({ length: 7 }, () => new Float64Array(length));
  let cents = 10_000;
  const move = () => Math.max(100, cents + random.below(301) - 150);
  for (let i = 0; i < length; i++) {
    const path = [move(), 0, 0, 0];
    for (let k = 0; k < 4; k++) {
      cents = path[k] = k === 0 ? path[0]! : move();
    }
    open![i] = path[0]! / 100;
    high![i] = Math.max(...path) / 100;
    low![i] = Math.min(...path) / 100;
    close![i] = cents / 100;
    volume![i] = 1000 + random.below(9000);
    time![i] = (18_000 + i) * DAY_MS;
    closeTime![i] = (18_001 + i) * DAY_MS;
  }
  return createBars({
    instrument: instrument("WALK"),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: time!,
    closeTime: closeTime!,
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: volume!,
    ticksPerUnit: 100,
    source: `walk:${seed}`,
    isSynthetic: true,
  });
}
