import { randomStream } from "../../../core/random.ts";
import type { SessionDay } from "../../../market/calendar/calendar.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import {
  SYNTHETIC_FIRST_DAY,
  SYNTHETIC_LAST_DAY,
  type SyntheticTicker,
  syntheticMarketActions,
} from "./synthetic-market-tickers.ts";

/** Where a company's raw price begins and ends a session, in whole cents. */
export interface SyntheticDayPrices {
  readonly open: number;
  readonly close: number;
}

/** Raw prices of every session, by company; computed once for each. */
export type SyntheticPrices = (listing: SyntheticTicker, day: SessionDay) => SyntheticDayPrices;

const CENTS = 100;

/** Prices as they are printed: on a split's day in new shares, on an ex-date without the dividend. */
export function syntheticPrices(seed: number): SyntheticPrices {
  const paths = new Map<string, ReadonlyMap<SessionDay, SyntheticDayPrices>>();
  return (listing, day) => {
    let path = paths.get(listing.company);
    if (path === undefined) {
      path = pathOf(seed, listing);
      paths.set(listing.company, path);
    }
    return path.get(day)!;
  };
}

function pathOf(seed: number, { company, ticker }: SyntheticTicker): ReadonlyMap<SessionDay, SyntheticDayPrices> {
  const draws = randomStream(seed, `synthetic market/prices/${company}`);
  const actions = syntheticMarketActions().filter((one) => one.ticker === ticker);
  const volatility = 0.01 + 0.02 * draws.uniform();
  let price = 20 + 180 * draws.uniform();
  const path = new Map<SessionDay, SyntheticDayPrices>();
  for (const day of usEquity.sessions(SYNTHETIC_FIRST_DAY, SYNTHETIC_LAST_DAY + 1)) {
    for (const { action } of actions) {
      if (action.day !== day) continue;
      price = action.kind === "split" ? (price * action.from) / action.to : price - action.amount;
    }
    const open = price * (1 + 0.3 * volatility * step(draws.uniform()));
    price = Math.max(1, open * (1 + volatility * step(draws.uniform())));
    path.set(day, { open: Math.round(open * CENTS), close: Math.round(price * CENTS) });
  }
  return path;
}

/** Uniform with variance 1. */
function step(uniform: number): number {
  return Math.sqrt(12) * (uniform - 0.5);
}
