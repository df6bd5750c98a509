import { join } from "node:path";
import { BacksightError } from "../../../core/errors.ts";
import type { FlatFileQuality } from "../../../data/formats/flat-files/flat-file-quality.ts";
import { MarketBarsReader } from "../../../data/formats/flat-files/market-bars-reader.ts";
import { settleDayBars } from "../../../data/formats/flat-files/settle-day-bars.ts";
import { quotePiecesReader, tradePiecesReader } from "../../../data/formats/flat-files/tick-pieces-reader.ts";
import type { FetchContext, MarketDay } from "../../../data/market-data/data-source.ts";
import type { IngestDaysRequest, IngestPorts } from "../market-ingest.ts";
import { rangeOfDay, rangeOfMarketDay } from "../range-of-day.ts";
import { type Segment, WHOLE_MARKET } from "../segment.ts";
import { newSegmentPath } from "../segment-name.ts";
import type { TimeRange } from "../time-ranges.ts";
import { DayFileWriter } from "./day-file-writer.ts";
import { gunzipChunks } from "./gunzip-chunks.ts";
import { writeBarsDay } from "./write-bars-day.ts";
import { TicksDayWriter } from "./write-ticks-day.ts";

/** Rows of another date that are left out; more of them mean that the file isn't what its name says. */
const FEW_STRAYS = 100;

/** What became of a published day. */
export interface IngestedDay {
  readonly segment: Segment;
  readonly quality: FlatFileQuality;
}

/**
 * Downloads a published day and writes it as one file of the cache, which nothing refers to yet.
 *
 * @param onBytes told how many bytes of the day have come so far
 * @throws {BacksightError} BACKSIGHT_FLAT_FILE_DAMAGED, BACKSIGHT_FLAT_FILE_ROW, BACKSIGHT_FLAT_FILE_COLUMN,
 * BACKSIGHT_FILE_BINARY, BACKSIGHT_FILE_WRITE, BACKSIGHT_CANCELLED, what the source throws; then no file is left
 */
export async function ingestDay(
  request: IngestDaysRequest,
  day: MarketDay,
  { folder, key = null }: IngestPorts,
  context: FetchContext,
  onBytes: (done: number) => void = () => {},
): Promise<IngestedDay> {
  const { source, dataset, timeframe, calendar } = request;
  const range = rangeOfMarketDay(calendar, day);
  const series = { source: source.id, dataset, symbol: WHOLE_MARKET, timeframe: timeframe?.label ?? null };
  const path = newSegmentPath({ ...series, ...range }, "day");
  const text = gunzipChunks(watched(source.openDay(day, context), onBytes), day.key, context.signal);
  const writer = new DayFileWriter(join(folder, path), dataset, key);
  try {
    const quality = await writeRows(request, day, range, text, writer);
    const { rows, bytes, sha256 } = await writer.finish(quality);
    const segment: Segment = { ...series, ...range, rows, path, bytes, sha256, adjustment: "raw", basis: "" };
    return { segment, quality };
  } finally {
    writer.abandon();
  }
}

async function writeRows(
  { dataset, timeframe, calendar }: IngestDaysRequest,
  day: MarketDay,
  range: TimeRange,
  text: AsyncIterable<Uint8Array>,
  writer: DayFileWriter,
): Promise<FlatFileQuality> {
  const options = { path: day.key, range };
  if (dataset === "bars") {
    const isDaily = timeframe?.label === "1d";
    const reader = new MarketBarsReader({ ...options, wrongDates: isDaily ? "keep" : "drop" });
    for await (const chunk of text) reader.push(chunk);
    const read = reader.finish();
    const market = isDaily ? settleDayBars(read, range) : read;
    // Bars of a trade date are its date's, whenever the trading for it began.
    if (isDaily && day.range !== undefined) market.time.fill(rangeOfDay(calendar, day.day).from);
    throwIfOtherDate(market.quality, day.key);
    await writeBarsDay(market, writer);
    return market.quality;
  }
  const ticks = new TicksDayWriter(writer);
  const reader = dataset === "trades" ? tradePiecesReader(options) : quotePiecesReader(options);
  for await (const chunk of text) {
    for (const rows of reader.push(chunk)) await ticks.add({ dataset, rows } as Parameters<typeof ticks.add>[0]);
  }
  for (const rows of reader.finish()) await ticks.add({ dataset, rows } as Parameters<typeof ticks.add>[0]);
  throwIfOtherDate(reader.quality, day.key);
  await ticks.flush();
  return reader.quality;
}

function throwIfOtherDate({ rows, wrongDates }: FlatFileQuality, path: string): void {
  if (wrongDates <= FEW_STRAYS && wrongDates < rows) return;
  if (wrongDates === 0) return;
  const reason = `${wrongDates} of its ${rows} rows are of another date`;
  throw new BacksightError("BACKSIGHT_FLAT_FILE_DAMAGED", { path, reason });
}

async function* watched(chunks: AsyncIterable<Uint8Array>, onBytes: (done: number) => void) {
  let done = 0;
  for await (const chunk of chunks) {
    done += chunk.length;
    onBytes(done);
    yield chunk;
  }
}
