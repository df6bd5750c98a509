import { throwIfCancelled } from "../../core/cancellation.ts";
import { isBacksightError } from "../../core/errors.ts";
import type { MarketDay, WholeMarketSource } from "../../data/market-data/data-source.ts";
import { type Calendar, DAY_MS, type SessionDay } from "../../market/calendar/calendar.ts";
import type { Download } from "./download.ts";
import type { IngestPorts, MarketIngest } from "./market-ingest.ts";
import { dayAt, rangeOfDay, rangeOfMarketDay } from "./range-of-day.ts";
import { type Segment, type SeriesKey, WHOLE_MARKET } from "./segment.ts";
import type { StoredSegment } from "./segment-rows.ts";
import { intersect, subtract, type TimeRange, unionOf } from "./time-ranges.ts";

/**
 * How long a session without a published file is asked for again, in days: files have been late by days, and some
 * never came.
 */
const LATE_DAYS = 14;

/**
 * Brings the published days that are missing into the cache, and takes the instrument out of them. Days that the cache
 * has are neither listed nor fetched, unless `isRefresh`: then those fetch again whose object was replaced.
 *
 * @throws {BacksightError} what the source and the ingest throw, BACKSIGHT_STORE, BACKSIGHT_CANCELLED
 */
export async function fetchMarket(
  source: WholeMarketSource,
  ingest: MarketIngest,
  download: Download,
  isRefresh: boolean,
): Promise<void> {
  const { manifest, key, request, facts, context, onAsked } = download;
  const market = marketOf(key);
  const { timeframe, dataset } = request;
  const wanted = wholeDays(facts.calendar, download.missing);
  const unlisted = isRefresh ? wanted : subtract(wanted, manifest.coverageOf(market, ""));
  for (const range of unlisted) {
    throwIfCancelled(context.signal);
    onAsked(range);
    const listed = await source.listDays({ dataset, timeframe, symbol: request.symbol, ...range }, context);
    const days = listed.filter((day) => !isStored(download, market, day));
    if (days.length > 0)
      await ingest.ingestDays(
        { source, dataset, timeframe, calendar: facts.calendar, days },
        portsOf(download),
        context,
      );
    const published = listed.map((day) => rangeOfMarketDay(facts.calendar, day));
    const absent = subtract(absentDays(download, range, listed), unionOf(published));
    const coverage = absent.map((gap) => ({ ...market, ...gap, basis: "" }));
    manifest.commit({ segments: [], coverage });
  }
  await extractInstrument(source, ingest, download);
}

/**
 * Takes an instrument out of the whole-market days that the cache has, without asking anyone.
 *
 * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_STORE, BACKSIGHT_FILE_WRITE, BACKSIGHT_CANCELLED
 */
export async function extractInstrument(
  source: WholeMarketSource,
  ingest: MarketIngest,
  download: Download,
): Promise<void> {
  const { manifest, key, request, facts, basis, context } = download;
  const { timeframe, dataset } = request;
  const market = marketOf(key);
  const missing = subtract(wholeDays(facts.calendar, download.missing), manifest.coverageOf(key, basis));
  const answered = intersect(missing, manifest.coverageOf(market, ""));
  if (answered.length === 0) return;
  const pieces = manifest.piecesOf(market, answered).map(({ segment }) => segment);
  const days = [...new Map(pieces.map((segment) => [segment.id, segment])).values()].filter(hasFile);
  manifest.touch(days);
  if (days.length > 0) {
    const symbols = [request.symbol];
    await ingest.extractSymbols({ source, dataset, timeframe, symbols, days }, portsOf(download), context);
  }
  const coverage = answered.map((range) => ({ ...key, ...range, basis }));
  const open = subtract(coverage, manifest.coverageOf(key, basis));
  if (open.length > 0) manifest.commit({ segments: [], coverage: open.map((range) => ({ ...key, ...range, basis })) });
}

function hasFile(segment: StoredSegment): segment is StoredSegment & Segment {
  return segment.path !== null;
}

function portsOf({ manifest }: Download): IngestPorts {
  return { folder: manifest.folder, key: manifest.key, commit: (commit) => manifest.commit(commit) };
}

/** The series of the whole-market files that an instrument's series is taken from. */
function marketOf(key: SeriesKey): SeriesKey {
  return { ...key, symbol: WHOLE_MARKET };
}

/** Ranges widened to whole days: a published file holds one. */
function wholeDays(calendar: Calendar, ranges: readonly TimeRange[]): TimeRange[] {
  return unionOf(
    ranges.map(({ from, to }) => ({
      from: rangeOfDay(calendar, dayAt(calendar, from)).from,
      to: rangeOfDay(calendar, dayAt(calendar, to - 1)).to,
    })),
  );
}

function isStored({ manifest, facts }: Download, market: SeriesKey, day: MarketDay): boolean {
  const range = rangeOfMarketDay(facts.calendar, day);
  const isKept = subtract([range], manifest.coverageOf(market, "")).length === 0;
  return isKept && manifest.objectsOf(market, range).some(({ key, etag }) => key === day.key && etag === day.etag);
}

/** Days of a listed range for which nothing is published, and won't be. */
function absentDays({ facts, now }: Download, range: TimeRange, listed: readonly MarketDay[]): TimeRange[] {
  const { calendar } = facts;
  const published = new Set(listed.map(({ day }) => day));
  const absent: TimeRange[] = [];
  for (let day = dayAt(calendar, range.from); rangeOfDay(calendar, day).from < range.to; day++) {
    const isSettled = !isSession(calendar, day) || rangeOfDay(calendar, day).to < now() - LATE_DAYS * DAY_MS;
    if (!published.has(day) && isSettled) absent.push(rangeOfDay(calendar, day));
  }
  return absent;
}

/** Days that the calendar doesn't know may be sessions. */
function isSession(calendar: Calendar, day: SessionDay): boolean {
  try {
    return calendar.isSession(day);
  } catch (error) {
    if (isBacksightError(error) && error.code === "BACKSIGHT_CALENDAR_RANGE") return true;
    throw error;
  }
}
