import { dateOfDay, dayOfDate } from "../../../../market/calendar/calendar.ts";
import { localDayToUtc } from "../../../../market/calendar/time-zone.ts";
import { weekdayOf } from "../../../../market/calendar/weekday.ts";
import { dayAt } from "../../../cache/range-of-day.ts";
import type { RestBar, RestBarBase, RestMarket, RestSplit } from "./rest-market.ts";
import { type EmulatedPlan, restrictRange } from "./rest-plan.ts";
import { badRequest, limitOf, ok, type RestAsk, type RestReply } from "./rest-reply.ts";

const SPANS: Readonly<Record<string, { readonly base: RestBarBase; readonly ms?: number }>> = {
  second: { base: "second", ms: 1000 },
  minute: { base: "minute", ms: 60_000 },
  hour: { base: "minute", ms: 3_600_000 },
  day: { base: "day" },
  week: { base: "day" },
  month: { base: "day" },
};

/** What the path says: /v2/aggs/ticker/{ticker}/range/{multiplier}/{timespan}/{from}/{to} */
export interface AggregatesPath {
  readonly ticker: string;
  readonly multiplier: string;
  readonly timespan: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Bars as the vendor makes them: `limit` counts the base bars that a page is made of, a bar that such a page would cut
 * is left to the next one, prices are adjusted for splits unless `adjusted=false`, an interval without a trade has no
 * bar, an unknown ticker has none at all.
 */
export function aggregatesReply(path: AggregatesPath, ask: RestAsk, market: RestMarket, plan: EmulatedPlan): RestReply {
  const { ticker } = path;
  const timeZone = timeZoneOf(ticker);
  const span = SPANS[path.timespan];
  const multiplier = Number(path.multiplier);
  const from = timeOf(path.from, timeZone, 0);
  const to = timeOf(path.to, timeZone, 1);
  const limit = limitOf(ask.query, { usual: 5000, most: 50_000 });
  if (span === undefined || !(multiplier >= 1) || (span.ms === undefined && multiplier !== 1)) {
    return badRequest(`no bars of ${path.multiplier} ${path.timespan}`);
  }
  if (from === undefined || to === undefined || limit === undefined) return badRequest("bad from, to or limit");

  const range = restrictRange(plan, "bars", { from, to }, ask.now);
  if ("refusal" in range) return range.refusal;
  const isWanted = ({ t }: RestBar) => t >= range.from && t <= to && t <= ask.now;
  const isAdjusted = ask.query.get("adjusted") !== "false";
  const splits = isAdjusted ? market.splits.filter((split) => split.ticker === ticker) : [];
  const isDescending = ask.query.get("sort") === "desc";
  const all = market.bars(ticker, span.base).filter(isWanted);
  if (isDescending) all.reverse();

  const bucketOf = bucketStart(path.timespan, (span.ms ?? 0) * multiplier, timeZone);
  const page = all.slice(0, limit);
  const next = all[limit];
  const complete = next === undefined ? page : page.filter(({ t }) => bucketOf(t) !== bucketOf(next.t));
  const bars = joinBars(
    complete.map((bar) => adjusted(bar, splits, timeZone)),
    bucketOf,
  );
  const lastBar = bars.at(-1);
  const rest = (first: number) =>
    isDescending ? `${path.from}/${bucketOf(lastBar!.t) - 1}` : `${bucketOf(first)}/${path.to}`;
  const nextPath = (first: number) =>
    `/v2/aggs/ticker/${ticker}/range/${path.multiplier}/${path.timespan}/${rest(first)}`;
  return ok({
    ticker,
    queryCount: page.length,
    resultsCount: bars.length,
    adjusted: isAdjusted,
    ...(bars.length > 0 && { results: bars, count: bars.length }),
    ...(next !== undefined && lastBar !== undefined && { next_url: ask.nextUrl(0, nextPath(next.t)) }),
  });
}

/** /v2/aggs/grouped/…/{date}: the day's bar of every ticker; `t` is the end of the session here. */
export function groupedReply(date: string, ask: RestAsk, market: RestMarket, plan: EmulatedPlan): RestReply {
  const timeZone = "America/New_York";
  const from = timeOf(date, timeZone, 0);
  const to = timeOf(date, timeZone, 1);
  if (from === undefined || to === undefined) return badRequest("bad date");
  const range = restrictRange(plan, "bars", { from, to }, ask.now);
  if ("refusal" in range) return range.refusal;
  const rows = [...new Set(market.tickers.map(({ row }) => row.ticker))].flatMap((ticker) => {
    const bar = market.bars(ticker, "day").find(({ t }) => t >= from && t <= to);
    return bar === undefined ? [] : [{ T: ticker, ...bar, t: from + 16 * 3_600_000 }];
  });
  return ok({ queryCount: rows.length, resultsCount: rows.length, ...(rows.length > 0 && { results: rows }) });
}

/** Dates are New York's, but UTC's for pairs. */
function timeZoneOf(ticker: string): string {
  return /^[XC]:/.test(ticker) ? "UTC" : "America/New_York";
}

/** The first (`later` 0) or last (1) millisecond of a date, or the instant that a number of milliseconds is. */
export function timeOf(text: string, timeZone: string, later: 0 | 1): number | undefined {
  if (/^\d{10,16}$/.test(text)) return Number(text);
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return undefined;
  return localDayToUtc(timeZone, dayOfDate(Number(match[1]), Number(match[2]), Number(match[3])) + later, 0) - later;
}

/** Where the bar begins that a time belongs to: whole multiples counted from midnight, weeks from Sunday. */
function bucketStart(timespan: string, ms: number, timeZone: string): (time: number) => number {
  return (time) => {
    const day = dayAt({ timeZone }, time);
    const midnight = localDayToUtc(timeZone, day, 0);
    if (ms > 0) return midnight + Math.floor((time - midnight) / ms) * ms;
    if (timespan === "week") return localDayToUtc(timeZone, day - weekdayOf(day), 0);
    if (timespan === "month") return localDayToUtc(timeZone, day - Number(dateOfDay(day).slice(8)) + 1, 0);
    return midnight;
  };
}

function joinBars(bars: readonly RestBar[], bucketOf: (time: number) => number): RestBar[] {
  const joined: RestBar[] = [];
  for (const bar of bars) {
    const t = bucketOf(bar.t);
    const last = joined.at(-1);
    if (last?.t !== t) {
      joined.push({ ...bar, t });
      continue;
    }
    const isLater = bars[0]!.t <= bars.at(-1)!.t;
    const v = last.v + bar.v;
    joined[joined.length - 1] = {
      t,
      o: isLater ? last.o : bar.o,
      h: Math.max(last.h, bar.h),
      l: Math.min(last.l, bar.l),
      c: isLater ? bar.c : last.c,
      v,
      ...(last.vw !== undefined && bar.vw !== undefined && { vw: (last.vw * last.v + bar.vw * bar.v) / v }),
      ...(last.n !== undefined && bar.n !== undefined && { n: last.n + bar.n }),
    };
  }
  return joined;
}

function adjusted(bar: RestBar, splits: readonly RestSplit[], timeZone: string): RestBar {
  const date = dateOfDay(dayAt({ timeZone }, bar.t));
  let factor = 1;
  for (const split of splits) if (split.execution_date > date) factor *= split.split_from / split.split_to;
  if (factor === 1) return bar;
  const { t, o, h, l, c, v, vw, n } = bar;
  const prices = { o: o * factor, h: h * factor, l: l * factor, c: c * factor };
  return { t, ...prices, v: v / factor, ...(vw !== undefined && { vw: vw * factor }), ...(n !== undefined && { n }) };
}
