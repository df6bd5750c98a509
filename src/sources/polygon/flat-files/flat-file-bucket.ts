import { throwIfCancelled } from "../../../core/cancellation.ts";
import { checkInteger } from "../../../core/checks.ts";
import { isBacksightError } from "../../../core/errors.ts";
import type { FetchContext } from "../../../data/market-data/data-source.ts";
import { checkEndpoint } from "../../net/endpoint.ts";
import { type Retry, type RetryPolicy, retrying } from "../../net/retry.ts";
import { sleep } from "../../net/sleep.ts";
import { flatFileError } from "./flat-file-failure.ts";
import type { FlatFileKeys } from "./flat-file-keys.ts";
import type { ListPage, ObjectStore, StoredObjectInfo } from "./object-store.ts";
import { openPartialDownload } from "./partial-download.ts";
import { readRanges } from "./read-object.ts";
import { type ByteRange, RETRY_RULES } from "./read-part.ts";
import { openS3Store } from "./s3-object-store.ts";
import { StoreFailure } from "./store-failure.ts";
import { checkObject } from "./verify-object.ts";

export interface FlatFileBucketOptions {
  /** Without it the vendor's: https://files.massive.com; https://files.polygon.io still answers, too. */
  readonly endpoint?: string | undefined;
  /** Without it: flatfiles. */
  readonly bucket?: string | undefined;
  /** The S3 key pair, or what gives it when it is needed. The environment's AWS keys are never looked at. */
  readonly keys: FlatFileKeys | (() => FlatFileKeys | Promise<FlatFileKeys>);
  /** Requests at once; the vendor slows each connection, not all together. Without it: 12. */
  readonly connections?: number | undefined;
  /** Bytes of one request. Without it: 2 MiB. */
  readonly partBytes?: number | undefined;
  /** Without it: 5 tries that bring nothing, 250 ms doubling up to 8 s. */
  readonly retry?: RetryPolicy | undefined;
  /** For a connection and the beginning of an answer, milliseconds. Without it: 20 s. */
  readonly timeoutMs?: number | undefined;
  /** A connection that brings next to nothing this long is given up, milliseconds. Without it: 30 s. */
  readonly stallMs?: number | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** For tests: uniform in [0, 1). */
  readonly random?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/**
 * The vendor's bucket of flat files: lists objects and reads them fast, whole and checked, over connections that are
 * slow, cut and refused. Keys and signatures stand in none of its errors.
 */
export interface FlatFileBucket {
  /** Host and port, for messages. */
  readonly host: string;
  /**
   * Objects under a prefix, ascending by key, from after `startAfter`; pages are asked for as they are needed.
   *
   * @throws {BacksightError} BACKSIGHT_REMOTE_*, BACKSIGHT_NETWORK, BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_CANCELLED
   */
  list(
    prefix: string,
    startAfter: string | undefined,
    context: FetchContext,
  ): AsyncGenerator<StoredObjectInfo, void, undefined>;
  /** One object's facts. @throws {BacksightError} as `list`; BACKSIGHT_REMOTE_ABSENT where there is no such object */
  head(key: string, context: FetchContext): Promise<StoredObjectInfo>;
  /**
   * The bytes of a listed object, in order. Memory stays below `2·connections·partBytes`, however slow the receiver.
   * They are good only when the iteration ends without an error: the last check comes after the last byte.
   *
   * @throws {BacksightError} as `list`; BACKSIGHT_REMOTE_REPLACED, BACKSIGHT_REMOTE_DAMAGED
   */
  read(object: StoredObjectInfo, context: FetchContext): AsyncGenerator<Uint8Array, void, undefined>;
  /**
   * Puts a listed object at `path`, all of it and checked or not at all; what an interrupted attempt left beside it is
   * used again. The folder must be there.
   *
   * @throws {BacksightError} as `read`; BACKSIGHT_FILE_WRITE
   */
  download(object: StoredObjectInfo, path: string, context: FetchContext): Promise<void>;
  close(): void;
}

const ENDPOINT = "https://files.massive.com";

/** @throws {BacksightError} BACKSIGHT_ARGUMENT for options out of range or an endpoint without TLS */
export function flatFileBucket(options: FlatFileBucketOptions): FlatFileBucket {
  const { keys, now = Date.now } = options;
  const endpoint = checkEndpoint("endpoint", options.endpoint ?? ENDPOINT);
  const reading = {
    attempts: 5,
    baseMs: 250,
    maxMs: 8000,
    ...options.retry,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleep,
    connections: checkInteger("connections", options.connections ?? 12, 1, 128),
    partBytes: checkInteger("partBytes", options.partBytes ?? 2 << 20, 1, 1 << 28),
    stallMs: checkInteger("stallMs", options.stallMs ?? 30_000, 1),
    onRetry: options.onRetry,
  };
  let opening: Promise<ObjectStore> | undefined;
  const openStore = (): Promise<ObjectStore> => {
    opening ??= openS3Store({
      endpoint: endpoint.href,
      bucket: options.bucket ?? "flatfiles",
      keys: typeof keys === "function" ? keys : () => keys,
      connections: reading.connections,
      timeoutMs: checkInteger("timeoutMs", options.timeoutMs ?? 20_000, 1),
      now,
    });
    return opening;
  };
  return bucketOver(openStore, endpoint.host, reading, () => {
    opening?.then(
      (store) => store.close(),
      () => {},
    );
  });
}

type Reading = Parameters<typeof readRanges>[3];

function bucketOver(
  openStore: () => Promise<ObjectStore>,
  host: string,
  reading: Reading,
  close: () => void,
): FlatFileBucket {
  const worded = (error: unknown, what: string, isListed: boolean, signal: AbortSignal | undefined): unknown => {
    throwIfCancelled(signal);
    return flatFileError(error, { host, what, isListed });
  };

  async function request<T>(
    what: string,
    isListed: boolean,
    signal: AbortSignal | undefined,
    work: (store: ObjectStore) => Promise<T>,
  ): Promise<T> {
    const store = await openStore();
    try {
      return await retrying(() => work(store), { ...reading, ...RETRY_RULES, signal });
    } catch (error) {
      throw worded(error, what, isListed, signal);
    }
  }

  async function* list(prefix: string, startAfter: string | undefined, { signal }: FetchContext) {
    const what = `a list of ${prefix}`;
    let continuation: string | undefined;
    do {
      const page: ListPage = await request(what, false, signal, (store) =>
        store.list({ prefix, startAfter, continuation }, signal),
      );
      yield* page.objects;
      if (page.continuation !== undefined && page.continuation === continuation) {
        throw worded(new StoreFailure("nonsense", { code: "the same page of a list twice" }), what, false, signal);
      }
      continuation = page.continuation;
    } while (continuation !== undefined);
  }

  async function head(key: string, context: FetchContext): Promise<StoredObjectInfo> {
    const { signal } = context;
    const store = await openStore();
    try {
      return await retrying(() => store.head(key, signal), { ...reading, ...RETRY_RULES, signal });
    } catch (error) {
      // A refused HEAD has no body, so no code: the list tells a wrong key from a plan, and a plan from nothing there.
      const isRefused = error instanceof StoreFailure && (error.status === 401 || error.status === 403);
      if (!isRefused) throw worded(error, key, false, signal);
      for await (const listed of list(key, undefined, context)) {
        if (listed.key === key) throw worded(error, key, true, signal);
      }
      throw worded(new StoreFailure("http", { status: 404 }), key, false, signal);
    }
  }

  async function* ranges(object: StoredObjectInfo, wanted: readonly ByteRange[], context: FetchContext) {
    const { signal, onProgress } = context;
    const task = `downloading ${object.key}`;
    const total = object.byteLength;
    let done = wanted.reduce((rest, { start, end }) => rest - (end - start), total);
    const onBytes = (count: number) => {
      done = Math.min(total, done + count);
      onProgress?.({ task, done, total, unit: "bytes" });
    };
    const store = await openStore();
    try {
      yield* readRanges(store, object, wanted, reading, onBytes, signal);
    } catch (error) {
      throw worded(error, object.key, true, signal);
    }
  }

  return {
    host,
    list,
    head,
    async *read(object, context) {
      const check = checkObject(object, host);
      for await (const { bytes } of ranges(object, [{ start: 0, end: object.byteLength }], context)) {
        check.update(bytes);
        yield bytes;
      }
      check.finish();
    },
    async download(object, path, context) {
      throwIfCancelled(context.signal);
      const partial = await openPartialDownload(path, object);
      try {
        const missing = rangesBetween(partial.done, object.byteLength);
        for await (const { start, bytes } of ranges(object, missing, context)) await partial.put(start, bytes);
        const check = checkObject(object, host);
        for await (const chunk of partial.read()) check.update(chunk);
        check.finish();
        await partial.commit();
      } catch (error) {
        await (isBacksightError(error) && USELESS.has(error.code) ? partial.discard() : partial.release());
        throw error;
      }
    },
    close,
  };
}

/** After these nothing that came is worth keeping. */
const USELESS: ReadonlySet<string> = new Set(["BACKSIGHT_REMOTE_DAMAGED", "BACKSIGHT_REMOTE_REPLACED"]);

/** What of [0, length) no range covers; ranges ascending, none overlapping. */
function rangesBetween(done: readonly ByteRange[], length: number): ByteRange[] {
  const missing: ByteRange[] = [];
  let at = 0;
  for (const { start, end } of [...done, { start: length, end: length }]) {
    if (start > at) missing.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  return missing;
}
