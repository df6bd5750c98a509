import type { DataPart, FetchContext } from "../../../data/market-data/data-source.ts";
import type { Calendar } from "../../../market/calendar/calendar.ts";
import type { Timeframe } from "../../../market/timeframe.ts";
import { dayAt } from "../../cache/range-of-day.ts";
import type { TimeRange } from "../../cache/time-ranges.ts";
import { inOrder } from "../../net/in-order.ts";
import { AnswerFields } from "./answer-fields.ts";
import { barColumns } from "./bar-rows.ts";
import { type BarSpan, barSpanOf, requestWindows, stretchToBars, unfinishedFrom } from "./bar-span.ts";
import { type HistoryWindow, withDate } from "./history-window.ts";
import type { JsonObject } from "./rest-answer.ts";
import type { PolygonRestClient } from "./rest-client.ts";
import { restTickerOf } from "./rest-symbol.ts";

export interface BarsRequest extends TimeRange {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly calendar: Calendar;
  /** Epoch milliseconds: what closed before is known to the vendor and to this plan. */
  readonly settled: number;
}

/** What counts for the vendor's limit are minutes or days, not bars; more isn't allowed. */
const LIMIT = 50_000;
const CONNECTIONS = { connections: 4, window: 8 };

/**
 * Raw bars of a range, one part for each window that the vendor answers without gaps; unfinished bars are not covered.
 *
 * @throws {BacksightError} as `PolygonRestClient.get`; BACKSIGHT_NOT_SUPPORTED for a timeframe that REST lacks;
 * BACKSIGHT_REMOTE_WINDOW also when the vendor left out the beginning without a word
 */
export async function* fetchBars(
  client: PolygonRestClient,
  request: BarsRequest,
  history: HistoryWindow,
  context: FetchContext,
): AsyncGenerator<DataPart> {
  const { symbol, timeframe, calendar, settled } = request;
  const span = barSpanOf(timeframe, calendar);
  const ticker = restTickerOf(symbol);
  const what = `${timeframe.label} bars of ${symbol}`;
  const about = { host: client.host, what };
  const fields = new AnswerFields(about);
  const to = Math.min(request.to, unfinishedFrom(settled, timeframe, calendar));
  if (!(request.from < to)) return;
  const windows = requestWindows({ from: request.from, to }, timeframe, calendar);

  async function ask(window: TimeRange, signal: AbortSignal | undefined): Promise<JsonObject[]> {
    const asked = stretchToBars(window, timeframe, calendar);
    const path = aggregatesPath(ticker, span, { from: asked.from, to: Math.min(asked.to, settled) });
    return client.all(path, { adjusted: false, sort: "asc", limit: LIMIT }, { what, signal });
  }
  const partOf = (window: TimeRange, rows: readonly JsonObject[]): DataPart => ({
    ...window,
    data: { dataset: "bars", rows: barColumns(rows, { timeframe, calendar, range: window }, fields) },
  });
  const tell = (done: number) =>
    context.onProgress?.({ task: `fetching ${what}`, done, total: windows.length, unit: "steps" });

  tell(0);
  const first = partOf(
    windows[0]!,
    await ask(windows[0]!, context.signal).catch((error: unknown) => {
      throw withDate(error, dayAt(calendar, request.from), Infinity, about);
    }),
  );
  const probe = (range: TimeRange) => ask(range, context.signal);
  const firstTime = first.data.dataset === "bars" ? first.data.rows.time[0] : undefined;
  await history.check({ range: windows[0]!, calendar, request: about }, firstTime, probe);
  tell(1);
  yield first;

  const rest = windows.slice(1);
  const work = (i: number, signal: AbortSignal) =>
    ask(rest[i]!, context.signal === undefined ? signal : AbortSignal.any([context.signal, signal]));
  let done = 1;
  for await (const rows of inOrder(rest.length, work, CONNECTIONS)) {
    const part = partOf(rest[done - 1]!, rows);
    tell(++done);
    yield part;
  }
}

/** Both ends are included, in milliseconds. */
function aggregatesPath(ticker: string, { multiplier, timespan }: BarSpan, { from, to }: TimeRange): string {
  const range = `${multiplier}/${timespan}/${from}/${Math.ceil(to) - 1}`;
  return `/v2/aggs/ticker/${encodeURIComponent(ticker)}/range/${range}`;
}
