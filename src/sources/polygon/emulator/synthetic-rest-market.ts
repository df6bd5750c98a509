import { dateOfDay, type SessionDay } from "../../../market/calendar/calendar.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import type { RestBar, RestMarket } from "./rest/rest-market.ts";
import { restMarketOf } from "./rest/rest-market.ts";
import { type SyntheticBar, syntheticDayBar, syntheticMinuteBars } from "./synthetic-market-bars.ts";
import { syntheticPrices } from "./synthetic-market-prices.ts";
import {
  SYNTHETIC_FIRST_DAY,
  SYNTHETIC_LAST_DAY,
  type SyntheticTicker,
  syntheticMarketActions,
  syntheticTickers,
} from "./synthetic-market-tickers.ts";
import { newYorkMidnight, syntheticTrades } from "./synthetic-market-trades.ts";

export interface SyntheticRestMarketOptions {
  readonly seed: number;
  /** Without it: `syntheticTickers()`. */
  readonly tickers?: readonly SyntheticTicker[];
  /** Without them: all of the synthetic market; both included. */
  readonly from?: SessionDay;
  readonly to?: SessionDay;
}

const MINUTE_MS = 60_000;

/**
 * The synthetic market for `startPolygonRest`: the same bars as in the flat files of the same seed, made when they are
 * first asked for, with the splits, dividends and names that belong to them. No trades and quotes.
 */
export function syntheticRestMarket(options: SyntheticRestMarketOptions): RestMarket {
  const { seed, tickers = syntheticTickers() } = options;
  const from = Math.max(SYNTHETIC_FIRST_DAY, options.from ?? SYNTHETIC_FIRST_DAY);
  const to = Math.min(SYNTHETIC_LAST_DAY, options.to ?? SYNTHETIC_LAST_DAY);
  const days = [...usEquity.sessions(from, to + 1)];
  const prices = syntheticPrices(seed);
  const made = new Map<string, readonly RestBar[]>();
  const barsOf = (ticker: string, base: "minute" | "day"): readonly RestBar[] =>
    tickers
      .filter((one) => one.ticker === ticker)
      .flatMap((one) => {
        const listed = days.filter((day) => one.listed <= day && day < (one.delisted ?? Infinity));
        return listed.flatMap((day) => {
          const trades = syntheticTrades(seed, one, day, prices(one, day));
          const bars = base === "minute" ? syntheticMinuteBars(trades) : [syntheticDayBar(trades)];
          return bars.flatMap((bar) => (bar === undefined ? [] : [restBar(bar, day)]));
        });
      });
  const actions = syntheticMarketActions();
  const tables = restMarketOf({
    splits: actions.flatMap(({ ticker, action }) =>
      action.kind === "split"
        ? [{ ticker, execution_date: dateOfDay(action.day), split_from: action.from, split_to: action.to }]
        : [],
    ),
    dividends: actions.flatMap(({ ticker, action }) =>
      action.kind === "dividend"
        ? [{ ticker, ex_dividend_date: dateOfDay(action.day), cash_amount: action.amount, currency: action.currency }]
        : [],
    ),
    tickers: tickers.map(({ ticker, name, type, listed, delisted }) => ({
      listed: dateOfDay(listed),
      ...(delisted !== undefined && { delisted: dateOfDay(delisted) }),
      row: { ticker, name, market: "stocks", locale: "us", type, active: delisted === undefined },
    })),
  });
  return {
    ...tables,
    bars(ticker, base) {
      if (base === "second") return [];
      const key = `${base} ${ticker}`;
      const known = made.get(key) ?? barsOf(ticker, base);
      made.set(key, known);
      return known;
    },
  };
}

function restBar({ minute, open, high, low, close, volume, transactions }: SyntheticBar, day: SessionDay): RestBar {
  const t = newYorkMidnight(day) + minute * MINUTE_MS;
  return { t, o: open / 100, h: high / 100, l: low / 100, c: close / 100, v: volume, n: transactions };
}
