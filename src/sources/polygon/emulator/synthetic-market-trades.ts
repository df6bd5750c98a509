import { type RandomStream, randomStream } from "../../../core/random.ts";
import { DAY_MS, dayOfDate, type SessionDay } from "../../../market/calendar/calendar.ts";
import { newYorkOffset } from "../../../market/calendar/new-york-offset.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import type { SyntheticDayPrices } from "./synthetic-market-prices.ts";
import { SYNTHETIC_HALT, type SyntheticTicker } from "./synthetic-market-tickers.ts";

/** A print of the tape. Times in nanoseconds since 1970. */
export interface SyntheticTrade {
  /** Minutes since midnight New York of the minute that it belongs to. */
  readonly minute: number;
  readonly sipTimestamp: bigint;
  readonly participantTimestamp: bigint;
  readonly id: number;
  readonly sequence: number;
  /** Whole cents. */
  readonly cents: number;
  readonly size: number;
  readonly conditions: readonly number[];
  /** 0: it stands. */
  readonly correction: number;
  readonly exchange: number;
  readonly tape: number;
  /** 0 and 0 where no reporting facility had a part in it. */
  readonly trfId: number;
  readonly trfTimestamp: bigint;
}

/** From this day on sizes have six decimals, and odd lots may be fractions of a share. */
export const SYNTHETIC_FRACTIONS_FROM: SessionDay = dayOfDate(2026, 2, 23);

/** Conditions of the vendor's table that the synthetic tape uses. */
export const CONDITION = { averagePrice: 2, closing: 8, formT: 12, sweep: 14, opening: 17, oddLot: 37 } as const;

const MINUTE_MS = 60_000;
const MINUTE_NS = 60_000_000_000;
/** Minutes before the open and after the close in which a few trades happen, with condition 12. */
const EXTENDED_MINUTES = 30;
/** The facility's number where trades outside exchanges are printed. */
const TRF_EXCHANGE = 4;
const EXCHANGES = [TRF_EXCHANGE, 10, 11, 12, 19] as const;

/** When a session opens and closes, in minutes since midnight New York. */
export function sessionMinutes(day: SessionDay): { open: number; close: number } {
  const midnight = newYorkMidnight(day);
  return {
    open: (usEquity.open(day) - midnight) / MINUTE_MS,
    close: (usEquity.close(day) - midnight) / MINUTE_MS,
  };
}

/** Epoch milliseconds of 00:00 New York. Clocks change on Sundays only, which are no sessions. */
export function newYorkMidnight(day: SessionDay): number {
  return day * DAY_MS - newYorkOffset(day);
}

/**
 * The tape of one name for one session, ascending in time: a cross at the open and at the close, trades in between along
 * a path from the one to the other, a few before and after. About a third are odd lots; a few were corrected later or
 * are at an average price.
 */
