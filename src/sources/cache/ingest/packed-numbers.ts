/** How a column of numbers lies in a block. */
export const RAW = 0;
export const CONSTANT = 1;
export const DELTAS = 2;

/** A column of numbers as few bytes that pack well. */
export interface PackedNumbers {
  readonly encoding: typeof RAW | typeof CONSTANT | typeof DELTAS;
  /** Of DELTAS: how many decimals were shifted before the point. */
  readonly decimals: number;
  /** The value of CONSTANT; of DELTAS the first one, shifted. */
  readonly base: number;
  readonly bytes: Uint8Array;
}

const POWERS_OF_TEN = Float64Array.of(1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6);
/** What prices, times and sizes have. */
const TRIED_DECIMALS = [0, 2, 4, 6];
const LARGEST = 2 ** 31 - 1;

/**
 * Numbers that are few decimals long and near each other become differences of whole numbers in 32 bits, which zstd packs
 * into little; all others keep their bits. `unpackNumbers` gives the same bits back, but that every NaN becomes the same
 * one.
 */
export function packNumbers(values: Float64Array): PackedNumbers {
  const [first] = values;
  if (first === undefined) return { encoding: RAW, decimals: 0, base: 0, bytes: new Uint8Array(0) };
  if (values.every((value) => Object.is(value, first))) {
    return { encoding: CONSTANT, decimals: 0, base: first, bytes: new Uint8Array(0) };
  }
  for (const decimals of TRIED_DECIMALS) {
    const deltas = deltasOf(values, POWERS_OF_TEN[decimals]!);
    if (deltas === undefined) continue;
    const base = Math.round(first * POWERS_OF_TEN[decimals]!);
    return { encoding: DELTAS, decimals, base, bytes: new Uint8Array(deltas.buffer) };
  }
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { encoding: RAW, decimals: 0, base: 0, bytes };
}

/** Undefined when the numbers aren't whole after the shift, or too far from the first one. */
function deltasOf(values: Float64Array, power: number): Int32Array<ArrayBuffer> | undefined {
  const deltas = new Int32Array(values.length);
  const base = Math.round(values[0]! * power);
  let last = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const whole = Math.round(value * power);
    const offset = whole - base;
    // Written so that NaN, infinities and -0 fail, too.
    if (!(whole / power === value && offset <= LARGEST && offset >= -LARGEST) || Object.is(value, -0)) return undefined;
    deltas[i] = offset - last;
    last = offset;
  }
  return deltas;
}

/**
 * Writes the numbers to `out`, which is as long as there are of them.
 *
 * @throws {RangeError} for bytes of another length or an unknown encoding
 */
export function unpackNumbers({ encoding, decimals, base, bytes }: PackedNumbers, out: Float64Array): void {
  if (encoding === CONSTANT) {
    out.fill(base);
    return;
  }
  const width = encoding === DELTAS ? 4 : 8;
  const power = POWERS_OF_TEN[decimals];
  if (power === undefined || encoding > DELTAS || bytes.length !== width * out.length) {
    throw new RangeError(`${bytes.length} bytes of encoding ${encoding} for ${out.length} numbers`);
  }
  if (encoding === RAW) {
    new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(bytes);
    return;
  }
  const deltas = new Int32Array(bytes.buffer, bytes.byteOffset, out.length);
  let offset = 0;
  for (let i = 0; i < out.length; i++) {
    // Differences wrap around in 32 bits, and so back.
    offset = (offset + deltas[i]!) | 0;
    out[i] = (base + offset) / power;
  }
}
