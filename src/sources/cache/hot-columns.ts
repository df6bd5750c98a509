import { createCipheriv, randomBytes } from "node:crypto";
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import type { DataRows } from "../../data/market-data/data-source.ts";
import { createFolder } from "../../platform/create-folder.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import { sealedFor, unsealed } from "./sealed-files.ts";
import type { StoredSegment } from "./segment-rows.ts";

/** Where hot copies lie, below the cache's folder. All of it can be removed at any time. */
export const HOT_FOLDER = "hot";

/** Fewer rows are decoded in no time. */
const FEWEST_ROWS = 20_000;
const MAGIC = "BShot002";
/** Of all that follows it. */
const CHECKSUM_BYTES = 16;
/** Magic, checksum, length of the header. */
const PREAMBLE = 28;
const LENGTH_AT = PREAMBLE - 4;
/** So much room is left to everything else. */
const FREE_BYTES = 268_435_456;
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

interface HotHeader {
  /** Of the segment's own file: a copy of other bytes is none. */
  readonly sha256: string;
  readonly rows: number;
  /** In the order of the file. */
  readonly columns: readonly string[];
}

/** Whether a segment is worth a hot copy: bars, many of them. */
export function isHot({ dataset, rows, path }: StoredSegment): boolean {
  return dataset === "bars" && rows >= FEWEST_ROWS && path !== null && IS_LITTLE_ENDIAN;
}

/**
 * The rows of a segment from its unpacked copy, as views on the bytes of the file; undefined when there is none, or it
 * isn't what was written (`checksumOf` everything): then the segment's own file is read, and the copy made anew.
 */
export function readHot(folder: string, segment: StoredSegment, key: DataKey | null = null): DataRows | undefined {
  let bytes: Buffer<ArrayBuffer>;
  try {
    const content = unsealed(key, segment.path ?? "", readFileSync(hotPath(folder, segment)));
    bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  } catch {
    return undefined;
  }
  const header = headerOf(bytes, segment);
  if (header === undefined) return undefined;
  const start = columnsAt(bytes.readUInt32LE(LENGTH_AT));
  const columns = header.columns.map((key, j): [string, Float64Array] => {
    return [key, new Float64Array(bytes.buffer, bytes.byteOffset + start + j * header.rows * 8, header.rows)];
  });
  return { dataset: "bars", rows: Object.fromEntries(columns) } as unknown as DataRows;
}

function headerOf(bytes: Buffer, segment: StoredSegment): HotHeader | undefined {
  if (bytes.length < PREAMBLE || bytes.toString("latin1", 0, MAGIC.length) !== MAGIC || bytes.byteOffset % 8 !== 0)
    return undefined;
  if (checksumOf([bytes.subarray(LENGTH_AT)]).compare(bytes, MAGIC.length, LENGTH_AT) !== 0) return undefined;
  const length = bytes.readUInt32LE(LENGTH_AT);
  const header = JSON.parse(bytes.toString("utf8", PREAMBLE, PREAMBLE + length)) as HotHeader;
  return header.sha256 === segment.sha256 ? header : undefined;
}

/**
 * Makes a hot copy, encrypted where the segment's file is, or doesn't: not where room is short, and a failure is none.
 * It isn't brought to disk: after a power cut its checksum tells.
 */
export function writeHot(folder: string, segment: StoredSegment, data: DataRows, key: DataKey | null = null): void {
  const columns = Object.entries(data.rows) as [string, Float64Array][];
  const header: HotHeader = { sha256: segment.sha256, rows: segment.rows, columns: columns.map(([key]) => key) };
  const text = Buffer.from(JSON.stringify(header), "utf8");
  const start = Buffer.alloc(columnsAt(text.length));
  start.write(MAGIC, "latin1");
  start.writeUInt32LE(text.length, LENGTH_AT);
  start.set(text, PREAMBLE);
  const values = columns.map(([, column]) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  start.set(checksumOf([start.subarray(LENGTH_AT), ...values]), MAGIC.length);
  const path = hotPath(folder, segment);
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < FREE_BYTES) return;
    createFolder(join(folder, HOT_FOLDER));
    const pieces = [start, ...values];
    writePieces(temporary, key === null ? pieces : [sealedFor(key, Buffer.concat(pieces))]);
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Writes a new file. @throws what the file system throws */
function writePieces(path: string, pieces: readonly Uint8Array[]): void {
  const file = openSync(path, "wx");
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * A checksum of 128 bits: the tag of AES-GCM under a key that is no secret. Processors have instructions for it, so that
 * it takes a quarter of the time of a CRC-32, which is most of a reading's.
 */
function checksumOf(pieces: readonly Uint8Array[]): Buffer {
  const cipher = createCipheriv("aes-128-gcm", KEY, NONCE);
  for (const piece of pieces) cipher.setAAD(piece);
  cipher.final();
  return cipher.getAuthTag();
}

const KEY = new Uint8Array(CHECKSUM_BYTES);
const NONCE = new Uint8Array(12);

/** Removes the hot copy of a segment's file. */
export function removeHot(folder: string, segmentPath: string): void {
  rmSync(hotPath(folder, { path: segmentPath }), { force: true });
}

/** Removes all hot copies; how many bytes they took. */
export function removeAllHot(folder: string): number {
  const bytes = hotBytes(folder);
  rmSync(join(folder, HOT_FOLDER), { recursive: true, force: true });
  return bytes;
}

/** What all hot copies take. */
export function hotBytes(folder: string): number {
  try {
    const below = join(folder, HOT_FOLDER);
    const sizes = readdirSync(below).map((name) => statSync(join(below, name), { throwIfNoEntry: false })?.size ?? 0);
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return 0;
  }
}

function hotPath(folder: string, { path }: Pick<StoredSegment, "path">): string {
  return join(folder, HOT_FOLDER, `${basename(path ?? "")}.columns`);
}

/** Where the columns begin: after the header, at a multiple of eight. */
function columnsAt(headerLength: number): number {
  return Math.ceil((PREAMBLE + headerLength) / 8) * 8;
}
