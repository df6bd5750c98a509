import type { DataKey } from "./data-key.ts";
import { newSeal, sealChunk } from "./sealed-format.ts";

/** Seals content that comes piece by piece: what is to be written for each piece, and at the end. */
export interface SealedStream {
  add(piece: Uint8Array): Buffer;
  end(): Buffer;
}

export function sealedStream(key: DataKey, chunkBytes?: number): SealedStream {
  const seal = newSeal(key, chunkBytes);
  let waiting: Buffer = Buffer.alloc(0);
  let index = 0;
  let header: Buffer = seal.header;
  return {
    add(piece) {
      const out: Buffer[] = [header];
      header = Buffer.alloc(0);
      waiting = Buffer.concat([waiting, piece]);
      // The last chunk must say so: a full one waits until more comes.
      for (; waiting.length > seal.chunkBytes; waiting = waiting.subarray(seal.chunkBytes)) {
        out.push(sealChunk(seal, index++, false, waiting.subarray(0, seal.chunkBytes)));
      }
      return Buffer.concat(out);
    },
    end: () => Buffer.concat([header, sealChunk(seal, index, true, waiting)]),
  };
}
