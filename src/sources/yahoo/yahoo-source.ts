import { throwIfCancelled } from "../../core/cancellation.ts";
import { BacksightError, reasonOf } from "../../core/errors.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { DataPart, FetchContext, InstrumentSource } from "../../data/market-data/data-source.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { isIntraday } from "../../market/timeframe.ts";
import { HttpFailure, httpError, isPassingStatus, isRetryableHttpFailure } from "../http/http-failure.ts";
import { abortable } from "../net/abortable.ts";
import { finishedBefore } from "../net/finished-before.ts";
import { type RetryPolicy, retrying } from "../net/retry.ts";
import { parseRetryAfter } from "../net/retry-after.ts";
import { sleep } from "../net/sleep.ts";
import { checkTimeframe } from "../net/source-timeframe.ts";
import { connectionFailureOf, systemCodeOf } from "../net/system-codes.ts";
import { chartActions } from "./chart-actions.ts";
import { chartColumns } from "./chart-columns.ts";
import { loadYahoo, type YahooChart, type YahooClient } from "./load-yahoo.ts";
import { yahooFacts } from "./yahoo-facts.ts";

export interface YahooSourceOptions {
  /** "split": as Yahoo has them, the source `yahoo`; "total": for dividends, too, the source `yahoo-total`. */
  readonly prices?: "split" | "total" | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** The seams of tests: how requests go out; the package; the date; waits; chance. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly load?: (() => Promise<unknown>) | undefined;
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
}

const HOST = "Yahoo";
const RETRY: RetryPolicy = { attempts: 5, baseMs: 2000, maxMs: 60_000 };
/** How many days one request may span, by timeframe. */
const DAYS_A_REQUEST: Readonly<Record<string, number>> = {
  "1m": 7,
  "2m": 50,
  "5m": 50,
  "15m": 50,
  "30m": 50,
  "1h": 700,
  "1d": 20_000,
};

/**
 * Yahoo's charts through the package yahoo-finance2, unofficial and without a key: prices changed for splits, or with
 * `prices: "total"` for dividends, too. Yahoo's terms allow personal use and forbid passing the data on.
 *
 * Minutes reach back 30 days, other bars shorter than an hour 60, hours 730: Yahoo refuses what is earlier.
 */
export function yahooSource(options: YahooSourceOptions = {}): InstrumentSource {
  const { prices = "split", now = Date.now } = options;
  const id = prices === "total" ? "yahoo-total" : "yahoo";
  const facts = (symbol: string) => yahooFacts(symbol, prices);
  let client: Promise<YahooClient> | undefined;

  const chart = async (
    symbol: string,
    what: string,
    { signal }: FetchContext,
    wish: Parameters<YahooClient["chart"]>[1],
  ): Promise<YahooChart> => {
    client ??= loadYahoo(guarded(options.fetch ?? fetch, now), options.load);
    const yahoo = await client.catch((error: unknown) => {
      client = undefined;
      throw error;
    });
    try {
      return await retrying(() => abortable(yahoo.chart(symbol, wish), signal), {
        ...RETRY,
        ...options.retry,
        random: options.random ?? Math.random,
        sleep: options.sleep ?? sleep,
        signal,
        isRetryable: isRetryableHttpFailure,
        retryAfterOf: (error) => (error instanceof HttpFailure ? error.retryAfterMs : undefined),
      });
    } catch (error) {
      throw yahooError(error, what);
    }
  };

  async function* fetchParts(request: DataRequest, context: FetchContext): AsyncGenerator<DataPart> {
    const { symbol } = request;
    const { calendar, instrument } = facts(symbol);
    const timeframe = checkTimeframe(HOST, request.timeframe, Object.keys(DAYS_A_REQUEST));
    if (prices === "total" && isIntraday(timeframe)) {
      const instead = "Yahoo adjusts for dividends by the day: ask for 1d.";
      throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", { what: `adjustment=total of ${timeframe.label}`, instead });
    }
    const what = `${symbol} ${timeframe.label}`;
    const fail = (reason: string): never => {
      throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { what, host: HOST, reason });
    };
    const end = Math.min(request.to, finishedBefore(now(), timeframe));
    for (let from = request.from; from < end; ) {
      throwIfCancelled(context.signal);
      const to = Math.min(end, from + DAYS_A_REQUEST[timeframe.label]! * DAY_MS);
      // Days are asked for by their dates, whatever the hour that Yahoo gives them.
      const margin = isIntraday(timeframe) ? 0 : DAY_MS;
      const wish = { period1: new Date(from - margin), period2: new Date(to + margin), interval: timeframe.label };
      const { meta, quotes } = await chart(symbol, what, context, wish);
      if (meta.currency !== instrument.currency) fail(`its prices are in ${meta.currency}, not ${instrument.currency}`);
      const rows = chartColumns(quotes, { range: { from, to }, timeframe, calendar, prices }, fail);
      yield { from, to, data: { dataset: "bars", rows } };
      from = to;
    }
  }

  return {
    kind: "instrument",
    id,
    datasets: ["bars"],
    factsOf: facts,
    fetch: fetchParts,
    async fetchActions(symbol, context) {
      const { calendar } = facts(symbol);
      const what = `splits and dividends of ${symbol}`;
      const wish = { period1: new Date(0), period2: new Date(now()), interval: "1d", events: "div|split" };
      return chartActions(await chart(symbol, what, context, wish), calendar, (reason) => {
        throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { what, host: HOST, reason });
      });
    },
  };
}

/** Requests whose refusals are typed before the package prints them. */
function guarded(fetch: typeof globalThis.fetch, now: () => number): typeof globalThis.fetch {
  return async (input, init) => {
    let answer: Response;
    try {
      answer = await fetch(input, init);
    } catch (error) {
      const code = systemCodeOf(error);
      throw new HttpFailure(connectionFailureOf(code), code);
    }
    if (isPassingStatus(answer.status)) {
      await answer.body?.cancel();
      throw new HttpFailure("status", "", answer.status, parseRetryAfter(answer.headers.get("retry-after"), now()));
    }
    return answer;
  };
}

const LONGEST_REASON = 200;

function yahooError(error: unknown, what: string): unknown {
  if (error instanceof BacksightError) return error;
  if (error instanceof HttpFailure) return httpError(error, HOST, what);
  const reason = reasonOf(error).slice(0, LONGEST_REASON);
  if (/no data found|not found|delisted/i.test(reason)) {
    const advice = "Check the spelling, such as AAPL or BTC-USD.";
    return new BacksightError("BACKSIGHT_REMOTE_ABSENT", { host: HOST, what, advice }, { cause: error });
  }
  const advice = "Ask for less, or for another range; Yahoo's answers are unofficial and change.";
  return new BacksightError("BACKSIGHT_REMOTE_FAILED", { host: HOST, what, reason, advice }, { cause: error });
}
