import { throwIfCancelled } from "../../core/cancellation.ts";
import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { DataPart, FetchContext, InstrumentSource, SymbolFacts } from "../../data/market-data/data-source.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { instrument } from "../../market/instrument.ts";
import { isoTime } from "../../market/iso-time.ts";
import { type Timeframe, timeframeMs } from "../../market/timeframe.ts";
import { abortable } from "../net/abortable.ts";
import { finishedBefore } from "../net/finished-before.ts";
import { type RetryPolicy, retrying } from "../net/retry.ts";
import { sleep } from "../net/sleep.ts";
import { checkTimeframe } from "../net/source-timeframe.ts";
import { ccxtError, isPassingCcxtFailure } from "./ccxt-failure.ts";
import { type Ccxt, type CcxtExchange, loadCcxt } from "./load-ccxt.ts";
import { type OhlcvRow, ohlcvColumns, readOhlcv } from "./ohlcv-columns.ts";

export interface CcxtSourceOptions {
  /** Settings that the package gives an exchange, by its id: addresses, time-outs. */
  readonly exchanges?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** The seams of tests. */
  readonly load?: (() => Promise<Ccxt>) | undefined;
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
}

const RETRY: RetryPolicy = { attempts: 5, baseMs: 1000, maxMs: 30_000 };
/** Where the package doesn't say how many bars an exchange gives at once, so many bars without any are passed over. */
const USUAL_PAGE = 100;

/**
 * Bars of any exchange that the package ccxt speaks with, without a key. A symbol is the exchange's id and the pair:
 * `kraken:BTC/USD`. Requests keep the exchange's own rate; a bar is given a minute after its end at the earliest.
 *
 * An exchange that keeps recent bars only answers an early start with later bars: that is refused
 * (BACKSIGHT_REMOTE_WINDOW), never taken for a time without trade.
 */
export function ccxtSource(options: CcxtSourceOptions = {}): InstrumentSource {
  const { now = Date.now, load = loadCcxt } = options;
  const opened = new Map<string, Promise<CcxtExchange>>();
  const exchangeOf = (id: string): Promise<CcxtExchange> => {
    const exchange = opened.get(id) ?? openExchange(load, id, options.exchanges?.[id] ?? {});
    opened.set(id, exchange);
    exchange.catch(() => opened.delete(id));
    return exchange;
  };
  const ask = <T>(id: string, what: string, { signal }: FetchContext, work: () => Promise<T>): Promise<T> =>
    retrying(() => abortable(work(), signal), {
      ...RETRY,
      ...options.retry,
      random: options.random ?? Math.random,
      sleep: options.sleep ?? sleep,
      signal,
      isRetryable: isPassingCcxtFailure,
    }).catch((error: unknown) => {
      throw ccxtError(error, id, what);
    });

  async function* fetchParts(request: DataRequest, context: FetchContext): AsyncGenerator<DataPart> {
    const { id, pair } = partsOfSymbol(request.symbol);
    const exchange = await exchangeOf(id);
    const known = Object.keys(exchange.timeframes ?? {}).map((label) => label.replace("M", "mo"));
    const timeframe = checkTimeframe(id, request.timeframe, known);
    const what = `${pair} ${timeframe.label}`;
    // The package remembers a failed try for good, unless it is told to try anew.
    if (exchange.markets === undefined) await ask(id, "the list of markets", context, () => exchange.loadMarkets(true));
    checkPair(exchange, pair);
    const finished = finishedBefore(now(), timeframe);
    const to = Math.min(request.to, finished);
    const limit = pageOf(exchange);
    const step = stepOf(timeframe);
    const fail = (reason: string): never => {
      throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { what, host: id, reason });
    };
    let since = request.from;
    for (let at = request.from; at < to; ) {
      throwIfCancelled(context.signal);
      const label = timeframe.label.replace("mo", "M");
      const answer = await ask(id, what, context, () => exchange.fetchOHLCV(pair, label, since, limit));
      const rows = readOhlcv(answer, fail).filter(([time]) => time >= at);
      if (at === request.from) checkWindow({ id, what, step, finished }, at, rows);
      // Some exchanges answer for a stretch of time, which may be empty though later ones aren't.
      const end = Math.min(to, rows.length === 0 ? since + (limit ?? USUAL_PAGE) * step : rows.at(-1)![0] + 1);
      yield {
        from: at,
        to: end,
        data: { dataset: "bars", rows: ohlcvColumns(rows, { from: at, to: end }, timeframe) },
      };
      since = rows.length === 0 || timeframe.unit === "mo" ? end : rows.at(-1)![0] + step;
      at = end;
    }
  }

  return { kind: "instrument", id: "ccxt", datasets: ["bars"], factsOf, fetch: fetchParts };
}

