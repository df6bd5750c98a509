import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import zlib from "node:zlib";
import type { DataRows } from "../../data/market-data/data-source.ts";
import { createFolder } from "../../platform/create-folder.ts";
import type { StoredSegment } from "./segment-rows.ts";

/** Where hot copies lie, below the cache's folder. All of it can be removed at any time. */
export const HOT_FOLDER = "hot";

/** Fewer rows are decoded in no time. */
const FEWEST_ROWS = 20_000;
const MAGIC = "BShot001";
/** Magic, CRC-32 of all that follows, length of the header. */
const PREAMBLE = 16;
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
 * isn't what was written (CRC-32 of everything): then the segment's own file is read, and the copy made anew.
 */
export function readHot(folder: string, segment: StoredSegment): DataRows | undefined {
  let bytes: Buffer<ArrayBuffer>;
  try {
    bytes = readFileSync(hotPath(folder, segment));
  } catch {
    return undefined;
  }
  const header = headerOf(bytes, segment);
  if (header === undefined) return undefined;
  const start = columnsAt(bytes.readUInt32LE(12));
  const columns = header.columns.map((key, j): [string, Float64Array] => {
    return [key, new Float64Array(bytes.buffer, bytes.byteOffset + start + j * header.rows * 8, header.rows)];
  });
  return { dataset: "bars", rows: Object.fromEntries(columns) } as unknown as DataRows;
}

function headerOf(bytes: Buffer, segment: StoredSegment): HotHeader | undefined {
  if (bytes.length < PREAMBLE || bytes.toString("latin1", 0, 8) !== MAGIC || bytes.byteOffset % 8 !== 0)
    return undefined;
  if (zlib.crc32(bytes.subarray(12)) !== bytes.readUInt32LE(8)) return undefined;
  const length = bytes.readUInt32LE(12);
  const header = JSON.parse(bytes.toString("utf8", PREAMBLE, PREAMBLE + length)) as HotHeader;
  return header.sha256 === segment.sha256 ? header : undefined;
}

/**
 * Makes a hot copy, or doesn't: not where room is short, and a failure is none. It isn't brought to disk: after a power
 * cut its checksum tells.
 */
export function writeHot(folder: string, segment: StoredSegment, data: DataRows): void {
  const columns = Object.entries(data.rows) as [string, Float64Array][];
  const header: HotHeader = { sha256: segment.sha256, rows: segment.rows, columns: columns.map(([key]) => key) };
  const text = Buffer.from(JSON.stringify(header), "utf8");
  const start = columnsAt(text.length);
  const bytes = Buffer.alloc(start + columns.length * segment.rows * 8);
  bytes.write(MAGIC, "latin1");
  bytes.writeUInt32LE(text.length, 12);
  bytes.set(text, PREAMBLE);
  for (const [j, [, { buffer, byteOffset, byteLength }]] of columns.entries()) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), start + j * segment.rows * 8);
  }
  bytes.writeUInt32LE(zlib.crc32(bytes.subarray(12)), 8);
  const path = hotPath(folder, segment);
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < FREE_BYTES) return;
    createFolder(join(folder, HOT_FOLDER));
    writeFileSync(temporary, bytes, { flag: "wx" });
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}

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
