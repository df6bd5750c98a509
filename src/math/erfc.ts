import { exp } from "./exp.ts";
import { withoutLowWord } from "./float-bits.ts";

/**
 * The complementary error function `2/√π ∫ₓ^∞ e^(-t²) dt`, without the loss of digits for large `x`: the same bits on
 * every engine, less than 3 ulp off (two exponentials meet in it). 0 from 28 on, 2 from -6 down, NaN for NaN.
 *
 * Rational approximations for |x| < 0.84375 (of erf(x) / x), to 1.25 (around 1), to 1/0.35 and to 28 (of
 * x e^(x²) erfc(x), in 1/x²).
 *
 * Port of fdlibm's `s_erf.c` as kept in FreeBSD's msun. Copyright (C) 1993 by Sun Microsystems, Inc. All rights
 * reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {
    if (size < 1.3877787807814457e-17) return 1 - x;
    const y = nearZero(x * x);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  if (size < 1.25) return x < 0 ? 1 + (ERF_ONE + nearOne(size - 1)) : 1 - ERF_ONE - nearOne(size - 1);
  if (size < 28) return x > 0 ? tail(x) : x < -6 ? 2 : 2 - tail(size);
  return Number.isNaN(x) ? NaN : x > 0 ? 0 : 2;
}

/** erf(1) to single precision: `nearOne` adds the rest. */
const ERF_ONE = 0.8450629115104675;

/** erf(x) / x - 1 of `z = x²`. */
function nearZero(z: number): number {
  const p =
    0.12837916709551256 +
    z * (-0.3250421072470015 + z * (-0.02848174957559851 + z * (-0.005770270296489442 + z * -2.3763016656650163e-5)));
  const q =
    1 +
    z *
      (0.39791722395915535 +
        z *
          (0.0650222499887673 + z * (0.005081306281875766 + z * (1.3249473800432164e-4 + z * -3.960228278775368e-6))));
  return p / q;
}

/** erf(1 + s) - ERF_ONE. */
function nearOne(s: number): number {
  const p =
    -0.0023621185607526594 +
    s *
      (0.41485611868374833 +
        s *
          (-0.3722078760357013 +
            s *
              (0.31834661990116175 +
                s * (-0.11089469428239668 + s * (0.035478304325618236 + s * -0.002166375594868791)))));
  const q =
    1 +
    s *
      (0.10642088040084423 +
        s *
          (0.540397917702171 +
            s *
              (0.07182865441419627 +
                s * (0.12617121980876164 + s * (0.01363708391202905 + s * 0.011984499846799107)))));
  return p / q;
}

/** erfc(x) for x from 1.25 to 28. */
function tail(x: number): number {
  const s = 1 / (x * x);
  let p: number;
  let q: number;
  if (x < 2.857142857142857) {
    p =
      -0.009864944034847148 +
      s *
        (-0.6938585727071818 +
          s *
            (-10.558626225323291 +
              s *
                (-62.375332450326006 +
                  s *
                    (-162.39666946257347 +
                      s * (-184.60509290671104 + s * (-81.2874355063066 + s * -9.814329344169145))))));
    q =
      1 +
      s *
        (19.651271667439257 +
          s *
            (137.65775414351904 +
              s *
                (434.56587747522923 +
                  s *
                    (645.3872717332679 +
                      s *
                        (429.00814002756783 +
                          s * (108.63500554177944 + s * (6.570249770319282 + s * -0.0604244152148581)))))));
  } else {
    p =
      -0.0098649429247001 +
      s *
        (-0.799283237680523 +
          s *
            (-17.757954917754752 +
              s *
                (-160.63638485582192 + s * (-637.5664433683896 + s * (-1025.0951316110772 + s * -483.5191916086514)))));
    q =
      1 +
      s *
        (30.33806074348246 +
          s *
            (325.7925129965739 +
              s *
                (1536.729586084437 +
                  s *
                    (3199.8582195085955 +
                      s * (2553.0504064331644 + s * (474.52854120695537 + s * -22.44095244658582))))));
  }
  const z = withoutLowWord(x);
  return (exp(-z * z - 0.5625) * exp((z - x) * (z + x) + p / q)) / x;
}
