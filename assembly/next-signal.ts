@inline
function word(base: usize, i: i32): u64 {
  return load<u64>(base + (<usize>i << 3));
}

@inline
function opening(long: usize, longOut: usize, short: usize, shortOut: usize, w: i32): u64 {
  const a = word(long, w);
  const b = word(short, w);
  return (a & ~b & ~word(longOut, w)) | (b & ~a & ~word(shortOut, w));
}

@inline
function closing(out: usize, held: usize, other: usize, otherOut: usize, w: i32): u64 {
  return word(out, w) | (word(other, w) & ~word(held, w) & ~word(otherOut, w));
}

/** As `nextEntry` of next-signal.ts, 64 bars at a time. */
@inline
export function nextEntry(long: usize, longOut: usize, short: usize, shortOut: usize, from: i32, length: i32): i32 {
  if (from >= length) return length;
  const words = (length + 63) >> 6;
  let w = from >> 6;
  let bits = opening(long, longOut, short, shortOut, w) & ((<u64>-1) << (<u64>from & 63));
  while (bits == 0) {
    if (++w >= words) return length;
    bits = opening(long, longOut, short, shortOut, w);
  }
  return (w << 6) + <i32>ctz(bits);
}

/** As `nextExit` of next-signal.ts. */
@inline
export function nextExit(out: usize, held: usize, other: usize, otherOut: usize, from: i32, length: i32): i32 {
  if (from >= length) return length;
  const words = (length + 63) >> 6;
  let w = from >> 6;
  let bits = closing(out, held, other, otherOut, w) & ((<u64>-1) << (<u64>from & 63));
  while (bits == 0) {
    if (++w >= words) return length;
    bits = closing(out, held, other, otherOut, w);
  }
  return (w << 6) + <i32>ctz(bits);
}

/** `nextEntry` without a short side. */
@inline
export function nextLongEntry(long: usize, longOut: usize, from: i32, length: i32): i32 {
  if (from >= length) return length;
  const words = (length + 63) >> 6;
  let w = from >> 6;
  let bits = word(long, w) & ~word(longOut, w) & ((<u64>-1) << (<u64>from & 63));
  while (bits == 0) {
    if (++w >= words) return length;
    bits = word(long, w) & ~word(longOut, w);
  }
  return (w << 6) + <i32>ctz(bits);
}

/** `nextExit` without a short side. */
@inline
export function nextLongExit(out: usize, from: i32, length: i32): i32 {
  if (from >= length) return length;
  const words = (length + 63) >> 6;
  let w = from >> 6;
  let bits = word(out, w) & ((<u64>-1) << (<u64>from & 63));
  while (bits == 0) {
    if (++w >= words) return length;
    bits = word(out, w);
  }
  return (w << 6) + <i32>ctz(bits);
}

/** As `entrySide` of next-signal.ts. */
@inline
export function entrySide(long: usize, longOut: usize, short: usize, shortOut: usize, i: i32): i32 {
  const w = i >> 6;
  const shift = <u64>i & 63;
  const a = word(long, w);
  const b = word(short, w);
  const isLong = <i32>(((a & ~b & ~word(longOut, w)) >> shift) & 1);
  const isShort = <i32>(((b & ~a & ~word(shortOut, w)) >> shift) & 1);
  return isLong - isShort;
}
