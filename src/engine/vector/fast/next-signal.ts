/**
 * The first bar from `from` on that opens a position: an entry of one side alone, without an exit of that side. `length`
 * without one.
 */
export function nextEntry(
  entries: Uint32Array,
  exits: Uint32Array,
  shortEntries: Uint32Array,
  shortExits: Uint32Array,
  from: number,
  length: number,
): number {
  if (from >= length) return length;
  const words = (length + 31) >>> 5;
  let word = from >>> 5;
  let kept = -1 << (from & 31);
  for (;;) {
    const long = entries[word]!;
    const short = shortEntries[word]!;
    const bits = ((long & ~short & ~exits[word]!) | (short & ~long & ~shortExits[word]!)) & kept;
    if (bits !== 0) return (word << 5) + 31 - Math.clz32(bits & -bits);
    kept = -1;
    if (++word >= words) return length;
  }
}

/**
 * The first bar from `from` on that ends a position: an exit, or an entry of the other side that opens one there.
 *
 * @param exits and `entries` of the side that is held; `otherEntries` and `otherExits` of the other one
 */
export function nextExit(
  exits: Uint32Array,
  entries: Uint32Array,
  otherEntries: Uint32Array,
  otherExits: Uint32Array,
  from: number,
  length: number,
): number {
  if (from >= length) return length;
  const words = (length + 31) >>> 5;
  let word = from >>> 5;
  let kept = -1 << (from & 31);
  for (;;) {
    const bits = (exits[word]! | (otherEntries[word]! & ~entries[word]! & ~otherExits[word]!)) & kept;
    if (bits !== 0) return (word << 5) + 31 - Math.clz32(bits & -bits);
    kept = -1;
    if (++word >= words) return length;
  }
}

/** `nextEntry` without a short side. */
export function nextLongEntry(entries: Uint32Array, exits: Uint32Array, from: number, length: number): number {
  if (from >= length) return length;
  const words = (length + 31) >>> 5;
  let word = from >>> 5;
  let bits = entries[word]! & ~exits[word]! & (-1 << (from & 31));
  while (bits === 0) {
    if (++word >= words) return length;
    bits = entries[word]! & ~exits[word]!;
  }
  return (word << 5) + 31 - Math.clz32(bits & -bits);
}

/** `nextExit` without a short side. */
export function nextLongExit(exits: Uint32Array, from: number, length: number): number {
  if (from >= length) return length;
  const words = (length + 31) >>> 5;
  let word = from >>> 5;
  let bits = exits[word]! & (-1 << (from & 31));
  while (bits === 0) {
    if (++word >= words) return length;
    bits = exits[word]!;
  }
  return (word << 5) + 31 - Math.clz32(bits & -bits);
}

/** The side that bar `i` opens: 1 long, −1 short, 0 neither. */
export function entrySide(
  entries: Uint32Array,
  exits: Uint32Array,
  shortEntries: Uint32Array,
  shortExits: Uint32Array,
  i: number,
): number {
  const word = i >>> 5;
  const long = entries[word]!;
  const short = shortEntries[word]!;
  if ((((long & ~short & ~exits[word]!) >>> (i & 31)) & 1) === 1) return 1;
  return (((short & ~long & ~shortExits[word]!) >>> (i & 31)) & 1) === 1 ? -1 : 0;
}

/** The first bar from `from` on whose bit is set. `length` without one. */
export function nextSignal(bits: Uint32Array, from: number, length: number): number {
  if (from >= length) return length;
  const words = (length + 31) >>> 5;
  let word = from >>> 5;
  let seen = bits[word]! & (-1 << (from & 31));
  while (seen === 0) {
    if (++word >= words) return length;
    seen = bits[word]!;
  }
  return (word << 5) + 31 - Math.clz32(seen & -seen);
}
