import { BacksightError, isBacksightError } from "../../core/errors.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { DataPart, FetchContext, InstrumentSource } from "../../data/market-data/data-source.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { isIntraday, type Timeframe } from "../../market/timeframe.ts";
import type { TimeRange } from "../cache/time-ranges.ts";
import { finishedBefore } from "../net/finished-before.ts";
import { inOrder } from "../net/in-order.ts";
import { checkTimeframe } from "../net/source-timeframe.ts";
import { type Archive, type MonthPlan, planArchives } from "./archive-plan.ts";
import { BinanceClient, type BinanceClientOptions, KLINES_A_PAGE } from "./binance-client.ts";
import { binanceFacts } from "./binance-facts.ts";
import { type Kline, klineColumns } from "./kline-columns.ts";

const TIMEFRAMES = ["1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1mo"];
const LIMITS = { connections: 4, window: 4 };

/** A series that is asked for, and how. */
interface Wish {
  readonly client: BinanceClient;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly context: FetchContext;
  /** When the pair's first bar opened; infinity for a pair that never had one. */
  readonly firstBar: () => Promise<number>;
}

/**
 * Binance's public spot history, without a key. Bars shorter than a day come from its archives: whole months, single
 * days where the month isn't published yet, and over REST what no archive has yet; longer bars over REST, which has a
 * thousand a request. A bar is given a minute after its end at the earliest.
 *
 * Sources: github.com/binance/binance-public-data (layout, checksums, microseconds from 2025 on), the spot API's
 * klines.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for an address that can't be
 */
export function binanceSource(options: BinanceClientOptions = {}): InstrumentSource {
  const { now = Date.now } = options;
  const client = new BinanceClient(options);
  const firstBars = new Map<string, Promise<number>>();

  async function* fetchParts(request: DataRequest, context: FetchContext): AsyncGenerator<DataPart> {
    const { symbol } = request;
    binanceFacts(symbol);
    const timeframe = checkTimeframe("Binance", request.timeframe, TIMEFRAMES);
    const range = { from: request.from, to: Math.min(request.to, finishedBefore(now(), timeframe)) };
    if (range.from >= range.to) return;
    const firstBar = () => {
      const key = `${symbol} ${timeframe.label}`;
      const known = firstBars.get(key) ?? askFirstBar(client, symbol, timeframe, context);
      firstBars.set(key, known);
      known.catch(() => firstBars.delete(key));
      return known;
    };
    const wish: Wish = { client, symbol, timeframe, context, firstBar };
    const today = Math.floor(now() / DAY_MS);
    const archived = isIntraday(timeframe) ? Math.max(range.from, Math.min(range.to, today * DAY_MS)) : range.from;
    const months = planArchives({ from: range.from, to: archived }, today);
    for await (const parts of inOrder(
      months.length,
      (i, signal) => fetchMonth(stoppable(wish, signal), months[i]!),
      LIMITS,
    )) {
      yield* parts;
    }
    yield* fetchRest(wish, { from: archived, to: range.to });
  }

  return { kind: "instrument", id: "binance", datasets: ["bars"], factsOf: binanceFacts, fetch: fetchParts };
}

async function fetchMonth(wish: Wish, { whole, days, from, to }: MonthPlan): Promise<DataPart[]> {
  if (whole !== null) {
    const part = await fetchArchive(wish, whole);
    if (part !== undefined) return [part];
    if (to <= (await wish.firstBar())) return [partOf(wish, [], { from, to }, wish.client.archiveHost)];
  }
  const parts: DataPart[] = [];
  for (const day of days) {
    const part = await fetchArchive(wish, day);
    if (part !== undefined) {
      parts.push(part);
      continue;
    }
    for await (const rest of fetchRest(wish, { from: day.from, to })) parts.push(rest);
    break;
  }
  return parts;
}

async function fetchArchive(wish: Wish, archive: Archive): Promise<DataPart | undefined> {
  const klines = await wish.client.archive(wish.symbol, wish.timeframe, archive, wish.context);
  return klines && partOf(wish, klines, archive, wish.client.archiveHost);
}

async function* fetchRest(wish: Wish, { from, to }: TimeRange): AsyncGenerator<DataPart> {
  for (let at = from; at < to; ) {
    const klines = await wish.client.klines(wish.symbol, wish.timeframe, { from: at, to }, wish.context);
    const whole = partOf(wish, klines, { from: at, to }, wish.client.restHost);
    if (klines.length < KLINES_A_PAGE || whole.data.rows.time.length === 0) {
      yield whole;
      return;
    }
    at = Math.min(to, whole.data.rows.time.at(-1)! + 1);
    yield { ...whole, to: at };
  }
}

function partOf(
  { symbol, timeframe }: Wish,
  klines: readonly Kline[],
  { from, to }: TimeRange,
  host: string,
): DataPart & { readonly data: { readonly dataset: "bars" } } {
  const fail = (reason: string): never => {
    throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { what: `${symbol} ${timeframe.label}`, host, reason });
  };
  return { from, to, data: { dataset: "bars", rows: klineColumns(klines, { range: { from, to }, timeframe }, fail) } };
}

/** One request; a pair that isn't traded any more is unknown to REST, and nobody says when it began. */
async function askFirstBar(
  client: BinanceClient,
  symbol: string,
  timeframe: Timeframe,
  context: FetchContext,
): Promise<number> {
  try {
    const [first] = await client.klines(symbol, timeframe, { from: 0, to: Number.MAX_SAFE_INTEGER }, context, 1);
    return first === undefined ? Infinity : Number(first[0]);
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_REMOTE_ABSENT") throw error;
    const details = {
      host: client.archiveHost,
      what: `archive of ${symbol} ${timeframe.label} for a month that was asked for`,
      advice: "Check the spelling (BTCUSDT); of a pair that isn't traded any more, ask for the months in which it was.",
    };
    throw new BacksightError("BACKSIGHT_REMOTE_ABSENT", details, { cause: error });
  }
}

function stoppable(wish: Wish, stop: AbortSignal): Wish {
  const { signal } = wish.context;
  return {
    ...wish,
    context: { ...wish.context, signal: signal === undefined ? stop : AbortSignal.any([signal, stop]) },
  };
}
