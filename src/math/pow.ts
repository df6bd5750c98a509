import { expCorrection } from "./exp.ts";
import { highWord, scaleByPowerOfTwo, withHighWord, withoutLowWord } from "./float-bits.ts";
import { INV_LN2, LN2 } from "./ln2.ts";

/**
 * `x` to the power `y`: the same bits on every engine, less than 0.8 ulp off; exact cases (squares, square roots,
 * integers whose power fits 53 bits) are exact. Special cases as in ECMAScript: 1 for `y = 0` whatever `x` is, NaN
 * for NaN, for a negative `x` with a fraction in `y`, and for `|x| = 1` with `|y|` infinite.
 *
 * log2 of `x` in two parts, times `y` in two parts, then 2 to the whole and to the fraction of that.
 *
 * Port of fdlibm's `e_pow.c` as kept in FreeBSD's msun. Copyright (C) 2004 by Sun Microsystems, Inc. All rights
 * reserved. Permission to use, copy, modify, and distribute this software is freely granted, provided that this
 * notice is preserved.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (y === 0.5 && x >= 0) return x === 0 ? 0 : Math.sqrt(x);

  const size = Math.abs(x);
  if (y === Infinity || y === -Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const isNegative = x < 0 || Object.is(x, -0);
  const isOdd = isNegative && isOddInteger(y);
  if (size === Infinity || size === 0) {
    const power = (size === 0) === y > 0 ? 0 : Infinity;
    return isOdd ? -power : power;
  }
  if (isNegative && !Number.isInteger(y)) return NaN;
  const power = size === 1 ? 1 : powerOfPositive(size, y);
  return isOdd ? -power : power;
}

function isOddInteger(y: number): boolean {
  return Math.abs(y % 2) === 1;
}

/** For finite `x > 0` other than 1, finite `y`. */
function powerOfPositive(x: number, y: number): number {
  const isHuge = Math.abs(y) > 2147483648; // |y| > 2^31: finite only where |1 - x| is tiny
  if (isHuge && !(highWord(x) >= 0x3fefffff && highWord(x) <= 0x3ff00000)) {
    return x > 1 === y > 0 ? Infinity : 0;
  }
  if (isHuge) logNearOne(x);
  else logByTwo(x);

  const yHigh = withoutLowWord(y);
  const low = (y - yHigh) * logHigh + y * logLow;
  const high = yHigh * logHigh;
  return powerOfTwo(high, low);
}

/** log2 of the last argument, in two parts of which the first has its low word clear. */
let logHigh = 0;
let logLow = 0;

/** For `|1 - x| <= 2^-20`: log(x) by `t - t²/2 + t³/3 - t⁴/4`. */
function logNearOne(x: number): void {
  const t = x - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = 1.4426950216293335 * t;
  const v = t * 1.9259629911266175e-8 - w * INV_LN2;
  logHigh = withoutLowWord(u + v);
  logLow = v - (logHigh - u);
}

/** For any positive `x`: `x = 2^n m`, with `m` near 1 or 1.5. */
function logByTwo(x: number): void {
  let n = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 9007199254740992;
    n = -53;
  }
  const high = highWord(x);
  const fraction = high & 0x000fffff;
  n += (high >> 20) - 1023;
  let mantissaHigh = fraction | 0x3ff00000;
  let isNearThreeHalves = false;
  if (fraction > 0x3988e) {
    if (fraction < 0xbb67a) isNearThreeHalves = true;
    else {
      n += 1;
      mantissaHigh -= 0x00100000;
    }
  }
  const m = withHighWord(x, mantissaHigh);
  const base = isNearThreeHalves ? 1.5 : 1;

  // s = (m - base) / (m + base), in two parts
  const u = m - base;
  const v = 1 / (m + base);
  const s = u * v;
  const sHigh = withoutLowWord(s);
  const sumHigh = withHighWord(0, ((mantissaHigh >> 1) | 0x20000000) + (isNearThreeHalves ? 0x000c0000 : 0x00080000));
  const sumLow = m - (sumHigh - base);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);

  // log(m / base) = 2 s + 2/3 s³ + …, in two parts of 3/2 of it
  const s2 = s * s;
  const r =
    s2 *
      s2 *
      (0.5999999999999946 +
        s2 *
          (0.4285714285785502 +
            s2 *
              (0.33333332981837743 +
                s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842))))) +
    sLow * (sHigh + s);
  const sHigh2 = sHigh * sHigh;
  const tHigh = withoutLowWord(3 + sHigh2 + r);
  const tLow = r - (tHigh - 3 - sHigh2);
  const productHigh = sHigh * tHigh;
  const productLow = sLow * tHigh + tLow * s;
  const pHigh = withoutLowWord(productHigh + productLow);
  const pLow = productLow - (pHigh - productHigh);

  // times 2 / (3 ln 2), plus log2 of the base, plus n
  const zHigh = 0.9617967009544373 * pHigh;
  const zLow =
    -7.028461650952758e-9 * pHigh + pLow * 0.9617966939259756 + (isNearThreeHalves ? 1.350039202129749e-8 : 0);
  const baseHigh = isNearThreeHalves ? 0.5849624872207642 : 0;
  logHigh = withoutLowWord(zHigh + zLow + baseHigh + n);
  logLow = zLow - (logHigh - n - baseHigh - zHigh);
}

/** Two to the power `high + low`. */
function powerOfTwo(high: number, low: number): number {
  const z = high + low;
  if (z >= 1024 && (z > 1024 || low + 8.008566259537294e-17 > z - high)) return Infinity;
  if (z <= -1075 && (z < -1075 || low <= z - high)) return 0;
  const n = Math.abs(z) > 0.5 ? Math.sign(z) * Math.floor(Math.abs(z) + 0.5) : 0;
  high -= n;
  const t = withoutLowWord(high + low);
  const u = t * 0.6931471824645996;
  const v = (low - (t - high)) * LN2 + t * -1.904654299957768e-9;
  const r = u + v;
  const rest = v - (r - u);
  const c = r - expCorrection(r * r);
  const correction = (r * c) / (c - 2) - (rest + r * rest);
  return scaleByPowerOfTwo(1 - (correction - r), n);
}
