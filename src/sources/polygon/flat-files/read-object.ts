import { inOrder } from "../../net/in-order.ts";
import { retrying } from "../../net/retry.ts";
import type { ObjectStore, StoredObjectInfo } from "./object-store.ts";
import {
  type ByteRange,
  checkVersion,
  RangesIgnored,
  RETRY_RULES,
  type ReadPartOptions,
  readPart,
  watched,
} from "./read-part.ts";
import { StoreFailure } from "./store-failure.ts";

export interface ReadObjectOptions extends ReadPartOptions {
  /** Requests at once. */
  readonly connections: number;
  /** Bytes of one request. */
  readonly partBytes: number;
}

/** Bytes with their place in the object. */
export interface ObjectPart {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** Parts that may be in the making or waiting for the receiver, for each connection: one slow part stops nobody. */
const WINDOW = 2;

/**
 * The bytes of ranges of an object, in order, read over several connections. Memory: `2·connections·partBytes`, however
 * slow the receiver. A server that ignores ranges is read over one connection, from the beginning.
 *
 * @throws {StoreFailure} as `readPart`; BACKSIGHT_CANCELLED
 */
export async function* readRanges(
  store: ObjectStore,
  object: StoredObjectInfo,
  ranges: readonly ByteRange[],
  options: ReadObjectOptions,
  onBytes: (count: number) => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<ObjectPart, void, undefined> {
  const parts = ranges.flatMap((range) => splitRange(range, options.partBytes));
  const limits = { connections: options.connections, window: WINDOW * options.connections };
  const read = async (index: number, stop: AbortSignal): Promise<ObjectPart> => {
    const part = parts[index]!;
    const both = signal === undefined ? stop : AbortSignal.any([signal, stop]);
    return { start: part.start, bytes: await readPart(store, object, part, options, onBytes, both) };
  };
  let taken = 0;
  try {
    for await (const part of inOrder(parts.length, read, limits)) {
      taken++;
      yield part;
    }
  } catch (error) {
    if (!(error instanceof RangesIgnored)) throw error;
    const stop = signal ?? new AbortController().signal;
    for await (const part of fromWholeObject(store, object, parts.slice(taken), options, stop)) {
      onBytes(part.bytes.length);
      yield part;
    }
  }
}

/** Consecutive parts of a range, of at most `partBytes`. */
export function splitRange({ start, end }: ByteRange, partBytes: number): ByteRange[] {
  const parts: ByteRange[] = [];
  for (let at = start; at < end; at += partBytes) parts.push({ start: at, end: Math.min(end, at + partBytes) });
  return parts;
}

/** Ascending parts out of the one stream that a server without ranges sends; after a cut it begins again. */
async function* fromWholeObject(
  store: ObjectStore,
  object: StoredObjectInfo,
  parts: readonly ByteRange[],
  options: ReadObjectOptions,
  signal: AbortSignal,
): AsyncGenerator<ObjectPart, void, undefined> {
  let stream: AsyncGenerator<ObjectPart> | undefined;
  let next = 0;
  try {
    while (next < parts.length) {
      yield await retrying(
        async () => {
          stream ??= cutOut(store, object, parts.slice(next), options.stallMs, signal);
          const { value, done } = await stream.next().catch((error: unknown) => {
            stream = undefined;
            throw error;
          });
          if (done === true) throw new StoreFailure("cut");
          return value;
        },
        { ...options, ...RETRY_RULES, signal },
      );
      next++;
    }
  } finally {
    await stream?.return(undefined);
  }
}

async function* cutOut(
  store: ObjectStore,
  object: StoredObjectInfo,
  parts: readonly ByteRange[],
  stallMs: number,
  signal: AbortSignal,
): AsyncGenerator<ObjectPart, void, undefined> {
  const whole = { key: object.key, etag: object.etag, start: 0, end: object.byteLength };
  const answer = await store.get(whole, signal);
  try {
    checkVersion(answer, object);
    let at = 0;
    let part = 0;
    let bytes = new Uint8Array(parts[0]!.end - parts[0]!.start);
    for await (const chunk of watched(answer, stallMs, signal)) {
      for (let used = 0; used < chunk.length && part < parts.length; ) {
        const { start, end } = parts[part]!;
        used = Math.max(used, Math.min(chunk.length, start - at));
        const piece = chunk.subarray(used, Math.min(chunk.length, end - at));
        if (piece.length > 0) bytes.set(piece, at + used - start);
        used += piece.length;
        if (at + used < end) break;
        yield { start, bytes };
        part++;
        const following = parts[part];
        if (following !== undefined) bytes = new Uint8Array(following.end - following.start);
      }
      at += chunk.length;
      if (part === parts.length) return;
    }
    throw new StoreFailure("cut");
  } finally {
    answer.discard();
  }
}
