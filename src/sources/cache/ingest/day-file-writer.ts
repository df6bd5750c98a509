import { promisify } from "node:util";
import zlib from "node:zlib";
import type { FlatFileQuality } from "../../../data/formats/flat-files/flat-file-quality.ts";
import type { Dataset } from "../../../data/market-data/data-request.ts";
import { type AtomicFile, openAtomicFile } from "../../../platform/atomic-file.ts";
import { createFolderOf } from "../../../platform/create-folder.ts";
import { createNativeSha256 } from "../../../platform/native-sha256.ts";
import type { DataKey } from "../../../platform/sealed/data-key.ts";
import { type SealedStream, sealedStream } from "../../../platform/sealed/sealed-stream.ts";
import { DAY_COLUMNS, type DayColumn, type DayRows } from "./day-columns.ts";
import { BLOCK_NUMBERS, DAY_FORMAT, type DayIndex, MAGIC, RUN_NUMBERS, TAIL_BYTES } from "./day-file-format.ts";
import { packBlock } from "./pack-block.ts";

const compress = promisify(zlib.zstdCompress);
/** Level 3, the default, takes twice the time for a twentieth of the room. */
const FAST = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } };
/** Blocks that are packed at once, on other threads. */
const AT_ONCE = 4;

/** Rows of one ticker that stand together. */
export interface DayRun {
  readonly ticker: string;
  readonly rows: number;
}

/** A file that was written. */
export interface WrittenDay {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes a market's day, block by block; memory holds a few blocks and the index. The file appears as a whole with
 * `finish`, or not at all: call `abandon` in any case.
 */
export class DayFileWriter {
  private readonly dataset: Dataset;
  private readonly columns: readonly DayColumn[];
  private readonly file: AtomicFile;
  private readonly hasher = createNativeSha256();
  private readonly seal: SealedStream | null;
  private readonly codes = new Map<string, number>();
  private readonly runs: number[] = [];
  private readonly blocks: number[] = [];
  private readonly waiting: {
    readonly packed: Promise<Uint8Array>;
    readonly unpacked: number;
    readonly rows: number;
  }[] = [];
  private begun = 0;
  /** Of the content, and of the file. */
  private bytes = 0;
  private fileBytes = 0;
  private rows = 0;

  /**
   * @param key encrypts the file; null: nothing does
   * @throws {BacksightError} BACKSIGHT_FILE_WRITE
   */
  constructor(path: string, dataset: Dataset, key: DataKey | null = null) {
    this.seal = key === null ? null : sealedStream(key);
    this.dataset = dataset;
    this.columns = DAY_COLUMNS[dataset];
    createFolderOf(path);
    this.file = openAtomicFile(path);
  }

  /**
   * Adds rows `start` to `end`, excluded, as a block; `runs` says whose they are, in their order.
   *
   * @throws {BacksightError} BACKSIGHT_FILE_WRITE
   */
  async addBlock(rows: DayRows, start: number, end: number, runs: readonly DayRun[]): Promise<void> {
    let row = 0;
    for (const run of runs) {
      this.runs.push(this.codeOf(run.ticker), this.begun, row, run.rows);
      row += run.rows;
    }
    this.begun++;
    this.rows += end - start;
    const block = packBlock(this.columns, rows, start, end);
    this.waiting.push({ packed: compress(block, FAST), unpacked: block.length, rows: end - start });
    if (this.waiting.length >= AT_ONCE) await this.writeNext();
  }

  /** Brings the file to disk under its name. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
  async finish(quality: FlatFileQuality): Promise<WrittenDay> {
    while (this.waiting.length > 0) await this.writeNext();
    const { runs, blocks } = this;
    const index: DayIndex = {
      format: DAY_FORMAT,
      dataset: this.dataset,
      columns: this.columns.map(({ key }) => key),
      tickers: [...this.codes.keys()],
      runs: runs.length / RUN_NUMBERS,
      blocks: blocks.length / BLOCK_NUMBERS,
      quality: { ...quality },
    };
    const text = Buffer.from(JSON.stringify(index), "utf8");
    const numbers = Buffer.from(Uint32Array.from([...runs, ...blocks]).buffer);
    const body = Buffer.concat([text, numbers]);
    const tail = Buffer.alloc(TAIL_BYTES);
    tail.writeBigUInt64LE(BigInt(this.bytes), 0);
    tail.writeUInt32LE(body.length, 8);
    tail.writeUInt32LE(zlib.crc32(body), 12);
    tail.writeUInt32LE(text.length, 16);
    tail.write(MAGIC, TAIL_BYTES - MAGIC.length, "latin1");
    this.write(body);
    this.write(tail);
    if (this.seal !== null) this.put(this.seal.end());
    this.file.commit();
    return { rows: this.rows, bytes: this.fileBytes, sha256: this.hasher.digest() };
  }

  /** Leaves nothing behind; does nothing after `finish`. */
  abandon(): void {
    this.file.abandon();
  }

  private async writeNext(): Promise<void> {
    const { packed, unpacked, rows } = this.waiting.shift()!;
    const bytes = await packed;
    this.blocks.push(this.bytes % 2 ** 32, Math.floor(this.bytes / 2 ** 32));
    this.blocks.push(bytes.length, zlib.crc32(bytes), unpacked, rows);
    this.write(bytes);
  }

  private write(bytes: Uint8Array): void {
    this.put(this.seal === null ? bytes : this.seal.add(bytes));
    this.bytes += bytes.length;
  }

  private put(bytes: Uint8Array): void {
    this.file.write(bytes);
    this.hasher.update(bytes);
    this.fileBytes += bytes.length;
  }

  private codeOf(ticker: string): number {
    let code = this.codes.get(ticker);
    if (code === undefined) {
      code = this.codes.size;
      this.codes.set(ticker, code);
    }
    return code;
  }
}
