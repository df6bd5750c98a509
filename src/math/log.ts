import { highWord, withHighWord } from "./float-bits.ts";
import { LN2_HIGH, LN2_LOW } from "./ln2.ts";

/**
 * Natural logarithm: the same bits on every engine, less than 1 ulp off. -Infinity at 0, NaN below 0 and for NaN.
 *
 * `x = 2^k (1 + f)` with `√2/2 < 1 + f < √2`; log(1 + f) from a minimax polynomial in `s = f / (2 + f)`.
 *
 * Port of fdlibm's `e_log.c` as kept in FreeBSD's msun. Copyright (C) 1993 by Sun Microsystems, Inc. All rights
 * reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    k = -54;
    x *= 18014398509481984;
  }
  const high = highWord(x);
  const fraction = high & 0x000fffff;
  const carry = (fraction + 0x95f64) & 0x00100000;
  k += (high >> 20) - 1023 + (carry >> 20);
  const f = withHighWord(x, fraction | (carry ^ 0x3ff00000)) - 1;

  if ((0x000fffff & (2 + fraction)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const r = logRemainder(s * s);
  if (fraction < 0x6147a || fraction > 0x6b851) {
    return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
  }
  const half = 0.5 * f * f; // near √2 and √2/2, where f is largest
  if (k === 0) return f - (half - s * (half + r));
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
}

/** `(log(1 + s) - log(1 - s)) / s - 2` as a polynomial in `z = s²`, for `s` up to 0.1716: within 2^-58 of it. */
export function logRemainder(z: number): number {
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return odd + even;
}
