import type { Bars } from "../../../market/bars.ts";
import { createLoadedBars } from "../../../market/compact/create-loaded-bars.ts";
import { timesOfOpens } from "../../bar-times/bar-times.ts";
import type { CsvOptions } from "./csv-options.ts";
import { CsvRows } from "./csv-rows.ts";
import { outlineOfRows } from "./outline-of-rows.ts";
import { WholeLines } from "./whole-lines.ts";

/**
 * Reads the bars of one instrument from CSV text that comes in chunks of bytes: `push` each, then `finish` once. Only
 * the columns are held in memory.
 *
 * The first line names the columns, in any order and case: a time (date, datetime, timestamp … or date and time), open,
 * high, low, close, perhaps volume and symbol; others aren't used. Rows are ascending in time, or all descending.
 * What the options leave open is inferred and said in `bars.notes`; every refusal names the line, from 1.
 *
 * @example
 * const reader = new CsvBarsReader({ path: "GOOG.csv", defaultSymbol: "GOOG" });
 * reader.push(bytes);
 * const bars = reader.finish();
 */
export class CsvBarsReader {
  private readonly options: CsvOptions;
  private readonly rows: CsvRows;
  private readonly lines: WholeLines;

  constructor(options: CsvOptions) {
    this.options = options;
    this.rows = new CsvRows(options);
    this.lines = new WholeLines(options.path, this.rows.readLines);
  }

  /** @throws {BacksightError} BACKSIGHT_FILE_BINARY, BACKSIGHT_CSV_COLUMN, BACKSIGHT_CSV_ROW, BACKSIGHT_CSV_TIME */
  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  /**
   * The bars, once all text was pushed; the reader is spent afterwards.
   *
   * @throws {BacksightError} as `push`, BACKSIGHT_FILE_EMPTY without a bar, BACKSIGHT_CALENDAR_RANGE
   */
  finish(): Bars {
    this.lines.finish();
    const { rows, options } = this;
    const { isDescending, instrument, ...opens } = outlineOfRows(rows, options);
    const columns = {
      open: rows.open.finish(),
      high: rows.high.finish(),
      low: rows.low.finish(),
      close: rows.close.finish(),
      volume: rows.volume.finish(),
    };
    if (isDescending) for (const column of Object.values(columns)) column.reverse();
    return createLoadedBars({
      instrument,
      ...timesOfOpens(opens),
      ...columns,
      adjustment: options.adjustment,
      source: `csv:${options.path}`,
    });
  }
}

/** Reads bars from a stream of CSV bytes. @throws {BacksightError} as `CsvBarsReader` */
export async function readCsvBars(chunks: AsyncIterable<Uint8Array>, options: CsvOptions): Promise<Bars> {
  const reader = new CsvBarsReader(options);
  for await (const chunk of chunks) reader.push(chunk);
  return reader.finish();
}
