const LONG = 64;

/**
 * Unpacks Snappy (the raw format, without frames) that was `length` bytes long. The reader's own unpacker trusts the
 * lengths it finds and can run on without end over damaged bytes; here every step is checked and moves forward.
 *
 * Source: Google, "Snappy compressed format description".
 *
 * @throws {RangeError} for bytes that no packer makes of `length` bytes
 */
export function unpackSnappy(bytes: Uint8Array, length: number): Uint8Array {
  // No element makes more than 64 bytes of 3: a claim beyond that isn't worth its memory.
  if (length > bytes.length * 24 + 64) fail();
  const output = new Uint8Array(length);
  let at = lengthEnd(bytes, length);
  let filled = 0;
  while (at < bytes.length) {
    const tag = bytes[at++]!;
    const kind = tag & 3;
    let size: number;
    if (kind === 0) {
      const wide = Math.max(0, (tag >>> 2) - 59);
      size = (wide === 0 ? tag >>> 2 : littleEndian(bytes, at, wide)) + 1;
      at += wide;
      if (at + size > bytes.length || filled + size > length) fail();
      // A view costs more than a few bytes do.
      if (size > LONG) output.set(bytes.subarray(at, at + size), filled);
      else for (let i = 0; i < size; i++) output[filled + i] = bytes[at + i]!;
      at += size;
    } else {
      const wide = kind === 3 ? 4 : kind;
      let distance = littleEndian(bytes, at, wide);
      if (kind === 1) distance += (tag >>> 5) << 8;
      at += wide;
      size = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
      if (distance === 0 || distance > filled || filled + size > length) fail();
      // A copy may reach into what it writes itself.
      for (let i = filled; i < filled + size; i++) output[i] = output[i - distance]!;
    }
    filled += size;
  }
  if (filled !== length) fail();
  return output;
}

/** Where the length ends that stands in front, which must be `length`. */
function lengthEnd(bytes: Uint8Array, length: number): number {
  let claimed = 0;
  let scale = 1;
  for (let at = 0; at < 5; at++) {
    const byte = bytes[at] ?? fail();
    claimed += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) return claimed === length ? at + 1 : fail();
  }
  return fail();
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  if (at + count > bytes.length) fail();
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
  return value;
}

function fail(): never {
  throw new RangeError("Snappy's bytes make no sense");
}
