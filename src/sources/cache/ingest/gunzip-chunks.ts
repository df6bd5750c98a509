import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { throwIfCancelled } from "../../../core/cancellation.ts";
import { BacksightError, isBacksightError } from "../../../core/errors.ts";

/** Larger pieces leave the processor's cache, smaller ones cost a turn of the event loop each. */
const PIECE_BYTES = 1 << 16;

const REASONS: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: "its packed content was cut",
  Z_DATA_ERROR: "its packed content is broken",
};

/**
 * Unpacks gzip, also of several members, on another thread while the pieces are used; memory holds a few pieces. Every
 * byte must belong to a member: what follows the last one would be a damaged member.
 *
 * @param path the file's name in messages
 * @throws {BacksightError} BACKSIGHT_FLAT_FILE_DAMAGED, BACKSIGHT_CANCELLED, what `chunks` throws
 */
export async function* gunzipChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  let fed = 0;
  async function* counted() {
    for await (const chunk of chunks) {
      fed += chunk.length;
      yield chunk;
    }
  }
  const feeding = pipeline(counted, gunzip);
  // Its failures come out of the pieces, too.
  feeding.catch(() => {});
  try {
    for await (const piece of gunzip) {
      throwIfCancelled(signal);
      yield piece as Uint8Array;
    }
    await feeding;
    if (fed === 0) throw damaged(path, "it is empty");
    if (gunzip.bytesWritten !== fed) throw damaged(path, "something follows its end");
  } catch (error) {
    if (isBacksightError(error)) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!(code in REASONS)) throw error;
    throw damaged(path, REASONS[code]!, error);
  } finally {
    gunzip.destroy();
  }
}

function damaged(path: string, reason: string, cause?: unknown): BacksightError {
  return new BacksightError("BACKSIGHT_FLAT_FILE_DAMAGED", { path, reason }, { cause });
}
