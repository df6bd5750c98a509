/**
 * A double as two 32-bit words: the sign, the eleven exponent bits and the upper twenty fraction bits are the high
 * word, the other 32 fraction bits the low one.
 */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and upper twenty fraction bits, as a signed 32-bit integer. */
export function highWord(x: number): number {
  double[0] = x;
  return words[HIGH]!;
}

/** `x` with its high word replaced. */
export function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[HIGH] = high;
  return double[0];
}

/** `x` cut to its upper 21 significant bits: products of two such numbers are exact. */
export function withoutLowWord(x: number): number {
  double[0] = x;
  words[LOW] = 0;
  return double[0];
}

/** `x` times two to the power `n`, an integer from -2022 to 1024; for `x` in [0.5, 2) rounded at most once. */
export function scaleByPowerOfTwo(x: number, n: number): number {
  if (n > 1023) return x * 2 * powerOfTwo(n - 1);
  if (n >= -1022) return x * powerOfTwo(n);
  return x * powerOfTwo(n + 1000) * 9.332636185032189e-302;
}

/** Two to the power `n`, an integer from -1022 to 1023. */
function powerOfTwo(n: number): number {
  words[HIGH] = (n + 1023) << 20;
  words[LOW] = 0;
  return double[0]!;
}
