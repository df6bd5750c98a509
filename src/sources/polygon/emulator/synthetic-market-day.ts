import type { SessionDay } from "../../../market/calendar/calendar.ts";
import { type SyntheticBar, syntheticDayBar, syntheticMinuteBars } from "./synthetic-market-bars.ts";
import { type SyntheticPrices, syntheticPrices } from "./synthetic-market-prices.ts";
import { type SyntheticQuote, syntheticQuotes } from "./synthetic-market-quotes.ts";
import { SYNTHETIC_TWO_RUNS, SYNTHETIC_WRONG_DATE, type SyntheticTicker } from "./synthetic-market-tickers.ts";
import {
  newYorkMidnight,
  SYNTHETIC_FRACTIONS_FROM,
  type SyntheticTrade,
  syntheticTrades,
} from "./synthetic-market-trades.ts";

/** The data types of stocks in the bucket. */
export const SYNTHETIC_DATASETS = ["minute_aggs_v1", "day_aggs_v1", "trades_v1", "quotes_v1"] as const;
export type SyntheticDataset = (typeof SYNTHETIC_DATASETS)[number];

/** A day of a whole market, as CSV texts: one chunk for the header, one for each ticker, or two. */
export type SyntheticMarketDay = Readonly<Record<SyntheticDataset, () => Iterable<string>>>;

const BARS_HEADER = "ticker,volume,open,close,high,low,window_start,transactions";

const HEADERS: Readonly<Record<SyntheticDataset, string>> = {
  minute_aggs_v1: BARS_HEADER,
  day_aggs_v1: BARS_HEADER,
  trades_v1:
    "ticker,conditions,correction,exchange,id,participant_timestamp,price,sequence_number,sip_timestamp,size,tape,trf_id,trf_timestamp",
  quotes_v1:
    "ticker,ask_exchange,ask_price,ask_size,bid_exchange,bid_price,bid_size,conditions,indicators,participant_timestamp,sequence_number,sip_timestamp,tape,trf_timestamp",
};

/**
 * One session of the synthetic market as the vendor's flat files have it. The same seed, tickers and day give the same
 * bytes everywhere; bars are those of the trades. What makes real files hard is in it: volumes and sizes with six
 * decimals from 2026-02-23 on, quoted conditions, empty and crossed quotes, corrected trades, a ticker in two runs
 * (`SYNTHETIC_TWO_RUNS`), a file of daily bars with the next day's date (`SYNTHETIC_WRONG_DATE`).
 *
 * @param day a session from `SYNTHETIC_FIRST_DAY` to `SYNTHETIC_LAST_DAY`
 * @param prices of the same seed, where several days are made: it remembers each company's path
 */
export function syntheticMarketDay(
  seed: number,
  tickers: readonly SyntheticTicker[],
  day: SessionDay,
  prices: SyntheticPrices = syntheticPrices(seed),
): SyntheticMarketDay {
  const listed = tickers.filter(({ listed, delisted = Infinity }) => listed <= day && day < delisted);
  const tradesOf = (one: SyntheticTicker) => syntheticTrades(seed, one, day, prices(one, day));
  const barRow = barRowOf(day);
  const rowsOf: Readonly<Record<SyntheticDataset, (one: SyntheticTicker) => string[]>> = {
    minute_aggs_v1: (one) => syntheticMinuteBars(tradesOf(one)).map((bar) => barRow(one, bar, day)),
    day_aggs_v1: (one) => {
      const bar = syntheticDayBar(tradesOf(one));
      return bar === undefined ? [] : [barRow(one, bar, day === SYNTHETIC_WRONG_DATE ? day + 1 : day)];
    },
    trades_v1: (one) => tradesOf(one).map((trade) => tradeRow(one, trade, day)),
    quotes_v1: (one) => syntheticQuotes(seed, one, day, prices(one, day)).map((quote) => quoteRow(one, quote)),
  };
  const file = (dataset: SyntheticDataset) => () => fileOf(HEADERS[dataset], listed, rowsOf[dataset]);
  return {
    minute_aggs_v1: file("minute_aggs_v1"),
    day_aggs_v1: file("day_aggs_v1"),
    trades_v1: file("trades_v1"),
    quotes_v1: file("quotes_v1"),
  };
}

function* fileOf(
  header: string,
  listed: readonly SyntheticTicker[],
  rowsOf: (one: SyntheticTicker) => readonly string[],
): Generator<string> {
  yield `${header}\n`;
  let secondRun: readonly string[] = [];
  for (const one of listed) {
    const rows = rowsOf(one);
    const firstRun = one.ticker === SYNTHETIC_TWO_RUNS ? Math.ceil(rows.length / 2) : rows.length;
    yield rows.slice(0, firstRun).join("");
    yield secondRun.join("");
    secondRun = rows.slice(firstRun);
  }
  yield secondRun.join("");
}

function barRowOf(day: SessionDay): (one: SyntheticTicker, bar: SyntheticBar, dated: SessionDay) => string {
  return ({ ticker }, { volume, open, close, high, low, minute, transactions }, dated) => {
    const start = (BigInt(newYorkMidnight(dated)) + BigInt(minute) * 60_000n) * 1_000_000n;
    const fields = [sizeText(volume, day), price(open), price(close), price(high), price(low), start, transactions];
    return `${ticker},${fields.join(",")}\n`;
  };
}

function tradeRow({ ticker }: SyntheticTicker, trade: SyntheticTrade, day: SessionDay): string {
  const { conditions, correction, exchange, id, participantTimestamp, cents, sequence, sipTimestamp, size } = trade;
  const { tape, trfId, trfTimestamp } = trade;
  const fields = [ticker, list(conditions), correction, exchange, id, participantTimestamp, price(cents), sequence];
  return `${[...fields, sipTimestamp, sizeText(size, day), tape, trfId, trfTimestamp].join(",")}\n`;
}

function quoteRow({ ticker }: SyntheticTicker, quote: SyntheticQuote): string {
  const { askExchange, askCents, askSize, bidExchange, bidCents, bidSize, conditions, indicators } = quote;
  const sides = [askExchange, price(askCents), askSize, bidExchange, price(bidCents), bidSize];
  const rest = [quote.participantTimestamp, quote.sequence, quote.sipTimestamp, quote.tape, 0];
  return `${[ticker, ...sides, list(conditions), list(indicators), ...rest].join(",")}\n`;
}

function price(cents: number): string {
  return String(cents / 100);
}

function sizeText(size: number, day: SessionDay): string {
  return day >= SYNTHETIC_FRACTIONS_FROM ? size.toFixed(6) : String(size);
}

/** Several numbers in one field, in quotes where there is a comma. */
function list(codes: readonly number[]): string {
  return codes.length > 1 ? `"${codes.join(",")}"` : codes.join("");
}
