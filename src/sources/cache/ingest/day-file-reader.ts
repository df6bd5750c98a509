import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import zlib from "node:zlib";
import { BacksightError, reasonOf } from "../../../core/errors.ts";
import type { Dataset } from "../../../data/market-data/data-request.ts";
import { systemErrorCode } from "../../../platform/write-failure.ts";
import { DAY_COLUMNS, type DayColumn, type DayRows } from "./day-columns.ts";
import { BLOCK_NUMBERS, DAY_FORMAT, type DayIndex, MAGIC, RUN_NUMBERS, TAIL_BYTES } from "./day-file-format.ts";
import { unpackBlock } from "./pack-block.ts";

/** A market's day that is read by ticker. Whatever isn't what was written is BACKSIGHT_CACHE_DAMAGED. */
export class DayFileReader {
  readonly index: DayIndex;
  private readonly columns: readonly DayColumn[];
  private readonly path: string;
  private readonly shown: string;
  private readonly runs: Uint32Array;
  private readonly blocks: Uint32Array;
  /** The first run of each ticker, and for each run the ticker's next one; -1: none. */
  private readonly firstRuns = new Map<string, number>();
  private readonly nextRuns: Int32Array;

  /**
   * @param shown the path for messages, below the cache's folder
   * @param bytes how long the file was when it was written
   * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_FILE_READ
   */
  constructor(path: string, shown: string, bytes: number, dataset: Dataset) {
    this.path = path;
    this.shown = shown;
    const { index, runs, blocks } = this.withFile((file) => this.readIndex(file, bytes));
    if (index.dataset !== dataset) throw this.damaged(`it holds ${index.dataset}, not ${dataset}`);
    this.index = index;
    this.runs = runs;
    this.blocks = blocks;
    this.columns = DAY_COLUMNS[dataset];
    this.nextRuns = new Int32Array(index.runs);
    for (let run = index.runs - 1; run >= 0; run--) {
      const ticker = index.tickers[runs[run * RUN_NUMBERS]!]!;
      this.nextRuns[run] = this.firstRuns.get(ticker) ?? -1;
      this.firstRuns.set(ticker, run);
    }
  }

  /** How many rows a ticker has; 0 for one that isn't there. */
  rowsOf(ticker: string): number {
    return this.runsOf(ticker).reduce((sum, run) => sum + this.runs[run * RUN_NUMBERS + 3]!, 0);
  }

  /** All tickers, in the order of their first rows. */
  get tickers(): readonly string[] {
    return this.index.tickers;
  }

  /**
   * Hands out the rows of tickers, run by run in the file's order: rows `start` to `end`, excluded, of the columns.
   * Each block is read once.
   *
   * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_FILE_READ, what `take` throws
   */
  read(tickers: Iterable<string>, take: (ticker: string, columns: DayRows, start: number, end: number) => void): void {
    const { runs, index } = this;
    const wanted = [...tickers].flatMap((ticker) => this.runsOf(ticker)).sort((a, b) => a - b);
    if (wanted.length === 0) return;
    this.withFile((file) => {
      let block = -1;
      let columns: DayRows = {};
      for (const run of wanted) {
        const at = run * RUN_NUMBERS;
        if (runs[at + 1] !== block) {
          block = runs[at + 1]!;
          columns = this.readBlock(file, block);
        }
        const start = runs[at + 2]!;
        take(index.tickers[runs[at]!]!, columns, start, start + runs[at + 3]!);
      }
    });
  }

  private runsOf(ticker: string): number[] {
    const mine: number[] = [];
    for (let run = this.firstRuns.get(ticker) ?? -1; run >= 0; run = this.nextRuns[run]!) mine.push(run);
    return mine;
  }

  private readBlock(file: number, block: number): DayRows {
    const [low, high, length, crc, unpacked, rows] = this.blocks.subarray(block * BLOCK_NUMBERS);
    const bytes = this.readAt(file, high! * 2 ** 32 + low!, length!);
    if (zlib.crc32(bytes) !== crc) throw this.damaged(`the checksum of block ${block} differs`);
    try {
      const content = zlib.zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, unpacked!) });
      return unpackBlock(this.columns, content, rows!);
    } catch (error) {
      throw this.damaged(`block ${block} can't be unpacked (${reasonOf(error)})`, error);
    }
  }

  private readIndex(file: number, bytes: number) {
    const size = fstatSync(file).size;
    if (size !== bytes || size < TAIL_BYTES) throw this.damaged(`it has ${size} of ${bytes} bytes`);
    const tail = this.readAt(file, size - TAIL_BYTES, TAIL_BYTES);
    const start = Number(tail.readBigUInt64LE(0));
    const length = tail.readUInt32LE(8);
    const textLength = tail.readUInt32LE(16);
    if (tail.toString("latin1", TAIL_BYTES - MAGIC.length) !== MAGIC) throw this.damaged("it has no end");
    if (start + length + TAIL_BYTES !== size || textLength > length) throw this.damaged("its index has no room in it");
    const body = this.readAt(file, start, length);
    if (zlib.crc32(body) !== tail.readUInt32LE(12)) throw this.damaged("the checksum of its index differs");
    const index = this.parseIndex(body.toString("utf8", 0, textLength));
    const numbers = new Uint32Array(Uint8Array.prototype.slice.call(body, textLength).buffer);
    const border = index.runs * RUN_NUMBERS;
    return { index, runs: numbers.subarray(0, border), blocks: numbers.subarray(border) };
  }

  private parseIndex(text: string): DayIndex {
    let index: DayIndex;
    try {
      index = JSON.parse(text) as DayIndex;
    } catch (error) {
      throw this.damaged("its index can't be read", error);
    }
    if (index.format === DAY_FORMAT) return index;
    throw this.damaged(`it has the format ${index.format}, this version knows ${DAY_FORMAT}`);
  }

  private readAt(file: number, start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let at = 0; at < length; ) {
      const count = readSync(file, bytes, at, length - at, start + at);
      if (count === 0) throw this.damaged(`it ends at byte ${start + at}`);
      at += count;
    }
    return bytes;
  }

  private withFile<T>(work: (file: number) => T): T {
    let file: number | undefined;
    try {
      file = openSync(this.path, "r");
      return work(file);
    } catch (error) {
      if (error instanceof BacksightError) throw error;
      if (systemErrorCode(error) === "ENOENT") throw this.damaged("it is gone", error);
      throw new BacksightError("BACKSIGHT_FILE_READ", { path: this.shown, reason: reasonOf(error) }, { cause: error });
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  private damaged(reason: string, cause?: unknown): BacksightError {
    return new BacksightError("BACKSIGHT_CACHE_DAMAGED", { path: this.shown, reason }, { cause });
  }
}
