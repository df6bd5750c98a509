import { createHash, randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BacksightError, isBacksightError } from "../../core/errors.ts";
import type { FetchContext } from "../../data/market-data/data-source.ts";
import { writeFileAtomically } from "../../platform/atomic-file.ts";
import { createFolder } from "../../platform/create-folder.ts";
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
}

/** What is kept beside a copy. */
interface CopyFacts {
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
  const { client, folder, now, maxAgeMs, maxBytes, signal, onProgress } = options;
  const name = sha256Of(url.href).slice(0, 32);
  const factsPath = join(folder, `${name}.json`);
  const copy = readCopy(folder, factsPath, url);
  if (copy !== undefined && Math.abs(now() - copy.facts.checkedAt) <= maxAgeMs) return fileOf(copy, false);
  const what = shownAddress(url);
  if (options.isOffline === true) {
    const command = "the same command without --offline";
    throw new BacksightError("BACKSIGHT_CACHE_OFFLINE", { series: "copy of it", missing: what, command });
  }
  const task = `fetching ${url.host}`;
  const onBytes = (done: number, total: number | undefined) =>
    onProgress?.({ task, done, ...(total !== undefined && { total }), unit: "bytes" });
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
  const facts: CopyFacts = {
    url: url.href,
    file: `${name}-${randomUUID()}.copy`,
    sha256: sha256Of(body),
    etag: headers.etag ?? null,
    lastModified: headers["last-modified"] ?? null,
    contentType: headers["content-type"] ?? "",
    checkedAt: now(),
  };
  writeFileAtomically(join(folder, facts.file), body);
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

/** Undefined for a copy that isn't there or isn't what was fetched. */
function readCopy(folder: string, factsPath: string, url: URL): Copy | undefined {
  try {
    const facts = JSON.parse(readFileSync(factsPath, "utf8")) as CopyFacts;
    if (facts.url !== url.href || !/^[\w-]+\.copy$/.test(facts.file)) return undefined;
    const bytes = readFileSync(join(folder, facts.file));
    return sha256Of(bytes) === facts.sha256 ? { facts, bytes } : undefined;
  } catch {
    return undefined;
  }
}

function conditionsOf(facts: CopyFacts | undefined): Readonly<Record<string, string>> {
  if (facts?.etag) return { "if-none-match": facts.etag };
  return facts?.lastModified ? { "if-modified-since": facts.lastModified } : {};
}

function sha256Of(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
