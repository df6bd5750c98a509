import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BacksightError, reasonOf } from "../../core/errors.ts";
import { decodeRowsParquet } from "../../data/formats/parquet/market-rows/decode-rows-parquet.ts";
import { encodeRowsParquet } from "../../data/formats/parquet/market-rows/encode-rows-parquet.ts";
import type { DataRows } from "../../data/market-data/data-source.ts";
import { lengthOfRows } from "../../data/market-data/rows.ts";
import type { VerifiedRows } from "../../data/market-data/verified-rows.ts";
import { type AtomicFileSystem, openAtomicFile, syncFolder } from "../../platform/atomic-file.ts";
import { createFolder } from "../../platform/create-folder.ts";
import { nativeSha256 } from "../../platform/native-sha256.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import { systemErrorCode } from "../../platform/write-failure.ts";
import { cacheCodecs } from "./cache-codecs.ts";
import { sealedFor, unsealed } from "./sealed-files.ts";
import type { Segment } from "./segment.ts";
import { newSegmentPath } from "./segment-name.ts";
import type { StoredSegment } from "./segment-rows.ts";

/** What is to be said about rows that are kept. */
export type SegmentFacts = Omit<Segment, "rows" | "path" | "bytes" | "sha256">;

/**
 * Writes rows into a new file of the cache and brings it to disk; nothing refers to it until it is committed. The file
 * is Parquet, says in its footer what it holds, and is made of the rows alone: the same rows give the same bytes.
 *
 * @param folder the cache's
 * @param key encrypts the file; null: nothing does
 * @param data all rows that the series has in the range of `facts`, ascending; at least one
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE, BACKSIGHT_LENGTH, BACKSIGHT_MISSING_PACKAGE
 */
export async function writeSegment(
  folder: string,
  facts: SegmentFacts,
  data: DataRows,
  fs?: AtomicFileSystem,
  key: DataKey | null = null,
): Promise<Segment> {
  const { segment, bytes } = await encodeSegment(facts, data, key);
  const place = join(folder, segment.path);
  createFolderDurably(folder, dirname(place));
  const file = openAtomicFile(place, fs);
  try {
    file.write(bytes);
    file.commit();
  } finally {
    file.abandon();
  }
  return segment;
}

/** A new segment and the bytes of its file, which isn't written yet. @throws {BacksightError} as `encodeRowsParquet` */
export async function encodeSegment(
  facts: SegmentFacts,
  data: DataRows,
  key: DataKey | null,
): Promise<{ readonly segment: Segment; readonly bytes: Uint8Array }> {
  const { source, dataset, symbol, timeframe, from, to, adjustment, basis } = facts;
  const about = { source, dataset, symbol, timeframe, from, to, adjustment, basis };
  const bytes = sealedFor(key, await encodeRowsParquet(data, about, { codecs: cacheCodecs }));
  const file = { path: newSegmentPath(about), bytes: bytes.length, sha256: nativeSha256(bytes) };
  return { segment: { ...about, rows: lengthOfRows(data), ...file }, bytes };
}

/** Makes a folder below the cache's, and brings the names of new ones to disk: a file in a lost folder is lost. */
function createFolderDurably(root: string, folder: string): void {
  if (existsSync(folder)) return;
  createFolder(folder);
  for (let at = folder; at !== root && at !== dirname(at); at = dirname(at)) syncFolder(dirname(at));
}

/**
 * The rows of a segment, and what was found in them before they were written. Size and SHA-256 are those that were
 * committed, or it is an error: the very bytes that were checked are decoded.
 *
 * @param key what the file was encrypted with, if it was
 * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_CACHE_SEALED, BACKSIGHT_FILE_READ for a disk that doesn't
 * answer, BACKSIGHT_CANCELLED
 */
export async function readSegment(
  folder: string,
  segment: StoredSegment,
  signal?: AbortSignal,
  key: DataKey | null = null,
): Promise<VerifiedRows> {
  const bytes = unsealed(key, segment.path ?? "", readVerified(folder, segment));
  const { dataset, symbol } = segment;
  const options = { codecs: cacheCodecs, path: segment.path ?? "", dataset, symbol, signal };
  const { data, verified } = await decodeRowsParquet(bytes, options);
  if (lengthOfRows(data) === segment.rows) return { data, verified };
  throw cacheDamaged(segment, `it holds ${lengthOfRows(data)} of ${segment.rows} rows`);
}

/** The bytes of a segment's file as they were committed. @throws {BacksightError} as `readSegment` */
export function readVerified(
  folder: string,
  segment: Pick<StoredSegment, "path" | "bytes" | "sha256">,
): Uint8Array<ArrayBuffer> {
  const bytes = read(folder, segment);
  if (bytes.length !== segment.bytes) {
    throw cacheDamaged(segment, `it has ${bytes.length} of ${segment.bytes} bytes`);
  }
  if (nativeSha256(bytes) !== segment.sha256) throw cacheDamaged(segment, "its SHA-256 isn't that of what was stored");
  return bytes;
}

function read(folder: string, segment: Pick<StoredSegment, "path">): Uint8Array<ArrayBuffer> {
  const place = join(folder, segment.path ?? "");
  try {
    return readFileSync(place);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw cacheDamaged(segment, MISSING, error);
    throw new BacksightError("BACKSIGHT_FILE_READ", { path: place, reason: reasonOf(error) }, { cause: error });
  }
}

const MISSING = "it is gone";

/** True for the error of a file that isn't there: that may be another process's upkeep. */
export function isMissingFile(error: unknown): boolean {
  return (
    error instanceof BacksightError && error.code === "BACKSIGHT_CACHE_DAMAGED" && error.details.reason === MISSING
  );
}

function cacheDamaged(
  { path }: Pick<StoredSegment, "path">,
  reason: string,
  cause?: unknown,
): BacksightError<"BACKSIGHT_CACHE_DAMAGED"> {
  return new BacksightError("BACKSIGHT_CACHE_DAMAGED", { path: path ?? "", reason }, { cause });
}
