import { throwIfCancelled } from "../../../core/cancellation.ts";
import { type RetryOptions, retrying } from "../../net/retry.ts";
import type { ObjectStore, RangeAnswer, StoredObjectInfo } from "./object-store.ts";
import { isRetryableFailure, StoreFailure } from "./store-failure.ts";

/** Bytes of an object from `start` up to `end`, excluded. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface ReadPartOptions extends Pick<RetryOptions, "attempts" | "baseMs" | "maxMs" | "random" | "sleep"> {
  /** A connection that brings less than `SLOWEST_BYTES` in this time is given up, milliseconds. */
  readonly stallMs: number;
  readonly onRetry?: RetryOptions["onRetry"];
}

/** Below this in one stretch of `stallMs` a connection counts as stalled; a try that brought it counts as progress. */
export const SLOWEST_BYTES = 16 * 1024;

/** Thrown when a server sends the whole object whatever part is asked for. */
export class RangesIgnored extends Error {}

/**
 * The bytes of one part of an object, of the version that `object.etag` names. After a cut only what is missing is
 * asked for again; the tries are counted anew whenever one brought something.
 *
 * @param onBytes told of bytes as they come, each counted once
 * @throws {StoreFailure} the last one, when the tries are used up or it is final; status 412 when the object was
 * replaced. RangesIgnored; BACKSIGHT_CANCELLED
 */
export async function readPart(
  store: ObjectStore,
  object: StoredObjectInfo,
  { start, end }: ByteRange,
  options: ReadPartOptions,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  let filled = 0;
  let before = 0;
  await retrying(
    async () => {
      before = filled;
      const asked = { start: start + filled, end };
      await receive(store, object, asked, options.stallMs, signal, (chunk) => {
        if (chunk.length > bytes.length - filled)
          throw new StoreFailure("nonsense", { code: "more than was asked for" });
        bytes.set(chunk, filled);
        filled += chunk.length;
        onBytes(chunk.length);
      });
      if (filled < bytes.length) throw new StoreFailure("cut");
    },
    { ...options, ...RETRY_RULES, signal, hasProgressed: () => filled - before >= SLOWEST_BYTES },
  );
  return bytes;
}

/** Which failures of the bucket another try may mend, and what it asked to wait. */
export const RETRY_RULES = {
  isRetryable: isRetryableFailure,
  retryAfterOf: (error: unknown) => (error instanceof StoreFailure ? error.retryAfterMs : undefined),
};

async function receive(
  store: ObjectStore,
  object: StoredObjectInfo,
  asked: ByteRange,
  stallMs: number,
  signal: AbortSignal,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const answer = await store.get({ key: object.key, etag: object.etag, ...asked }, signal);
  try {
    checkAnswer(answer, object, asked);
    for await (const chunk of watched(answer, stallMs, signal)) take(chunk);
  } finally {
    answer.discard();
  }
}

function checkAnswer(answer: RangeAnswer, object: StoredObjectInfo, asked: ByteRange): void {
  checkVersion(answer, object);
  if (answer.range === undefined) {
    // The whole of it is as good where the whole was asked for.
    if (asked.start === 0 && asked.end === object.byteLength) return;
    throw new RangesIgnored();
  }
  if (answer.range.total !== object.byteLength) throw new StoreFailure("http", { status: 412 });
  if (answer.range.start !== asked.start || answer.range.end > asked.end) {
    throw new StoreFailure("nonsense", { code: "another part than was asked for" });
  }
}

/** @throws {StoreFailure} status 412 when the answer is of another version of the object */
export function checkVersion(answer: RangeAnswer, object: StoredObjectInfo): void {
  if (answer.etag !== undefined && answer.etag !== object.etag) throw new StoreFailure("http", { status: 412 });
  if (answer.contentEncoding !== undefined && !/^(identity|)$/i.test(answer.contentEncoding)) {
    throw new StoreFailure("nonsense", { code: "bytes that something on the way has packed again" });
  }
}

/** The bytes of an answer; gives up a connection that stalls or only drips. */
export async function* watched(answer: RangeAnswer, stallMs: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let sinceLook = 0;
  let isStalled = false;
  const timer = setInterval(() => {
    isStalled = sinceLook < SLOWEST_BYTES;
    sinceLook = 0;
    if (isStalled) answer.discard();
  }, stallMs);
  const stop = () => answer.discard();
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of answer.bytes) {
      sinceLook += chunk.length;
      yield chunk;
    }
    if (isStalled) throw new StoreFailure("timeout");
  } catch (error) {
    throwIfCancelled(signal);
    throw isStalled ? new StoreFailure("timeout") : error;
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", stop);
  }
}
