import { BacksightError } from "../../../core/errors.ts";
import type { Dataset } from "../../market-data/data-request.ts";
import { throwIfBinary } from "../csv/throw-if-binary.ts";
import { CARRIAGE_RETURN, LINE_FEED, WholeLines } from "../csv/whole-lines.ts";
import { FlatFileFields } from "./flat-file-fields.ts";
import { type FlatFileHeader, fieldCode, parseFlatFileHeader } from "./flat-file-header.ts";
import type { FlatFileOptions } from "./flat-file-options.ts";
import { type FlatFileQuality, newQuality } from "./flat-file-quality.ts";
import { TickerRuns } from "./ticker-runs.ts";

const TICKER = fieldCode("ticker");

/** Takes the rows of a flat file that are wanted, in the file's order. */
export interface FlatFileSink {
  /** Rows of the reader's current ticker follow. */
  begin(): void;
  /** A row; `time` is its time in milliseconds. What is wrong with it, or "". */
  add(fields: FlatFileFields, time: number): string;
}

/**
 * Reads the text of a flat file that comes in chunks of bytes: finds its columns, splits its rows and hands those of the
 * wanted tickers and the right date to a sink. Every refusal names the line, from 1.
 */
export class FlatFileReader {
  readonly runs = new TickerRuns();
  readonly quality: FlatFileQuality;

  private readonly dataset: Dataset;
  private readonly options: FlatFileOptions;
  private readonly sink: FlatFileSink;
  private readonly lines: WholeLines;
  private readonly from: number;
  private readonly to: number;
  private header: FlatFileHeader | undefined;
  private fields: FlatFileFields | undefined;
  private isWanted = true;
  private line = 0;

  constructor(dataset: Dataset, options: FlatFileOptions, sink: FlatFileSink) {
    this.dataset = dataset;
    this.options = options;
    this.sink = sink;
    this.quality = newQuality(dataset);
    this.lines = new WholeLines(options.path, this.readLines);
    this.from = options.range?.from ?? -Infinity;
    this.to = options.range?.to ?? Infinity;
  }

  /**
   * @throws {BacksightError} BACKSIGHT_FLAT_FILE_COLUMN, BACKSIGHT_FLAT_FILE_ROW, BACKSIGHT_FILE_BINARY,
   * BACKSIGHT_FILE_READ for a line that is longer than 1 MiB
   */
  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  /** Call when all text was pushed. @throws {BacksightError} BACKSIGHT_FLAT_FILE_DAMAGED for text that was cut */
  finish(): void {
    this.lines.finish();
    if (this.header === undefined) this.throwDamaged("it has no header line");
  }

  private readonly readLines = (bytes: Uint8Array, start: number, end: number, offset: number): void => {
    const last = bytes[end - 1];
    if (last !== LINE_FEED && last !== CARRIAGE_RETURN) this.throwDamaged("it was cut: its last line has no end");
    let at = start;
    if (this.fields === undefined && at < end) {
      const lineEnd = lineEndOf(bytes, at, end);
      throwIfBinary(this.options.path, bytes, at, lineEnd, offset);
      this.line++;
      const text = new TextDecoder().decode(bytes.subarray(at, lineEnd));
      this.header = parseFlatFileHeader(text, this.dataset, this.options.path);
      this.fields = new FlatFileFields(this.header);
      at = behindLineEnd(bytes, lineEnd);
    }
    if (this.fields === undefined || this.header === undefined) return;
    const canSkip = this.header.fields[0] === TICKER;
    while (at < end) {
      this.line++;
      this.quality.rows++;
      const lineEnd =
        canSkip && !this.isWanted && this.isCurrentTicker(bytes, at, end)
          ? this.skipRow(bytes, at, end)
          : this.readRow(this.fields, bytes, at, end);
      at = behindLineEnd(bytes, lineEnd);
    }
  };

  /** Whether the row at `start`, whose first field is its ticker, repeats the ticker of the row above. */
  private isCurrentTicker(bytes: Uint8Array, start: number, end: number): boolean {
    const comma = bytes.indexOf(44, start);
    return comma >= 0 && comma < end && this.runs.isCurrent(bytes, start, comma);
  }

  private skipRow(bytes: Uint8Array, start: number, end: number): number {
    this.quality.notWanted++;
    return lineEndOf(bytes, start, end);
  }

  /** Hands on the row at `start`; returns where its line ends. */
  private readRow(fields: FlatFileFields, bytes: Uint8Array, start: number, end: number): number {
    if (!fields.split(bytes, start, end)) this.refuse(fields.problem);
    const tickerStart = fields.starts[TICKER]!;
    const tickerEnd = fields.ends[TICKER]!;
    if (!this.runs.isCurrent(bytes, tickerStart, tickerEnd)) this.changeTicker(bytes, tickerStart, tickerEnd);
    if (!this.isWanted) {
      this.quality.notWanted++;
      return fields.lineEnd;
    }
    const second = fields.seconds * 1000;
    const time = second + fields.nanos / 1e6;
    // Dates begin with a second; the last nanoseconds of one round to the next.
    if (!(second >= this.from && second < this.to) && this.isDropped(time)) return fields.lineEnd;
    const problem = this.sink.add(fields, time);
    if (problem !== "") this.refuse(problem);
    return fields.lineEnd;
  }

  private changeTicker(bytes: Uint8Array, start: number, end: number): void {
    if (start === end) this.refuse("its ticker is empty");
    let ticker: string;
    try {
      ticker = this.runs.change(bytes, start, end);
    } catch {
      this.refuse("its ticker isn't text");
    }
    const { only } = this.options;
    this.isWanted = only === undefined || only.has(ticker);
    const { form, names } = this.header!;
    if (!ticker.startsWith(form.prefix)) {
      // Without the columns that tell them apart a file of stocks would pass for one of indices.
      const problem = `holds ${ticker}, and its columns are those of ${form.what}, which begin with ${form.prefix}`;
      const details = { path: this.options.path, problem, header: names.join(","), hint: "" };
      throw new BacksightError("BACKSIGHT_FLAT_FILE_COLUMN", details);
    }
    if (this.isWanted) this.sink.begin();
  }

  private isDropped(time: number): boolean {
    this.quality.wrongDates++;
    const { wrongDates } = this.options;
    if (wrongDates === "refuse") this.refuse(`its time, ${new Date(time).toISOString()}, isn't of the file's date`);
    return wrongDates !== "keep";
  }

  private refuse(problem: string): never {
    throw new BacksightError("BACKSIGHT_FLAT_FILE_ROW", { path: this.options.path, line: this.line, problem });
  }

  private throwDamaged(reason: string): never {
    throw new BacksightError("BACKSIGHT_FLAT_FILE_DAMAGED", { path: this.options.path, reason });
  }
}

function lineEndOf(bytes: Uint8Array, start: number, end: number): number {
  const at = bytes.indexOf(LINE_FEED, start);
  if (at < 0 || at >= end) return end - 1;
  return at > start && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
}

function behindLineEnd(bytes: Uint8Array, lineEnd: number): number {
  return bytes[lineEnd] === CARRIAGE_RETURN && bytes[lineEnd + 1] === LINE_FEED ? lineEnd + 2 : lineEnd + 1;
}
