import { scaleByPowerOfTwo } from "./float-bits.ts";
import { INV_LN2, LN2_HIGH, LN2_LOW } from "./ln2.ts";

/**
 * e to the power `x`, minus 1, without the loss of digits near 0: a simple return of a log return. The same bits on
 * every engine, less than 1 ulp off. Infinity above 709.78, -1 below -38.8, NaN for NaN.
 *
 * Port of fdlibm's `s_expm1.c` as kept in FreeBSD's msun. Copyright (C) 1993 by Sun Microsystems, Inc. All rights
 * reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
export function expm1(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -38.816242111356935) return -1;
  const size = Math.abs(x);
  if (!(size >= 5.551115123125783e-17)) return x; // below 2^-54, or NaN

  let k = 0;
  let c = 0;
  if (size > 0.34657359027997264) {
    k = size < 1.0397207708399179 ? Math.sign(x) : Math.trunc(INV_LN2 * x + (x < 0 ? -0.5 : 0.5));
    const high = x - k * LN2_HIGH;
    const low = k * LN2_LOW;
    x = high - low;
    c = high - x - low;
  }
  const half = 0.5 * x;
  const z = x * half;
  const r = 1 + remainder(z);
  const t = 3 - r * half;
  let e = z * ((r - t) / (6 - x * t));
  if (k === 0) return x - (x * e - z);

  e = x * (e - c) - c - z;
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  if (k <= -2 || k > 56) return scaleByPowerOfTwo(1 - (e - x), k) - 1;
  const tiny = scaleByPowerOfTwo(1, -k);
  return k < 20 ? scaleByPowerOfTwo(1 - tiny - (e - x), k) : scaleByPowerOfTwo(x - (e + tiny) + 1, k);
}

/** `6 / r ((e^r + 1) / (e^r - 1) - 2 / r) - 1` as a polynomial in `z = r² / 2`: within 2^-61 of it. */
function remainder(z: number): number {
  return (
    z *
    (-0.03333333333333313 +
      z *
        (0.0015873015872548146 + z * (-7.93650757867488e-5 + z * (4.008217827329362e-6 + z * -2.0109921818362437e-7))))
  );
}
