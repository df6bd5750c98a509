import { quadrantRemainder } from "./quadrant.ts";

/**
 * Sine of `x` radians: the same bits on every engine, less than 1 ulp off for every finite `x`. NaN for infinities and NaN.
 *
 * Port of fdlibm's `s_sin.c`, `k_sin.c` and `k_cos.c` as kept in FreeBSD's msun. Copyright (C) 1993 by Sun Microsystems, Inc.
 * All rights reserved. Developed at SunPro and SunSoft, Sun Microsystems, Inc. businesses. Permission to use, copy,
 * modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
export function sin(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return Math.abs(x) < 1.4901161193847656e-8 ? x : sinNearZero(x, 0);
  return ofQuadrant(x, 0);
}

/** Cosine of `x` radians; everything else as {@link sin}. */
export function cos(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return cosNearZero(x, 0);
  return ofQuadrant(x, 1);
}

const QUARTER_PI = 0.7853981633974483;

function ofQuadrant(x: number, shift: 0 | 1): number {
  if (!Number.isFinite(x)) return NaN;
  const { quadrant, remainder, tail } = quadrantRemainder(x);
  const turn = (quadrant + shift) & 3;
  const size = (turn & 1) === 0 ? sinNearZero(remainder, tail) : cosNearZero(remainder, tail);
  return turn < 2 ? size : -size;
}

/** sin(x + tail) for `|x| <= π/4`. */
function sinNearZero(x: number, tail: number): number {
  const z = x * x;
  const w = z * z;
  const r =
    0.00833333333332249 +
    z * (-1.984126982985795e-4 + z * 2.7557313707070068e-6) +
    z * w * (-2.5050760253406863e-8 + z * 1.58969099521155e-10);
  const v = z * x;
  if (tail === 0) return x + v * (-0.16666666666666632 + z * r);
  return x - (z * (0.5 * tail - v * r) - tail - v * -0.16666666666666632);
}

/** cos(x + tail) for `|x| <= π/4`. */
function cosNearZero(x: number, tail: number): number {
  const z = x * x;
  const w = z * z;
  const r =
    z * (0.0416666666666666 + z * (-0.001388888888887411 + z * 2.480158728947673e-5)) +
    w * w * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11));
  const half = 0.5 * z;
  const rest = 1 - half;
  return rest + (1 - rest - half + (z * r - x * tail));
}
