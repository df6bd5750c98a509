import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { BacksightError, reasonOf } from "../../../core/errors.ts";
import type { DataKey } from "../../../platform/sealed/data-key.ts";
import { openRange } from "../../../platform/sealed/sealed-bytes.ts";
import { type FileSeal, isSealed, SEALED_HEADER_BYTES, sizesOf } from "../../../platform/sealed/sealed-format.ts";
import { systemErrorCode } from "../../../platform/write-failure.ts";
import { sealFor } from "../sealed-files.ts";
import type { DayColumn, DayRows } from "./day-columns.ts";
import { BLOCK_NUMBERS } from "./day-file-format.ts";
import { unpackBlock } from "./pack-block.ts";

/** Node's smallest piece. */
const BRIM = 64;

const decompress = promisify<Uint8Array, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress);

/** The blocks of a market's day, by number. */
export class DayBlocks {
  readonly columns: readonly DayColumn[];
  private readonly bytes: DayBytes;
  private readonly numbers: Uint32Array;

  /** @param numbers `BLOCK_NUMBERS` for each block */
  constructor(bytes: DayBytes, columns: readonly DayColumn[], numbers: Uint32Array) {
    this.bytes = bytes;
    this.columns = columns;
    this.numbers = numbers;
  }

  /** Opens the file; close it. @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_FILE_READ */
  open(): { read(block: number): Promise<DayRows>; close(): void } {
    const { bytes } = this;
    const file = bytes.open();
    return {
      read: (block) => this.read(file, block),
      close: () => closeSync(file),
    };
  }

  private async read(file: number, block: number): Promise<DayRows> {
    const { bytes, columns } = this;
    const [low, high, length, crc, unpacked, rows] = this.numbers.subarray(block * BLOCK_NUMBERS);
    const packed = bytes.at(file, high! * 2 ** 32 + low!, length!);
    if (zlib.crc32(packed) !== crc) throw bytes.damaged(`the checksum of block ${block} differs`);
    try {
      // A piece that is full to the brim would be followed by another as large.
      const options = { chunkSize: unpacked! + BRIM, maxOutputLength: Math.max(1, unpacked!) };
      const content = await decompress(packed, options);
      return unpackBlock(columns, content, rows!);
    } catch (error) {
      throw bytes.damaged(`block ${block} can't be unpacked (${reasonOf(error)})`, error);
    }
  }
}

/** The bytes of a market's day. Whatever isn't what was written is BACKSIGHT_CACHE_DAMAGED. */
export class DayBytes {
  private readonly path: string;
  private readonly shown: string;
  private readonly key: DataKey | null;
  /** Once the file's beginning was read; null: it isn't encrypted. */
  private seal: FileSeal | null | undefined;

  /**
   * @param shown the path for messages, below the cache's folder
   * @param key what it was encrypted with, if it was
   */
  constructor(path: string, shown: string, key: DataKey | null) {
    this.path = path;
    this.shown = shown;
    this.key = key;
  }

  /** @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_FILE_READ */
  open(): number {
    return this.orUnreadable(() => openSync(this.path, "r"));
  }

  /** How long the file is now. @throws {BacksightError} as `open` */
  sizeOf(file: number): number {
    return this.orUnreadable(() => fstatSync(file).size);
  }

  /** How long its content is. @throws {BacksightError} as `open`; BACKSIGHT_CACHE_SEALED */
  contentSizeOf(file: number): number {
    const size = this.sizeOf(file);
    const seal = this.sealOf(file, size);
    if (seal === null) return size;
    const sizes = sizesOf(seal, size);
    if (sizes === null) throw this.damaged("it isn't what was encrypted");
    return sizes.content;
  }

  /** Some bytes of its content. @throws {BacksightError} as `open`; BACKSIGHT_CACHE_SEALED */
  at(file: number, start: number, length: number): Buffer {
    const size = this.seal === null ? 0 : this.sizeOf(file);
    const seal = this.sealOf(file, size);
    if (seal === null) return this.read(file, start, length);
    const content = openRange(seal, (from, to) => this.read(file, from, to - from), size, start, length);
    if (content === null) throw this.damaged("it isn't what was encrypted");
    return content;
  }

  private sealOf(file: number, size: number): FileSeal | null {
    if (this.seal !== undefined) return this.seal;
    const head = this.read(file, 0, Math.min(size, SEALED_HEADER_BYTES));
    this.seal = isSealed(head) ? sealFor(this.key, this.shown, head) : null;
    return this.seal;
  }

  private read(file: number, start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let at = 0; at < length; ) {
      const count = this.orUnreadable(() => readSync(file, bytes, at, length - at, start + at));
      if (count === 0) throw this.damaged(`it ends at byte ${start + at}`);
      at += count;
    }
    return bytes;
  }

  damaged(reason: string, cause?: unknown): BacksightError {
    return new BacksightError("BACKSIGHT_CACHE_DAMAGED", { path: this.shown, reason }, { cause });
  }

  private orUnreadable<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (systemErrorCode(error) === "ENOENT") throw this.damaged("it is gone", error);
      throw new BacksightError("BACKSIGHT_FILE_READ", { path: this.shown, reason: reasonOf(error) }, { cause: error });
    }
  }
}
