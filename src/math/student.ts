import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

const SQRT_PI = 1.7724538509055159;
const MOST_TERMS = 1_000_000;
const MOST_STEPS = 200;

/**
 * Density of Student's t distribution with `degrees` degrees of freedom (any number above 0; Infinity: the normal one).
 * NaN for NaN and for degrees of 0 or less.
 */
function studentPdf(t: number, degrees: number): number {
  const scale = gammaRatio(degrees / 2) / (SQRT_PI * Math.sqrt(degrees));
  return scale * exp(-((degrees + 1) / 2) * log1p((t * t) / degrees));
}

/**
 * Probability that a variable with Student's t distribution is at most `t`, to 1e-13 of its value in the lower tail
 * too. For the upper tail ask `studentCdf(-t, degrees)`. NaN for NaN and for degrees of 0 or less.
 *
 * `I_x(ν/2, 1/2) / 2` with `x = ν / (ν + t²)`, by the continued fraction of the incomplete beta function (Abramowitz &
 * Stegun 1964, 26.5.8 and 26.7.1) or that of its complement, whichever converges.
 *
 * @param degrees degrees of freedom, any number above 0; Infinity gives the normal distribution
 */
export function studentCdf(t: number, degrees: number): number {
  if (Number.isNaN(t) || !(degrees > 0)) return NaN;
  if (degrees === Infinity) return normalCdf(t);
  const tail = lowerTail(Math.abs(t), degrees);
  return t <= 0 ? tail : 1 - tail;
}

/**
 * The `t` with `studentCdf(t, degrees) = p`, to 1e-12 of its value: Newton's method on log p, held inside a bracket.
 * -Infinity at 0, Infinity at 1, NaN outside, for NaN and for degrees of 0 or less.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p >= 0 && p <= 1) || !(degrees > 0)) return NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, degrees);
  if (p === 0) return -Infinity;
  if (degrees === Infinity) return normalQuantile(p);

  let low = Math.min(-1, normalQuantile(p));
  let high = 0;
  while (studentCdf(low, degrees) > p) {
    high = low;
    low *= 2;
  }
  let t = low;
  for (let step = 0; step < MOST_STEPS; step++) {
    const below = studentCdf(t, degrees);
    if (below > p) high = t;
    else low = t;
    const next = t - (below * log(below / p)) / studentPdf(t, degrees);
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(inside - t) <= 1e-15 * Math.abs(t)) return inside;
    t = inside;
  }
  return t;
}

/** P(T < -t) for t >= 0. */
function lowerTail(t: number, degrees: number): number {
  if (t === 0) return 0.5;
  const a = degrees / 2;
  const square = t * t;
  const x = degrees / (degrees + square);
  // x^(ν/2) (1 - x)^(1/2) / B(ν/2, 1/2), without the rounding of x near 1.
  const front = (exp(-a * log1p(square / degrees)) * t * gammaRatio(a)) / (Math.sqrt(degrees + square) * SQRT_PI);
  if (x < (a + 1) / (a + 2.5)) return (front * betaFraction(x, a, 0.5)) / (2 * a);
  return 0.5 - front * betaFraction(square / (degrees + square), 0.5, a);
}

/** The continued fraction of the incomplete beta function, from its head (modified Lentz). */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1), tiny);
  let value = d;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d, tiny);
    c = awayFromZero(1 + even / c, tiny);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d, tiny);
    c = awayFromZero(1 + odd / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

function awayFromZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** Γ(x + 1/2) / Γ(x): recurrence up to 32, then the asymptotic series (Tricomi & Erdélyi 1951), there exact to 1e-16. */
function gammaRatio(x: number): number {
  let factor = 1;
  for (; x < 32; x++) factor *= x / (x + 0.5);
  const r = 1 / x;
  const series =
    1 +
    r *
      (-1 / 8 +
        r *
          (1 / 128 +
            r * (5 / 1024 + r * (-21 / 32768 + r * (-399 / 262144 + r * (869 / 4194304 + r * (39325 / 33554432)))))));
  return factor * Math.sqrt(x) * series;
}
