import { BacksightError } from "../../core/errors.ts";
import { joinTicks } from "../../data/formats/flat-files/join-ticks.ts";
import { MARKET_BAR_COLUMNS } from "../../data/formats/flat-files/market-bars.ts";
import { MarketBarsReader } from "../../data/formats/flat-files/market-bars-reader.ts";
import { settleDayBars } from "../../data/formats/flat-files/settle-day-bars.ts";
import { quotePiecesReader, tradePiecesReader } from "../../data/formats/flat-files/tick-pieces-reader.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { DataRows, FetchContext, MarketDay, WholeMarketSource } from "../../data/market-data/data-source.ts";
import { noRows } from "../../data/market-data/rows.ts";
import { isIntraday, type Timeframe } from "../../market/timeframe.ts";
import { gunzipChunks } from "../cache/ingest/gunzip-chunks.ts";
import { rowsOfSymbol } from "../cache/ingest/rows-of-symbol.ts";
import { rangeOfDay, rangeOfMarketDay } from "../cache/range-of-day.ts";
import type { TimeRange } from "../cache/time-ranges.ts";

/**
 * One symbol's rows out of a published day of the whole market, which is downloaded and read through, but neither kept
 * nor held in memory.
 *
 * @throws {BacksightError} what the source throws; BACKSIGHT_FLAT_FILE_DAMAGED, _ROW, _COLUMN
 */
export async function readFlatFileDay(
  source: WholeMarketSource,
  day: MarketDay,
  { dataset, symbol, timeframe }: Pick<DataRequest, "dataset" | "symbol" | "timeframe">,
  context: FetchContext,
): Promise<DataRows> {
  const { calendar } = source.factsOf(symbol);
  const text = gunzipChunks(source.openDay(day, context), day.key, context.signal);
  const options = { path: day.key, range: rangeOfMarketDay(calendar, day), only: new Set([symbol]) };
  if (dataset === "bars" && timeframe !== null) {
    const columns = await barsOfSymbol(text, symbol, timeframe, options);
    // Bars of a trade date are its date's, whenever the trading for it began.
    if (!isIntraday(timeframe) && day.range !== undefined) columns?.time?.fill(rangeOfDay(calendar, day.day).from);
    return columns === undefined
      ? noRows(dataset, symbol)
      : rowsOfSymbol(dataset, symbol, columns, timeframe, calendar);
  }
  const reader = dataset === "quotes" ? quotePiecesReader(options) : tradePiecesReader(options);
  const pieces: DataRows[] = [];
  const keep = (taken: readonly unknown[]) => pieces.push(...taken.map((rows) => ({ dataset, rows }) as DataRows));
  for await (const chunk of text) keep(reader.push(chunk));
  keep(reader.finish());
  throwIfOtherDate(reader.quality.wrongDates, pieces.length, day);
  return pieces.length === 0
    ? noRows(dataset, symbol)
    : joinTicks(pieces as Exclude<DataRows, { dataset: "bars" }>[]).ticks;
}

async function barsOfSymbol(
  text: AsyncIterable<Uint8Array>,
  symbol: string,
  timeframe: Timeframe,
  options: { readonly path: string; readonly range: TimeRange; readonly only: ReadonlySet<string> },
): Promise<Readonly<Record<string, Float64Array>> | undefined> {
  const { path, range, only } = options;
  // Only the whole file shows whether a day was stamped wrongly throughout.
  const isDaily = !isIntraday(timeframe);
  const reader = new MarketBarsReader(isDaily ? { path, range, wrongDates: "keep" } : { path, range, only });
  for await (const chunk of text) reader.push(chunk);
  const read = reader.finish();
  const market = isDaily ? settleDayBars(read, range) : read;
  if (!isDaily) throwIfOtherDate(market.quality.wrongDates, market.time.length, { key: path });
  const k = market.tickers.indexOf(symbol);
  if (k < 0) return undefined;
  const columns = MARKET_BAR_COLUMNS.map((name) => [name, market[name].slice(market.starts[k], market.starts[k + 1])]);
  return Object.fromEntries(columns);
}

/** A few rows of another date are left out, as in the cache; when there are no others, the file isn't what its name says. */
function throwIfOtherDate(wrong: number, right: number, { key }: Pick<MarketDay, "key">): void {
  if (wrong === 0 || right > 0) return;
  throw new BacksightError("BACKSIGHT_FLAT_FILE_DAMAGED", { path: key, reason: "its rows are of another date" });
}
