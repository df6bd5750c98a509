/** A running SHA-256. Node binds its own native one; this file holds the one that works everywhere. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hexadecimal; the hasher is spent afterwards. */
  digest(): string;
}

/** Makes a hasher; a port, so that Node can pass its native SHA-256 for long columns. */
export type CreateHasher = () => Hasher;

const K = roundConstants();
/** Message schedule of the block under way; no two blocks are under way at once. */
const SCHEDULE = new Int32Array(64);
const ENCODER = new TextEncoder();

/**
 * SHA-256 in plain TypeScript (FIPS 180-4): synchronous and the same in Node, worker and page, where the platform's
 * own is asynchronous or absent.
 */
export function createSha256(): Hasher {
  const { update, finish } = createBlocks();
  return {
    update,
    digest: () => Array.from(finish(), (word) => (word >>> 0).toString(16).padStart(8, "0")).join(""),
  };
}

/** SHA-256 of a text (as UTF-8) as eight numbers of 32 bits, signed. */
export function sha256Words(text: string): Int32Array {
  const blocks = createBlocks();
  blocks.update(ENCODER.encode(text));
  return blocks.finish();
}

function createBlocks(): { update(bytes: Uint8Array): void; finish(): Int32Array } {
  const state = Int32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19,
  );
  const block = new Uint8Array(64);
  let filled = 0;
  let total = 0;

  function absorb(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      const take = Math.min(64 - filled, bytes.length - at);
      block.set(bytes.subarray(at, at + take), filled);
      filled += take;
      at += take;
      if (filled === 64) {
        compress(state, block, SCHEDULE);
        filled = 0;
      }
    }
  }

  return {
    update(bytes) {
      total += bytes.length;
      absorb(bytes);
    },
    finish() {
      const bits = total * 8;
      const padding = new Uint8Array((filled < 56 ? 64 : 128) - filled);
      padding[0] = 0x80;
      for (let k = 0, rest = bits; rest > 0; k++, rest = Math.floor(rest / 256)) padding[padding.length - 1 - k] = rest;
      absorb(padding);
      return state;
    },
  };
}

/** SHA-256 of a text (as UTF-8) or of bytes, lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  const hasher = createSha256();
  hasher.update(typeof content === "string" ? ENCODER.encode(content) : content);
  return hasher.digest();
}

/** Adds the little-endian bytes of a column, with one bit pattern for every NaN and no negative zero. */
export function updateWithColumn(hasher: Hasher, column: Float64Array): void {
  const chunk = 8192;
  const canonical = new Float64Array(Math.min(chunk, column.length));
  for (let start = 0; start < column.length; start += chunk) {
    const end = Math.min(start + chunk, column.length);
    for (let i = start; i < end; i++) {
      const value = column[i]!;
      canonical[i - start] = Number.isNaN(value) ? NaN : value + 0;
    }
    hasher.update(littleEndian(canonical.subarray(0, end - start)));
  }
}

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function littleEndian(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (HOST_IS_LITTLE_ENDIAN) return bytes;
  const view = new DataView(new ArrayBuffer(values.byteLength));
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, true);
  });
  return new Uint8Array(view.buffer);
}

function compress(state: Int32Array, block: Uint8Array, w: Int32Array): void {
  for (let i = 0; i < 16; i++) {
    const j = i * 4;
    w[i] = (block[j]! << 24) | (block[j + 1]! << 16) | (block[j + 2]! << 8) | block[j + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
  state[4] = (state[4]! + e) | 0;
  state[5] = (state[5]! + f) | 0;
  state[6] = (state[6]! + g) | 0;
  state[7] = (state[7]! + h) | 0;
}

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes, found with exact integers. */
function roundConstants(): Int32Array {
  const constants = new Int32Array(64);
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    const target = BigInt(n) << 96n;
    let low = 0n;
    let high = 1n << 36n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle * middle * middle <= target) low = middle;
      else high = middle;
    }
    constants[found++] = Number(BigInt.asIntN(32, low));
  }
  return constants;
}
