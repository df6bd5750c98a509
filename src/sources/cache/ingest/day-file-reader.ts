import { closeSync } from "node:fs";
import zlib from "node:zlib";
import type { Dataset } from "../../../data/market-data/data-request.ts";
import type { DataKey } from "../../../platform/sealed/data-key.ts";
import { ChosenRuns } from "./chosen-runs.ts";
import { DayBlocks, DayBytes } from "./day-blocks.ts";
import { DAY_COLUMNS } from "./day-columns.ts";
import { DAY_FORMAT, type DayIndex, MAGIC, RUN_NUMBERS, TAIL_BYTES } from "./day-file-format.ts";

/** A market's day that is read by ticker. Whatever isn't what was written is BACKSIGHT_CACHE_DAMAGED. */
export class DayFileReader {
  readonly index: DayIndex;
  private readonly bytes: DayBytes;
  private readonly runs: Uint32Array;
  private readonly blocks: DayBlocks;

  /**
   * @param shown the path for messages, below the cache's folder
   * @param bytes how long the file was when it was written
   * @param key what it was encrypted with, if it was
   * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_CACHE_SEALED, BACKSIGHT_FILE_READ
   */
  constructor(path: string, shown: string, bytes: number, dataset: Dataset, key: DataKey | null = null) {
    this.bytes = new DayBytes(path, shown, key);
    const file = this.bytes.open();
    try {
      const { index, runs, blocks } = this.readIndex(file, bytes);
      if (index.dataset !== dataset) throw this.bytes.damaged(`it holds ${index.dataset}, not ${dataset}`);
      this.index = index;
      this.runs = runs;
      this.blocks = new DayBlocks(this.bytes, DAY_COLUMNS[dataset], blocks);
    } finally {
      closeSync(file);
    }
  }

  /** All tickers, in the order of their first rows. */
  get tickers(): readonly string[] {
    return this.index.tickers;
  }

  /** Where the rows of tickers stand; those that the day hasn't have none. */
  choose(tickers: readonly string[]): ChosenRuns {
    const { runs, index } = this;
    const places = new Map(tickers.map((ticker, k) => [ticker, k]));
    const codes = index.tickers.map((ticker) => places.get(ticker));
    const chosen: number[] = [];
    for (let run = 0; run < index.runs; run++) {
      const at = run * RUN_NUMBERS;
      const place = codes[runs[at]!];
      if (place !== undefined) chosen.push(place, runs[at + 1]!, runs[at + 2]!, runs[at + 3]!);
    }
    return new ChosenRuns(this.blocks, chosen);
  }

  private readIndex(file: number, bytes: number) {
    const fileSize = this.bytes.sizeOf(file);
    if (fileSize !== bytes) throw this.bytes.damaged(`it has ${fileSize} of ${bytes} bytes`);
    const size = this.bytes.contentSizeOf(file);
    if (size < TAIL_BYTES) throw this.bytes.damaged(`it has ${size} bytes`);
    const tail = this.bytes.at(file, size - TAIL_BYTES, TAIL_BYTES);
    const start = Number(tail.readBigUInt64LE(0));
    const length = tail.readUInt32LE(8);
    const textLength = tail.readUInt32LE(16);
    if (tail.toString("latin1", TAIL_BYTES - MAGIC.length) !== MAGIC) throw this.bytes.damaged("it has no end");
    if (start + length + TAIL_BYTES !== size || textLength > length) {
      throw this.bytes.damaged("its index has no room in it");
    }
    const body = this.bytes.at(file, start, length);
    if (zlib.crc32(body) !== tail.readUInt32LE(12)) throw this.bytes.damaged("the checksum of its index differs");
    const index = this.parseIndex(body.toString("utf8", 0, textLength));
    const numbers = new Uint32Array(Uint8Array.prototype.slice.call(body, textLength).buffer);
    const border = index.runs * RUN_NUMBERS;
    return { index, runs: numbers.subarray(0, border), blocks: numbers.slice(border) };
  }

  private parseIndex(text: string): DayIndex {
    let index: DayIndex;
    try {
      index = JSON.parse(text) as DayIndex;
    } catch (error) {
      throw this.bytes.damaged("its index can't be read", error);
    }
    if (index.format === DAY_FORMAT) return index;
    throw this.bytes.damaged(`it has the format ${index.format}, this version knows ${DAY_FORMAT}`);
  }
}
