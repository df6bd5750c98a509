import { erfc } from "./erfc.ts";
import { exp } from "./exp.ts";
import { withoutLowWord } from "./float-bits.ts";
import { log } from "./log.ts";

/** Density of the standard normal distribution at `x`, to 1e-15 of its value. 0 from 38.6 on, NaN for NaN. */
export function normalPdf(x: number): number {
  const size = Math.abs(x);
  if (size > 40) return 0;
  // x² = head² + (x - head)(x + head), of which the first is exact
  const head = withoutLowWord(size);
  return INV_SQRT_2PI * exp(-0.5 * head * head) * exp(-0.5 * (size - head) * (size + head));
}

/**
 * Probability that a standard normal variable is at most `x`, to 1e-15 of its value in the lower tail too (0 from
 * -38.6 down). For the upper tail ask `normalCdf(-x)`. NaN for NaN.
 *
 * `erfc(-x / √2) / 2`, corrected to first order for the rounding of the division.
 */
export function normalCdf(x: number): number {
  const z = x * -SQRT_HALF;
  const whole = 0.5 * erfc(z);
  if (!(Math.abs(x) < 40)) return whole;
  const head = withoutLowWord(x);
  const missing = -(head * SQRT_HALF_HEAD + z + (x - head) * SQRT_HALF_HEAD + x * SQRT_HALF_REST);
  return whole - missing * INV_SQRT_PI * exp(-z * z);
}

/**
 * The `x` with `normalCdf(x) = p`, to 1e-15 of its value. -Infinity at 0, Infinity at 1, NaN outside and for NaN.
 *
 * Wichura 1988, "Algorithm AS 241: The percentage points of the normal distribution", PPND16; outside the middle
 * 85 % its result takes one Halley step on the smaller tail.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE_ABOVE, CENTRE_BELOW);
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const tail = q < 0 ? p : 1 - p;
  const r = Math.sqrt(-log(tail));
  const x = refined(
    -(r <= 5 ? ratio(r - 1.6, MIDDLE_ABOVE, MIDDLE_BELOW) : ratio(r - 5, TAIL_ABOVE, TAIL_BELOW)),
    tail,
  );
  return q < 0 ? x : -x;
}

/** `x` moved nearer to the quantile of `p`; left alone where the density has lost digits to underflow. */
function refined(x: number, p: number): number {
  if (p < 1e-300) return x;
  const step = (normalCdf(x) - p) / normalPdf(x);
  return x - step / (1 + 0.5 * x * step);
}

// biome-ignore lint/suspicious/noApproximativeNumericConstant: these digits, whatever the engine has
const SQRT_HALF = 0.7071067811865476;
/** 1 / √2 in two parts, the first of 21 bits. */
const SQRT_HALF_HEAD = 0.7071065902709961;
const SQRT_HALF_REST = 1.9091555143065085e-7;
const INV_SQRT_PI = 0.5641895835477563;
const INV_SQRT_2PI = 0.3989422804014327;

function ratio(r: number, above: readonly number[], below: readonly number[]): number {
  return polynomial(r, above) / polynomial(r, below);
}

/** Horner's rule; coefficients from the highest power down. */
function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

const CENTRE_ABOVE = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTRE_BELOW = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const MIDDLE_ABOVE = [
  7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const MIDDLE_BELOW = [
  1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const TAIL_ABOVE = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_BELOW = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 7.868691311456133e-4, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];
