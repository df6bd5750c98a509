import { createHash, randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BacksightError, isBacksightError } from "../../core/errors.ts";
import type { FetchContext } from "../../data/market-data/data-source.ts";
import { writeFileAtomically } from "../../platform/atomic-file.ts";
import { createFolder } from "../../platform/create-folder.ts";
import type { DataKey } from "../../platform/sealed/data-key.ts";
import { sealedFor, unsealed } from "../cache/sealed-files.ts";
import type { HttpClient } from "./http-client.ts";
import { HttpFailure, httpError } from "./http-failure.ts";
import { shownAddress } from "./remote-address.ts";

/** A file of the web as it was fetched. */
export interface RemoteFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** When the server last said that this is its file; epoch milliseconds. */
  readonly checkedAt: number;
  /** True when it was to be asked again, and couldn't be. */
  readonly isUnchecked: boolean;
}

export interface RemoteFileOptions extends FetchContext {
  readonly client: HttpClient;
  /** Where copies are kept; made when it isn't there. */
  readonly folder: string;
  readonly now: () => number;
  /** A younger copy is used without asking. */
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  /** The server isn't asked: without a copy that is an error. */
  readonly isOffline?: boolean | undefined;
  /** What copies are encrypted with, and were; null and absent: nothing. What is known of a copy, its address say, isn't. */
  readonly key?: DataKey | null | undefined;
  /** Told before the server is asked. */
  readonly onAsked?: (() => void) | undefined;
}

/** What is kept beside a copy. */
export interface CopyFacts {
  readonly url: string;
  readonly file: string;
  readonly sha256: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentType: string;
  readonly checkedAt: number;
}

/**
 * A file of the web, whole. A copy is kept: while it is young nobody is asked; later the server is asked whether its
 * file is another one by now (ETag, Last-Modified), and gives it only then. Where the server can't be reached the copy
 * serves. A copy that was damaged is fetched again.
 *
 * @throws {BacksightError} BACKSIGHT_CACHE_OFFLINE, BACKSIGHT_NETWORK, BACKSIGHT_REMOTE_ABSENT, BACKSIGHT_REMOTE_FAILED, BACKSIGHT_FILE_WRITE,
 * BACKSIGHT_CANCELLED
 */
export async function fetchRemoteFile(url: URL, options: RemoteFileOptions): Promise<RemoteFile> {
  const { client, folder, now, maxAgeMs, maxBytes, signal, onProgress, key = null } = options;
  const name = sha256Of(url.href).slice(0, 32);
  const factsPath = join(folder, `${name}.json`);
  const copy = readCopy(folder, factsPath, url, key);
  if (copy !== undefined && Math.abs(now() - copy.facts.checkedAt) <= maxAgeMs) return fileOf(copy, false);
  const what = shownAddress(url);
  if (options.isOffline === true) {
    const command = "the same command without --offline";
    throw new BacksightError("BACKSIGHT_CACHE_OFFLINE", { series: "copy of it", missing: what, command });
  }
  const task = `fetching ${url.host}`;
  const onBytes = (done: number, total: number | undefined) =>
    onProgress?.({ task, done, ...(total !== undefined && { total }), unit: "bytes" });
  options.onAsked?.();
  let answer: Awaited<ReturnType<HttpClient["get"]>>;
  try {
    answer = await client.get(url, { what, maxBytes, headers: conditionsOf(copy?.facts), signal, onBytes });
  } catch (error) {
    if (copy === undefined || !isBacksightError(error) || error.code !== "BACKSIGHT_NETWORK") throw error;
    return fileOf(copy, true);
  }
  const { status, headers, body } = answer;
  createFolder(folder);
  if (status === 304 && copy !== undefined) {
    const facts = { ...copy.facts, checkedAt: now() };
    writeFileAtomically(factsPath, JSON.stringify(facts));
    return fileOf({ ...copy, facts }, false);
  }
  if (status !== 200) throw httpError(new HttpFailure("status", "", status), url.host, what);
  if (body.length === 0) throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path: what, what: "bytes" });
  const stored = sealedFor(key, body);
  const facts: CopyFacts = {
    url: url.href,
    file: `${name}-${randomUUID()}.copy`,
    sha256: sha256Of(stored),
    etag: headers.etag ?? null,
    lastModified: headers["last-modified"] ?? null,
    contentType: headers["content-type"] ?? "",
    checkedAt: now(),
  };
  writeFileAtomically(join(folder, facts.file), stored);
  writeFileAtomically(factsPath, JSON.stringify(facts));
  if (copy !== undefined) rmSync(join(folder, copy.facts.file), { force: true });
  return fileOf({ facts, bytes: body }, false);
}

interface Copy {
  readonly facts: CopyFacts;
  readonly bytes: Uint8Array;
}

function fileOf({ facts, bytes }: Copy, isUnchecked: boolean): RemoteFile {
  return { bytes, contentType: facts.contentType, checkedAt: facts.checkedAt, isUnchecked };
}

/** Undefined for a copy that isn't there, can't be opened or isn't what was fetched. */
function readCopy(folder: string, factsPath: string, url: URL, key: DataKey | null): Copy | undefined {
  try {
    const facts = factsOfCopy(factsPath);
    if (facts?.url !== url.href) return undefined;
    const bytes = readFileSync(join(folder, facts.file));
    return sha256Of(bytes) === facts.sha256 ? { facts, bytes: unsealed(key, facts.file, bytes) } : undefined;
  } catch {
    return undefined;
  }
}

/** What is kept beside a copy; undefined for what can't be that. */
export function factsOfCopy(path: string): CopyFacts | undefined {
  try {
    const facts = JSON.parse(readFileSync(path, "utf8")) as CopyFacts;
    const isOne = typeof facts.url === "string" && typeof facts.checkedAt === "number";
    return isOne && /^[\w-]+\.copy$/.test(facts.file) ? facts : undefined;
  } catch {
    return undefined;
  }
}

function conditionsOf(facts: CopyFacts | undefined): Readonly<Record<string, string>> {
  if (facts?.etag) return { "if-none-match": facts.etag };
  return facts?.lastModified ? { "if-modified-since": facts.lastModified } : {};
}

/** In hexadecimal. */
export function sha256Of(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