export function syntheticTrades(
  seed: number,
  listing: SyntheticTicker,
  day: SessionDay,
  { open, close }: SyntheticDayPrices,
): readonly SyntheticTrade[] {
  const draws = randomStream(seed, `synthetic market/trades/${listing.company}/${day}`);
  const session = sessionMinutes(day);
  const path = pricePath(draws, open, close, session.close - session.open);
  const trades: SyntheticTrade[] = [];
  const midnight = BigInt(newYorkMidnight(day)) * 1_000_000n;
  const tape = 1 + (listing.ticker.charCodeAt(0) % 3);
  const print = (minute: number, ns: number, cents: number, size: number, conditions: readonly number[]): void => {
    const sipTimestamp = midnight + BigInt(minute) * BigInt(MINUTE_NS) + BigInt(ns);
    const exchange = EXCHANGES[draws.below(EXCHANGES.length)]!;
    const participantTimestamp = sipTimestamp - BigInt(15_000 + draws.below(900_000));
    trades.push({
      minute,
      sipTimestamp,
      participantTimestamp,
      id: trades.length + 1,
      sequence: 1000 + trades.length * 7 + draws.below(7),
      cents: Math.max(1, cents),
      size,
      conditions,
      correction: draws.below(500) === 0 ? 1 : 0,
      exchange,
      tape,
      trfId: exchange === TRF_EXCHANGE ? 201 : 0,
      trfTimestamp: exchange === TRF_EXCHANGE ? sipTimestamp - BigInt(draws.below(15_000)) : 0n,
    });
  };
  const minuteOfTrades = (minute: number, mean: number, level: number, extra: readonly number[]): void => {
    for (const ns of timesIn(draws, mean)) {
      const { size, conditions } = sizeOf(draws, day);
      print(minute, ns, level + draws.below(5) - 2, size, [...conditions, ...extra]);
    }
  };

  for (let i = EXTENDED_MINUTES; i > 0; i--) {
    minuteOfTrades(session.open - i, listing.liquidity / 20, open, [CONDITION.formT]);
  }
  const firstNs = 150_000_000 + draws.below(1_000_000);
  print(session.open, firstNs, open, 100 * (5 + draws.below(50)), [CONDITION.opening]);
  for (let i = 0; i < path.length; i++) {
    const minute = session.open + i;
    if (!isHalted(listing.ticker, day, minute)) minuteOfTrades(minute, listing.liquidity, path[i]!, []);
  }
  const lastNs = 300_000_000 + draws.below(1_000_000);
  print(session.close, lastNs, close, 100 * (10 + draws.below(200)), [CONDITION.closing]);
  for (let i = 1; i <= EXTENDED_MINUTES; i++) {
    minuteOfTrades(session.close + i, listing.liquidity / 20, close, [CONDITION.formT]);
  }
  return trades;
}

/** True in the minutes in which nothing may trade. */
export function isHalted(ticker: string, day: SessionDay, minute: number): boolean {
  const { ticker: halted, day: haltDay, fromMinute, toMinute } = SYNTHETIC_HALT;
  return ticker === halted && day === haltDay && minute >= fromMinute && minute < toMinute;
}

/** Whole cents at the minutes of a session: a walk from the open that is bent to end at the close. */
export function pricePath(draws: RandomStream, open: number, close: number, minutes: number): readonly number[] {
  const walk = new Float64Array(minutes + 1);
  for (let i = 1; i <= minutes; i++) walk[i] = walk[i - 1]! + draws.uniform() - 0.5;
  const scale = 0.02 / Math.sqrt(minutes);
  return Array.from({ length: minutes }, (_, i) => {
    const done = i / minutes;
    const noise = scale * (walk[i]! - done * walk[minutes]!);
    return Math.round((open + (close - open) * done) * (1 + noise));
  });
}

/** Ascending nanoseconds in a minute; none in the first second, which the crosses have. */
function timesIn(draws: RandomStream, mean: number): number[] {
  const whole = Math.floor(mean);
  const count = (whole === 0 ? 0 : draws.below(2 * whole + 1)) + (draws.uniform() < mean - whole ? 1 : 0);
  const times = Array.from({ length: count }, () => 1_000_000_000 + Math.floor(draws.uniform() * (MINUTE_NS - 1e9)));
  return times.sort((a, b) => a - b);
}

function sizeOf(draws: RandomStream, day: SessionDay): { size: number; conditions: readonly number[] } {
  const kind = draws.below(20);
  if (kind < 7) {
    const isFraction = day >= SYNTHETIC_FRACTIONS_FROM && draws.below(3) === 0;
    const size = isFraction ? (1 + draws.below(99_000_000 - 1)) / 1e6 : 1 + draws.below(99);
    return { size, conditions: draws.below(4) === 0 ? [CONDITION.sweep, CONDITION.oddLot] : [CONDITION.oddLot] };
  }
  const size = 100 * (1 + draws.below(8));
  if (kind === 7) return { size, conditions: [CONDITION.averagePrice] };
  return { size, conditions: kind < 11 ? [CONDITION.sweep] : [] };
}
