import * as fc from "fast-check";
import { randomStream } from "../../src/core/random.ts";
import type { Bars } from "../../src/market/bars.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { instrument } from "../../src/market/instrument.ts";
import { timeframe } from "../../src/market/timeframe.ts";

/**
 * lively: whole cents, every close differs from the last and every bar has a range. quiet: whole cents, most bars repeat the one before, so that
 * ties and flat stretches abound. continuous: prices on no grid.
 */
export type Mood = "lively" | "quiet" | "continuous";

const HOUR_MS = 3_600_000;
/** Off every grid that bars can lie on. */
const OFF_GRID = 1 + 1 / 3 / 2 ** 20;

/** Hourly bars of a seeded random walk from 100.00 around the clock: a session is 24 bars. */
export function randomMarket(mood: Mood, seed: number, length: number): Bars {
  const random = randomStream(seed, `market/${mood}`);
  const [open, high, low, close, volume, time, closeTime] = Array.from(
    { length: 7 },
    () => new Float64Array(length),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const factor = mood === "continuous" ? OFF_GRID : 1;
  let cents = 10_000;
  for (let i = 0; i < length; i++) {
    const isStill = mood === "quiet" && random.below(3) > 0;
    const step = () => (isStill ? 0 : 1 + random.below(mood === "quiet" ? 2 : 150));
    const gap = (random.below(2) === 0 ? 1 : -1) * step();
    const first = Math.max(1000, cents + gap);
    const before = cents;
    cents = Math.max(1000, first + (random.below(2) === 0 ? 1 : -1) * step());
    if (cents === before && mood !== "quiet") cents++;
    const reach = mood === "quiet" ? 0 : 1;
    open[i] = (first / 100) * factor;
    close[i] = (cents / 100) * factor;
    high[i] = ((Math.max(first, cents) + reach * random.below(80)) / 100) * factor;
    low[i] = ((Math.min(first, cents) - reach * random.below(80)) / 100) * factor;
    volume[i] = 100 + random.below(5000);
    time[i] = (400_000 + i) * HOUR_MS;
    closeTime[i] = (400_001 + i) * HOUR_MS;
  }
  return createBars({
    instrument: instrument("RANDOM"),
    timeframe: timeframe(1, "h"),
    calendar: aroundTheClock,
    time,
    closeTime,
    open,
    high,
    low,
    close,
    volume,
    ticksPerUnit: mood === "continuous" ? null : 100,
    source: `random:${mood}:${seed}`,
    isSynthetic: true,
  });
}

/** Seeds of random markets. */
export const seeds: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0x7fffffff });
