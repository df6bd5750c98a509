import { highWord, withHighWord } from "./float-bits.ts";
import { LN2_HIGH, LN2_LOW } from "./ln2.ts";

/**
 * log(1 + x) without the loss of digits near 0: a log return of a simple return. The same bits on every engine, less
 * than 1 ulp off. -Infinity at -1, NaN below and for NaN.
 *
 * Port of fdlibm's `s_log1p.c` as kept in FreeBSD's msun. Copyright (C) 1993 by Sun Microsystems, Inc. All rights
 * reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const size = Math.abs(x);
  if (size < 1.862645149230957e-9) return size < 5.551115123125783e-17 ? x : x - x * x * 0.5;

  let k = 0;
  let f = x;
  let c = 0;
  let fraction = 1;
  const high = highWord(x);
  if (!(high < 0x3fda827a && (high > 0 || high <= (0xbfd2bec4 | 0)))) {
    // 1 + x outside (√2/2, √2): 1 + x = 2^k (1 + f), c what the sum lost
    const u = size < 9007199254740992 ? 1 + x : x;
    const uHigh = highWord(u);
    k = (uHigh >> 20) - 1023;
    if (u !== x) c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    fraction = uHigh & 0x000fffff;
    if (fraction < 0x6a09e) f = withHighWord(u, fraction | 0x3ff00000) - 1;
    else {
      k += 1;
      f = withHighWord(u, fraction | 0x3fe00000) - 1;
      fraction = (0x00100000 - fraction) >> 2;
    }
  }
  const half = 0.5 * f * f;
  if (fraction === 0) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW);
    const r = half * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - (k * LN2_LOW + c) - f);
  }
  const s = f / (2 + f);
  const r = remainder(s * s);
  if (k === 0) return f - (half - s * (half + r));
  return k * LN2_HIGH - (half - (s * (half + r) + (k * LN2_LOW + c)) - f);
}

/** `(log(1 + s) - log(1 - s)) / s - 2` as a polynomial in `z = s²`, for `s` up to 0.1716: within 2^-58 of it. */
function remainder(z: number): number {
  return (
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))))
  );
}