function factsOf(symbol: string): SymbolFacts {
  const { pair } = partsOfSymbol(symbol);
  const quote = /\/([^:]+)/.exec(pair)![1]!;
  return { instrument: instrument(symbol, { currency: quote }), calendar: aroundTheClock, adjustment: "raw" };
}

function partsOfSymbol(symbol: string): { readonly id: string; readonly pair: string } {
  const match = /^([a-z0-9]{2,40}):([^\s:/]{1,30}\/[^\s:/]{1,30}(?::\S{1,40})?)$/.exec(symbol);
  if (match !== null) return { id: match[1]!, pair: match[2]! };
  const rule = "an exchange and a pair, such as kraken:BTC/USD";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "symbol", rule, value: symbol });
}

async function openExchange(
  load: () => Promise<Ccxt>,
  id: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<CcxtExchange> {
  const ccxt = await load();
  if (!ccxt.exchanges.includes(id)) {
    const hint = didYouMean(id, ccxt.exchanges);
    const details = { kind: "exchange of ccxt", name: id, hint, known: `${ccxt.exchanges.length} exchanges` };
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", details);
  }
  const exchange = ccxt.open(id, settings);
  // "emulated" makes bars of the last trades: their history is no history.
  if (exchange.has.fetchOHLCV === true) return exchange;
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", { what: `bars of ${id}`, instead: "Take another exchange." });
}

function checkPair(exchange: CcxtExchange, pair: string): void {
  const markets = exchange.markets ?? {};
  if (Object.hasOwn(markets, pair)) return;
  const hint = didYouMean(pair, Object.keys(markets));
  const advice = `Check the spelling; case matters.${hint}`;
  throw new BacksightError("BACKSIGHT_REMOTE_ABSENT", { host: exchange.id, what: `pair ${pair}`, advice });
}

interface Window {
  readonly id: string;
  readonly what: string;
  readonly step: number;
  readonly finished: number;
}

/** An exchange that honours a start gives bars from there on; one that doesn't gives its latest, up to now. */
function checkWindow({ id: host, what, step, finished }: Window, from: number, rows: readonly OhlcvRow[]): void {
  const [first] = rows;
  if (first === undefined || first[0] - from <= Math.max(DAY_MS, step)) return;
  if (rows.at(-1)![0] < finished - 2 * step) return;
  const known = ` The earliest that it gave opens at ${isoTime(first[0])}.`;
  throw new BacksightError("BACKSIGHT_REMOTE_WINDOW", { host, what, date: isoTime(from), known });
}

/** How many bars the exchange gives at once, where the package knows. */
function pageOf(exchange: CcxtExchange): number | undefined {
  const features = exchange.features as { spot?: { fetchOHLCV?: { limit?: unknown } } } | undefined;
  const limit = features?.spot?.fetchOHLCV?.limit;
  return typeof limit === "number" && limit > 0 ? limit : undefined;
}

function stepOf(timeframe: Timeframe): number {
  return timeframe.unit === "mo" ? timeframe.count * 28 * DAY_MS : timeframeMs(timeframe);
}
