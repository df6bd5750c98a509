import { scaleByPowerOfTwo } from "./float-bits.ts";
import { INV_LN2, LN2_HIGH, LN2_LOW } from "./ln2.ts";

const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019411;

/**
 * e to the power `x`: the same bits on every engine, less than 1 ulp off. Infinity above 709.78, 0 below -745.13,
 * NaN for NaN.
 *
 * `x = k ln 2 + r` with `|r| <= ln(2) / 2`; exp(r) from a minimax polynomial in `r²` for `r (e^r + 1) / (e^r - 1)`.
 *
 * Port of fdlibm's `e_exp.c` as kept in FreeBSD's msun. Copyright (C) 2004 by Sun Microsystems, Inc. All rights
 * reserved. Permission to use, copy, modify, and distribute this software is freely granted, provided that this
 * notice is preserved.
 */
export function exp(x: number): number {
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: these digits, whatever the engine has
  if (x === 1) return 2.718281828459045;
  const size = Math.abs(x);
  if (!(size >= 3.725290298461914e-9)) return 1 + x; // below 2^-28, or NaN

  let k = 0;
  let high = x;
  let low = 0;
  if (size > 0.34657359027997264) {
    k = size < 1.0397207708399179 ? Math.sign(x) : Math.trunc(INV_LN2 * x + (x < 0 ? -0.5 : 0.5));
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  }
  const r = high - low;
  const c = r - expCorrection(r * r);
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  return scaleByPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}

/** `r - r (e^r + 1) / (e^r - 1) + 2` as a polynomial in `t = r²`, for `|r| <= ln(2) / 2`: within 2^-59 of it. */
export function expCorrection(t: number): number {
  return (
    t *
    (0.16666666666666602 +
      t *
        (-0.0027777777777015593 +
          t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))))
  );
}
