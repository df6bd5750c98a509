import { createCipheriv, randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import type { DataRows } from "../../data/market-data/data-source.ts";
import type { VerifiedRows } from "../../data/market-data/verified-rows.ts";
import type { VerifiedFacts } from "../../market/verified-facts.ts";
import { createFolder } from "../../platform/create-folder.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import { isSealed } from "../../platform/sealed/sealed-format.ts";
import { sealedFor, unsealed } from "./sealed-files.ts";
import type { StoredSegment } from "./segment-rows.ts";

/** Where hot copies lie, below the cache's folder. All of it can be removed at any time. */
export const HOT_FOLDER = "hot";

/** Fewer rows are decoded in no time. */
const FEWEST_ROWS = 20_000;
const MAGIC = "BShot003";
/** Of all that follows it. */
const CHECKSUM_BYTES = 16;
/** Magic, checksum, length of the header. */
const PREAMBLE = 28;
const LENGTH_AT = PREAMBLE - 4;
/** So much stays close to the processor between its reading and its checksum. */
const PIECE_BYTES = 131_072;
/** So much room is left to everything else. */
const FREE_BYTES = 268_435_456;
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

interface HotHeader {
  /** Of the segment's own file: a copy of other bytes is none. */
  readonly sha256: string;
  readonly rows: number;
  /** In the order of the file. */
  readonly columns: readonly string[];
  readonly verified: VerifiedFacts | null;
}

/** Whether a segment is worth a hot copy: bars, many of them. */
export function isHot({ dataset, rows, path }: StoredSegment): boolean {
  return dataset === "bars" && rows >= FEWEST_ROWS && path !== null && IS_LITTLE_ENDIAN;
}

/**
 * The rows of a segment from its unpacked copy, as views on the bytes of the file; undefined when there is none, or it
 * isn't what was written (`checksumOf` everything): then the segment's own file is read, and the copy made anew.
 */
export function readHot(folder: string, segment: StoredSegment, key: DataKey | null = null): VerifiedRows | undefined {
  let content: Content;
  try {
    content = readContent(hotPath(folder, segment));
    if (isSealed(content.bytes)) content = contentOf(unsealed(key, segment.path ?? "", content.bytes));
  } catch {
    return undefined;
  }
  const header = headerOf(content, segment);
  if (header === undefined) return undefined;
  const { bytes } = content;
  const start = columnsAt(bytes.readUInt32LE(LENGTH_AT));
  const columns = header.columns.map((key, j): [string, Float64Array] => {
    return [key, new Float64Array(bytes.buffer, bytes.byteOffset + start + j * header.rows * 8, header.rows)];
  });
  const data = { dataset: "bars", rows: Object.fromEntries(columns) } as unknown as DataRows;
  return { data, verified: header.verified };
}

/** What a file holds. */
interface Content {
  readonly bytes: Buffer<ArrayBuffer>;
  /** Of all that follows where it should stand. */
  readonly checksum: Buffer;
}

/** @throws what the file system throws, and an error for a file that became shorter */
function readContent(path: string): Content {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.allocUnsafeSlow(fstatSync(file).size);
    return { bytes, checksum: checksumOf(piecesRead(file, bytes)) };
  } finally {
    closeSync(file);
  }
}

/** Fills `bytes` from a file. What is summed piece by piece as it comes needn't come from memory a second time. */
function* piecesRead(file: number, bytes: Buffer): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(file, bytes, at, Math.min(PIECE_BYTES, bytes.length - at), at);
    if (count === 0) throw new Error("it became shorter while it was read");
    yield bytes.subarray(Math.max(at, LENGTH_AT), at + count);
    at += count;
  }
}

function contentOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Content {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return { bytes, checksum: checksumOf([bytes.subarray(LENGTH_AT)]) };
}

function headerOf({ bytes, checksum }: Content, segment: StoredSegment): HotHeader | undefined {
  if (bytes.length < PREAMBLE || bytes.toString("latin1", 0, MAGIC.length) !== MAGIC || bytes.byteOffset % 8 !== 0)
    return undefined;
  if (checksum.compare(bytes, MAGIC.length, LENGTH_AT) !== 0) return undefined;
  const length = bytes.readUInt32LE(LENGTH_AT);
  const header = JSON.parse(bytes.toString("utf8", PREAMBLE, PREAMBLE + length)) as HotHeader;
  return header.sha256 === segment.sha256 ? header : undefined;
}

/**
 * Makes a hot copy, encrypted where the segment's file is, or doesn't: not where room is short, and a failure is none.
 * It isn't brought to disk: after a power cut its checksum tells.
 */
export function writeHot(
  folder: string,
  segment: StoredSegment,
  { data, verified }: VerifiedRows,
  key: DataKey | null = null,
): void {
  const columns = Object.entries(data.rows) as [string, Float64Array][];
  const { sha256, rows } = segment;
  const header: HotHeader = { sha256, rows, columns: columns.map(([name]) => name), verified };
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
function checksumOf(pieces: Iterable<Uint8Array>): Buffer {
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
