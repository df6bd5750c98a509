import { gunzipSync } from "node:zlib";
import { BacksightError } from "../../core/errors.ts";
import { readCsvBars } from "../../data/formats/csv/csv-bars-reader.ts";
import { decodeBarsParquet } from "../../data/formats/parquet/decode-bars-parquet.ts";
import type { Bars } from "../../market/bars.ts";
import { retagBars } from "../../market/compact/compact-bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import { type LoadCsvOptions, symbolOfPath } from "../file/load-csv.ts";
import type { LoadParquetOptions } from "../file/load-parquet.ts";
import { nodeParquetCodecs } from "../file/node-parquet-codecs.ts";
import { shownAddress } from "./remote-address.ts";
import { fetchRemoteFile, type RemoteFile, type RemoteFileOptions } from "./remote-file.ts";

const LONGEST_UNPACKED = 1 << 30;

/**
 * The bars of a CSV (gzip or not) or Parquet file of the web; see `fetchRemoteFile` for when the server is asked. What
 * kind of file it is say its first bytes.
 *
 * @throws {BacksightError} as `fetchRemoteFile`, `readCsvBars` and `decodeBarsParquet`; BACKSIGHT_REMOTE_DAMAGED for a
 * web page and for a gzip that is cut short
 */
export async function loadRemote(
  url: URL,
  remote: RemoteFileOptions,
  options: Omit<LoadCsvOptions & LoadParquetOptions, "signal" | "onProgress" | "path"> = {},
): Promise<Bars> {
  const file = await fetchRemoteFile(url, remote);
  const path = shownAddress(url);
  const read = { ...options, path, defaultSymbol: options.defaultSymbol ?? symbolOfPath(url.pathname) };
  const bytes = unpacked(url, file);
  const bars = isParquet(bytes)
    ? await decodeBarsParquet(bytes, { ...read, codecs: nodeParquetCodecs, signal: remote.signal })
    : await readCsvBars(textOf(url, file, bytes), read);
  const stale = `the server couldn't be asked: the copy of ${isoTime(file.checkedAt)} is used`;
  return retagBars(bars, { source: path, notes: file.isUnchecked ? [...bars.notes, stale] : bars.notes });
}

function unpacked(url: URL, { bytes }: RemoteFile): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST_UNPACKED });
  } catch (cause) {
    return damaged(url, "its gzip is cut short, changed, or unpacks to more than a gigabyte", cause);
  }
}

function isParquet(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === "PAR1";
}

async function* textOf(url: URL, { contentType }: RemoteFile, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart().toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html") || contentType.startsWith("text/html")) {
    damaged(url, "it is a web page, not a file of prices");
  }
  yield bytes;
}

function damaged(url: URL, reason: string, cause?: unknown): never {
  throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { what: shownAddress(url), host: url.host, reason }, { cause });
}
