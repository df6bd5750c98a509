import { BacksightError } from "../../core/errors.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { DataPart, DataSource, SymbolFacts } from "../../data/market-data/data-source.ts";
import { rowsBetween } from "../../data/market-data/rows.ts";
import { joinVerified, verifyRows } from "../../data/market-data/verified-rows.ts";
import { dateOfDay } from "../../market/calendar/calendar.ts";
import { type CacheAnswer, type CacheContext, type CacheParts, keyOfRequest } from "./cache-parts.ts";
import { actionsOf, basisOf } from "./cached-actions.ts";
import { isDamage } from "./check-cache.ts";
import { rangeText } from "./check-part.ts";
import { compactSeries } from "./compact-series.ts";
import type { Download } from "./download.ts";
import { withDownloadLock } from "./download-lock.ts";
import { fetchInstrument, partsOf } from "./fetch-instrument.ts";
import { extractInstrument, fetchMarket } from "./fetch-market.ts";
import { dayAt, rangeOfDay } from "./range-of-day.ts";
import { readRows } from "./read-rows.ts";
import { noteRemoved, ROOM_IS_SHORT } from "./removal-note.ts";
import type { SeriesKey } from "./segment.ts";
import { isMissingFile } from "./segment-file.ts";
import { titleOfSeries } from "./series-rows.ts";
import { setAside } from "./set-aside.ts";
import { intersect, subtract, type TimeRange } from "./time-ranges.ts";
import { fitInto } from "./upkeep.ts";

/** How often a file that turns out to be damaged is set aside and fetched again before that is an error. */
const MOST_REPAIRS = 3;

/** `CacheManager.getOrDownload`: what the cache lacks is fetched first, then everything is read from it. */
export async function answerRequest(
  cache: CacheParts,
  request: DataRequest,
  context: CacheContext,
): Promise<CacheAnswer> {
  const source = cache.sourceOf(request.source);
  checkRequest(source, request);
  const facts = source.factsOf(request.symbol);
  const now = cache.now();
  const today = dayAt(facts.calendar, now);
  const settledUntil = rangeOfDay(facts.calendar, today).from;
  const settled = intersect([request], [{ from: -Infinity, to: settledUntil }]);
  const asked: TimeRange[] = [];
  const key = keyOfRequest(request);
  const adjustment = request.dataset === "bars" ? facts.adjustment : "raw";
  const basis =
    adjustment === "raw"
      ? ""
      : basisOf(
          adjustment,
          (await actionsOf(cache.manifest.database, source, request.symbol, now, context)).actions,
          today,
        );
  const job: Job = { cache, source, request, facts, key, basis, settled, context, asked };
  for (let repairs = 0; ; repairs++) {
    try {
      await bringIn(job, context.isRefresh === true && repairs === 0);
      const covered = intersect(settled, cache.manifest.coverageOf(key, basis));
      const rows = await readRows(cache.manifest, key, covered, context.signal);
      const unsettled = await fetchUnsettled(job, Math.max(request.from, settledUntil), Math.min(request.to, now));
      const answer = joinVerified([rows, ...unsettled.map((part) => verifyRows(part.data))]);
      return { ...answer, facts, uncovered: subtract([request], [...covered, ...unsettled]), asked };
    } catch (error) {
      if (!isDamage(error) || repairs === MOST_REPAIRS) throw error;
      const segment = cache.manifest.find(String((error.details as Readonly<Record<string, unknown>>).path));
      // Without a row another process has replaced the file meanwhile.
      if (segment === undefined) continue;
      if (context.isOffline === true && !isMissingFile(error)) throw error;
      setAside(cache.manifest, segment);
    }
  }
}

/** A request on its way. */
interface Job {
  readonly cache: CacheParts;
  readonly source: DataSource;
  readonly request: DataRequest;
  readonly facts: SymbolFacts;
  readonly key: SeriesKey;
  readonly basis: string;
  /** The parts of the request that lie before the day that is going on. */
  readonly settled: readonly TimeRange[];
  readonly context: CacheContext;
  readonly asked: TimeRange[];
}

