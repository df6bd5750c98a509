import { highWord } from "./float-bits.ts";

/** An angle as `quadrant × π/2 + remainder + tail`, with `|remainder|` at most about π/4. */
export interface QuadrantRemainder {
  /** The multiple of π/2, by its last two bits: 0 to 3. */
  readonly quadrant: number;
  readonly remainder: number;
  /** What `remainder` lost to rounding. */
  readonly tail: number;
}

const MEDIUM = 1647099; // 2^20 π/2

/**
 * The remainder of a finite `x` by π/2, with an error far below half an ulp of `remainder` for every double.
 *
 * Up to 2^20 π/2 after fdlibm's `e_rem_pio2.c` (π/2 in three parts of 33 bits, Cody and Waite), Copyright (C) 1993
 * by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to
 * use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 * Above, `x × 2/π` in exact integers (Payne and Hanek 1983).
 */
export function quadrantRemainder(x: number): QuadrantRemainder {
  return Math.abs(x) <= MEDIUM ? mediumRemainder(x) : largeRemainder(x);
}

function mediumRemainder(x: number): QuadrantRemainder {
  const n = Math.round(x * 0.6366197723675814);
  let r = x - n * 1.5707963267341256;
  let w = n * 6.077100506506192e-11;
  let remainder = r - w;
  if (lostBits(x, remainder) > 16) {
    let t = r;
    w = n * 6.077100506303966e-11;
    r = t - w;
    w = n * 2.0222662487959506e-21 - (t - r - w);
    remainder = r - w;
    if (lostBits(x, remainder) > 49) {
      t = r;
      w = n * 2.0222662487111665e-21;
      r = t - w;
      w = n * 8.4784276603689e-32 - (t - r - w);
      remainder = r - w;
    }
  }
  return { quadrant: n & 3, remainder, tail: r - remainder - w };
}

function lostBits(x: number, remainder: number): number {
  return ((highWord(x) >> 20) & 0x7ff) - ((highWord(remainder) >> 20) & 0x7ff);
}

/** 2/π times 2^1216. */
const TWO_OVER_PI = BigInt(
  [
    "0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129",
    "a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27",
    "cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6bab",
  ].join(""),
);
/** π/2 times 2^128. */
const HALF_PI = 0x1921fb54442d18469898cc51701b839a2n;

/**
 * The part of `x × 2/π` that matters is at most 2^-61 away from a multiple (Muller, "Elementary Functions", table
 * 10.2), so 192 bits behind the point leave 130 of the remainder.
 */
function largeRemainder(x: number): QuadrantRemainder {
  let mantissa = Math.abs(x);
  let exponent = 0;
  while (mantissa >= 18014398509481984) {
    mantissa /= 2;
    exponent++;
  }
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  const product = BigInt(mantissa) * TWO_OVER_PI;
  const point = BigInt(1216 - exponent);
  const n = (product + (1n << (point - 1n))) >> point;
  const fraction = (product - (n << point)) >> (point - 192n);
  const scaled = x < 0 ? -fraction * HALF_PI : fraction * HALF_PI;
  const head = Number(scaled);
  const scale = 4.6816763546921983e-97;
  const quadrant = Number(n & 3n);
  return {
    quadrant: x < 0 ? (4 - quadrant) & 3 : quadrant,
    remainder: head * scale,
    tail: Number(scaled - BigInt(head)) * scale,
  };
}
