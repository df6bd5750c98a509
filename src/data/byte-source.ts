/** Bytes that can be read in any order: a file, an object in a store, memory. */
export interface ByteSource {
  readonly byteLength: number;
  /** The bytes from `start` up to `end`, excluded; both lie within the source. Shorter only when the source shrank. */
  slice(start: number, end: number): ArrayBuffer | Promise<ArrayBuffer>;
}

/** Bytes in memory; they are copied when read. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.length,
    slice(start, end) {
      const copy = new Uint8Array(end - start);
      copy.set(bytes.subarray(start, end));
      return copy.buffer;
    },
  };
}
