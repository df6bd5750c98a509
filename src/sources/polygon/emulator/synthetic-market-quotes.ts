import { randomStream } from "../../../core/random.ts";
import type { SessionDay } from "../../../market/calendar/calendar.ts";
import type { SyntheticDayPrices } from "./synthetic-market-prices.ts";
import type { SyntheticTicker } from "./synthetic-market-tickers.ts";
import { isHalted, newYorkMidnight, pricePath, sessionMinutes } from "./synthetic-market-trades.ts";

/** The best bid and offer after a change. Times in nanoseconds since 1970, prices in whole cents. */
export interface SyntheticQuote {
  readonly sipTimestamp: bigint;
  readonly participantTimestamp: bigint;
  readonly sequence: number;
  readonly bidCents: number;
  readonly askCents: number;
  readonly bidSize: number;
  readonly askSize: number;
  readonly bidExchange: number;
  readonly askExchange: number;
  readonly conditions: readonly number[];
  readonly indicators: readonly number[];
  readonly tape: number;
}

const MINUTE_NS = 60_000_000_000n;
const EXCHANGES = [10, 11, 12, 19] as const;
/** Minutes before the open at which nobody quotes yet. */
const EMPTY_MINUTES_BEFORE = 60;

/**
 * The quotes of one name for one session, ascending in time: an empty one before the open (both sides 0), a crossed one
 * right after it, then bids and offers around a path from open to close.
 */
export function syntheticQuotes(
  seed: number,
  listing: SyntheticTicker,
  day: SessionDay,
  { open, close }: SyntheticDayPrices,
): readonly SyntheticQuote[] {
  const draws = randomStream(seed, `synthetic market/quotes/${listing.company}/${day}`);
  const session = sessionMinutes(day);
  const path = pricePath(draws, open, close, session.close - session.open);
  const midnight = BigInt(newYorkMidnight(day)) * 1_000_000n;
  const quotes: SyntheticQuote[] = [];
  const quote = (minute: number, ns: number, bidCents: number, askCents: number): void => {
    const sipTimestamp = midnight + BigInt(minute) * MINUTE_NS + BigInt(ns);
    const isEmpty = bidCents === 0;
    quotes.push({
      sipTimestamp,
      participantTimestamp: sipTimestamp - BigInt(15_000 + draws.below(900_000)),
      sequence: 500 + quotes.length * 3 + draws.below(3),
      bidCents,
      askCents,
      bidSize: isEmpty ? 0 : 100 * (1 + draws.below(20)),
      askSize: isEmpty ? 0 : 100 * (1 + draws.below(20)),
      bidExchange: isEmpty ? 0 : EXCHANGES[draws.below(EXCHANGES.length)]!,
      askExchange: isEmpty ? 0 : EXCHANGES[draws.below(EXCHANGES.length)]!,
      conditions: draws.below(6) === 0 ? [1, 81] : [1],
      indicators: draws.below(10) === 0 ? [604] : [],
      tape: 1 + (listing.ticker.charCodeAt(0) % 3),
    });
  };
  quote(session.open - EMPTY_MINUTES_BEFORE, 0, 0, 0);
  quote(session.open, 1_000_000, open + 1, open);
  for (let i = 0; i < path.length; i++) {
    if (isHalted(listing.ticker, day, session.open + i)) continue;
    const count = draws.below(2 + Math.round(2 * listing.liquidity));
    const times = Array.from({ length: count }, () => 10_000_000 + Math.floor(draws.uniform() * 59e9));
    for (const ns of times.sort((a, b) => a - b)) {
      const bid = Math.max(1, path[i]! - 1 - draws.below(2));
      quote(session.open + i, ns, bid, bid + 1 + draws.below(3));
    }
  }
  return quotes;
}
