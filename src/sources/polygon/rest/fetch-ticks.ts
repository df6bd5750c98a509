import type { DataPart, FetchContext } from "../../../data/market-data/data-source.ts";
import type { Calendar } from "../../../market/calendar/calendar.ts";
import { dayAt } from "../../cache/range-of-day.ts";
import type { TimeRange } from "../../cache/time-ranges.ts";
import { AnswerFields } from "./answer-fields.ts";
import { type HistoryWindow, withDate } from "./history-window.ts";
import type { PolygonRestClient } from "./rest-client.ts";
import { restTickerOf } from "./rest-symbol.ts";
import { type TimedRow, tickColumns, timedRow } from "./tick-rows.ts";

export interface TicksRequest extends TimeRange {
  readonly dataset: "trades" | "quotes";
  readonly symbol: string;
  readonly calendar: Calendar;
  /** Epoch milliseconds: what was published before is known to the vendor and to this plan. */
  readonly settled: number;
}

const LIMIT = 50_000;
const NS_PER_MS = 1_000_000n;

/**
 * Trades or quotes of a range, about a page to a part: a part ends before the millisecond of its page's last row, whose
 * other rows may stand on the next page.
 *
 * @throws {BacksightError} as `PolygonRestClient.get`, and BACKSIGHT_REMOTE_WINDOW also when the vendor left out the
 * beginning without a word
 */
export async function* fetchTicks(
  client: PolygonRestClient,
  request: TicksRequest,
  history: HistoryWindow,
  context: FetchContext,
): AsyncGenerator<DataPart> {
  const { dataset, symbol, calendar, from } = request;
  const to = Math.min(request.to, request.settled);
  if (!(from < to)) return;
  // Pairs keep their dash here; futures are refused.
  restTickerOf(symbol);
  const path = `/v3/${dataset}/${encodeURIComponent(symbol)}`;
  const what = `${dataset} of ${symbol}`;
  const about = { host: client.host, what };
  const call = { what, signal: context.signal };
  const fields = new AnswerFields(about);
  const query = (range: TimeRange, limit: number) => ({
    "timestamp.gte": String(nanosecondsFrom(range.from)),
    "timestamp.lt": String(nanosecondsFrom(range.to)),
    order: "asc",
    sort: "timestamp",
    limit,
  });
  const partOf = (range: TimeRange, rows: readonly TimedRow[]): DataPart => ({
    ...range,
    data: tickColumns(dataset, symbol, rows, fields),
  });

  let start = from;
  let waiting: TimedRow[] = [];
  let latest = nanosecondsFrom(from);
  const end = nanosecondsFrom(to);
  let isChecked = false;
  let count = 0;
  try {
    for await (const page of client.pages(path, query({ from, to }, LIMIT), call)) {
      const rows = page.map((row) => timedRow(row, fields));
      for (const { timeNs } of rows) {
        if (timeNs < latest || timeNs >= end) fields.damaged("its rows aren't in the order and range asked for");
        latest = timeNs;
      }
      if (!isChecked) {
        const first = rows[0] === undefined ? undefined : Number(rows[0].timeNs / NS_PER_MS);
        const probe = (range: TimeRange) => client.page(path, query(range, 1), call);
        await history.check({ range: { from, to }, calendar, request: about }, first, probe);
        isChecked = true;
      }
      count += rows.length;
      context.onProgress?.({ task: `fetching ${what}`, done: count, unit: "rows" });
      waiting = waiting.concat(rows);
      const cut = Number(latest / NS_PER_MS);
      if (cut <= start || waiting.length === 0) continue;
      const limit = BigInt(cut) * NS_PER_MS;
      const part = partOf(
        { from: start, to: cut },
        waiting.filter(({ timeNs }) => timeNs < limit),
      );
      waiting = waiting.filter(({ timeNs }) => timeNs >= limit);
      start = cut;
      yield part;
    }
  } catch (error) {
    throw withDate(error, dayAt(calendar, from), Infinity, about);
  }
  yield partOf({ from: start, to }, waiting);
}

/** The first nanosecond at or after a time in milliseconds. */
function nanosecondsFrom(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole) * NS_PER_MS + BigInt(Math.ceil((ms - whole) * 1e6));
}