async function bringIn(job: Job, isRefresh: boolean): Promise<void> {
  const { cache, source, key, basis, settled, context } = job;
  const missing = () => (isRefresh ? [...settled] : subtract(settled, cache.manifest.coverageOf(key, basis)));
  if (missing().length === 0) return;
  if (context.isOffline === true) {
    if (source.kind === "whole-market") await extractInstrument(source, cache.ingest, downloadOf(job, missing()));
    const lacking = missing();
    if (lacking.length > 0) throw offline(job, lacking);
    return;
  }
  // Two symbols of one whole market want the same files: they go one after the other, too.
  const name = titleOfSeries(source.kind === "whole-market" ? { ...key, symbol: "" } : key);
  await oneAfterTheOther(cache.queues, name, () =>
    withDownloadLock(cache.manifest.database, name, { now: cache.now, signal: context.signal }, async () => {
      const lacking = missing();
      if (lacking.length === 0) return;
      const download = downloadOf(job, lacking);
      if (source.kind === "instrument") await fetchInstrument(source, download);
      else await fetchMarket(source, cache.ingest, download, isRefresh);
      await compactSeries(cache.manifest, key, job.request, { fs: cache.fs });
    }),
  );
  const { manifest, maxBytes, trail, now } = cache;
  if (maxBytes !== undefined) noteRemoved(trail, manifest, ROOM_IS_SHORT, fitInto(manifest, maxBytes, now()));
}

function downloadOf(
  { cache, request, facts, key, basis, context, asked }: Job,
  missing: readonly TimeRange[],
): Download {
  const { manifest, now, fs } = cache;
  const onAsked = (range: TimeRange) => void asked.push(range);
  return { manifest, key, request, facts, basis, missing, context, now, onAsked, fs };
}

/** Rows of the day that is going on: they may still change, so that they are given and not kept. */
async function fetchUnsettled(job: Job, from: number, to: number): Promise<DataPart[]> {
  const { source, key, request, context, asked } = job;
  if (from >= to || context.isOffline === true || source.kind !== "instrument") return [];
  const parts: DataPart[] = [];
  const onAsked = (range: TimeRange) => void asked.push(range);
  for await (const part of partsOf(source, { key, request, context, onAsked }, { from, to })) {
    parts.push({ ...part, data: rowsBetween(part.data, part.from, part.to) });
  }
  return parts;
}

/** Within this process: works of one name wait for each other. */
async function oneAfterTheOther(
  queues: Map<string, Promise<unknown>>,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
  queues.set(name, turn);
  try {
    await turn;
  } finally {
    if (queues.get(name) === turn) queues.delete(name);
  }
}

const LATEST_TIME = 8.64e15;

function checkRequest(source: DataSource, { dataset, timeframe, symbol, from, to }: DataRequest): void {
  if (!source.datasets.includes(dataset)) {
    const instead = `${source.id} has ${source.datasets.join(", ")}.`;
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", { what: `${dataset} of ${source.id}`, instead });
  }
  const refuse = (name: string, rule: string, value: unknown): never => {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value });
  };
  if ((timeframe === null) !== (dataset !== "bars"))
    refuse("timeframe", "given for bars, and null for ticks", timeframe);
  if (symbol === "" || symbol === "*") refuse("symbol", "the symbol of one instrument", symbol);
  if (!(Number.isInteger(from) && Math.abs(from) <= LATEST_TIME)) refuse("from", "whole epoch milliseconds", from);
  if (!(Number.isInteger(to) && to > from && to <= LATEST_TIME)) {
    refuse("to", `whole epoch milliseconds after ${from}`, to);
  }
}

function offline({ key, request, facts }: Job, missing: readonly TimeRange[]): BacksightError {
  const shown =
    missing.slice(0, 3).map(rangeText).join(", ") + (missing.length > 3 ? `, and ${missing.length - 3} more` : "");
  const date = (time: number) => dateOfDay(dayAt(facts.calendar, time));
  const what = key.timeframe === null ? `${key.symbol}` : `${key.symbol}@${key.timeframe}`;
  const range = `from=${date(missing[0]!.from)}&to=${date(Math.min(request.to, missing.at(-1)!.to) - 1)}`;
  const command = `backsight data fetch "${key.source}:${what}?${range}"`;
  return new BacksightError("BACKSIGHT_CACHE_OFFLINE", { series: titleOfSeries(key), missing: shown, command });
}
