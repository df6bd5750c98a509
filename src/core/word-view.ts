/** The whole words of four bytes of an array, the first byte in the lowest bits; null where it doesn't begin at one. */
export function wordView(bytes: Uint8Array): Int32Array | null {
  if (bytes.byteOffset % Int32Array.BYTES_PER_ELEMENT !== 0) return null;
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
}
