import { BacksightError } from "../../../core/errors.ts";
import { BarsCheck } from "../../../market/bars-check.ts";
import { sessionsOf } from "../../../market/sessions-of.ts";
import { TickGridSearch } from "../../../market/tick-grid-search.ts";
import { areWholeMilliseconds, BATCH_BARS, type BarsStream, streamOfBars } from "../../bars-stream.ts";
import { readCsvBars } from "./csv-bars-reader.ts";
import type { CsvOptions } from "./csv-options.ts";
import { CsvRows } from "./csv-rows.ts";
import { type CsvBarsOutline, outlineOfRows } from "./outline-of-rows.ts";
import { WholeLines } from "./whole-lines.ts";

/**
 * The same bars as `readCsvBars`, for files too long for memory: the text is read twice, first for the times, of which
 * 8 bytes a bar are held, then for the prices, batch by batch. A file that is sorted newest first is held as a whole.
 *
 * @param open the text from its start, each time it is called
 * @throws {BacksightError} as `CsvBarsReader`; from `batches`, too, and BACKSIGHT_FILE_READ there when the text isn't
 * the one that was read first
 */
export async function streamCsvBars(open: () => AsyncIterable<Uint8Array>, options: CsvOptions): Promise<BarsStream> {
  const rows = new CsvRows(options);
  for await (const _ of linesRead(rows, open(), options.path)) rows.clearPrices();
  const outline = outlineOfRows(rows, options);
  if (outline.isDescending) return streamOfBars(await readCsvBars(open(), options));
  const source = `csv:${options.path}`;
  const check = new BarsCheck(source);
  const grid = new TickGridSearch();
  return {
    length: outline.time.length,
    // Closes are opens of next bars, sessions' closes, or a timeframe after the open: whole where all opens are.
    hasWholeMilliseconds: areWholeMilliseconds(outline.time),
    async *batches() {
      for await (const batch of priceBatches(open(), outline, options)) {
        check.add(batch);
        sessionsOf(outline.calendar, batch.closeTime);
        for (const prices of [batch.open, batch.high, batch.low, batch.close]) grid.add(prices);
        yield batch;
      }
    },
    facts: () => ({
      instrument: outline.instrument,
      timeframe: outline.timeframe,
      calendar: outline.calendar,
      ticksPerUnit: grid.ticksPerUnit(),
      adjustment: options.adjustment ?? "raw",
      source,
      isSynthetic: false,
      notes: [...outline.notes, ...outline.lateNotes(), ...check.notes()],
    }),
  };
}

async function* priceBatches(chunks: AsyncIterable<Uint8Array>, outline: CsvBarsOutline, options: CsvOptions) {
  const { time } = outline;
  const rows = new CsvRows(options);
  let taken = 0;
  const take = (count: number) => {
    const batch = {
      time: time.subarray(taken, taken + count),
      closeTime: outline.closeTimes(taken, taken + count),
      open: rows.open.first(count),
      high: rows.high.first(count),
      low: rows.low.first(count),
      close: rows.close.first(count),
      volume: rows.volume.first(count),
    };
    taken += count;
    return batch;
  };
  for await (const _ of linesRead(rows, chunks, options.path)) {
    rows.times.clear();
    throwIfChanged(rows.lines.length <= time.length, options.path);
    while (rows.open.length >= BATCH_BARS) {
      yield take(BATCH_BARS);
      rows.dropPrices(BATCH_BARS);
    }
  }
  throwIfChanged(rows.lines.length === time.length, options.path);
  if (rows.open.length > 0) yield take(rows.open.length);
}

/** Lets `rows` read all chunks; pauses after each, so that columns can be taken away. */
async function* linesRead(rows: CsvRows, chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<void> {
  const lines = new WholeLines(path, rows.readLines);
  for await (const chunk of chunks) {
    lines.push(chunk);
    yield;
  }
  lines.finish();
  yield;
}

function throwIfChanged(isSame: boolean, path: string): void {
  if (isSame) return;
  throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason: "it was changed while it was being read" });
}
