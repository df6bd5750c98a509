import { log } from "../log.ts";
import { nanMean } from "./nan-mean.ts";

/**
 * The effective spread of a market, from its bars: the EDGE estimator (D. Ardia, E. Guidotti, T. Kroencke, "Efficient
 * estimation of bid–ask spreads from open, high, low, and close prices", Journal of Financial Economics 161, 2024). It
 * combines, with the weights of least variance, two averages of products of log-price differences whose expectation is
 * minus a quarter of the squared spread, corrected for bars in which nothing traded.
 *
 * @param open,high,low,close prices above 0, ascending in time; NaN where missing: means skip what is missing term by term
 * @param isSigned keep the sign of a negative estimate (of its square); without it the root of the absolute value
 * @returns the full spread as a fraction of the price (0.01 is 1 %); NaN with fewer than 3 bars, fewer than 2 that moved,
 * or prices that tell nothing
 */
export function edgeSpread(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  isSigned = false,
): number {
  const n = close.length - 1;
  if (n < 2) return NaN;
  const [o, h, l, c] = [open, high, low, close].map((prices) => prices.map((price) => log(price))) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const column = () => new Float64Array(n);
  const [tau, opensInside, closesInside] = [column(), [column(), column()], [column(), column()]] as const;
  const [r1, r2, r3, r4, r5] = [column(), column(), column(), column(), column()];
  for (let t = 0; t < n; t++) {
    const [o1, h1, l1] = [o[t + 1]!, h[t + 1]!, l[t + 1]!];
    const [h0, l0, c0] = [h[t]!, l[t]!, c[t]!];
    const [m1, m0] = [(h1 + l1) / 2, (h0 + l0) / 2];
    r1[t] = m1 - o1;
    r2[t] = o1 - m0;
    r3[t] = m1 - c0;
    r4[t] = c0 - m0;
    r5[t] = o1 - c0;
    const moved = Number.isNaN(h1 + l1 + c0) ? NaN : h1 !== l1 || l1 !== c0 ? 1 : 0;
    tau[t] = moved;
    opensInside[0]![t] = moved * differs(o1, h1);
    opensInside[1]![t] = moved * differs(o1, l1);
    closesInside[0]![t] = moved * differs(c0, h0);
    closesInside[1]![t] = moved * differs(c0, l0);
  }
  const pt = nanMean(tau);
  const po = nanMean(opensInside[0]!) + nanMean(opensInside[1]!);
  const pc = nanMean(closesInside[0]!) + nanMean(closesInside[1]!);
  const movedBars = tau.reduce((sum, moved) => sum + (moved === 1 ? 1 : 0), 0);
  if (movedBars < 2 || po === 0 || pc === 0) return NaN;
  const d1 = centred(r1, tau, pt);
  const d3 = centred(r3, tau, pt);
  const d5 = centred(r5, tau, pt);
  const [x1, x2, squares1, squares2] = [column(), column(), column(), column()];
  for (let t = 0; t < n; t++) {
    x1[t] = (-4 / po) * d1[t]! * r2[t]! + (-4 / pc) * d3[t]! * r4[t]!;
    x2[t] = (-4 / po) * d1[t]! * r5[t]! + (-4 / pc) * d5[t]! * r4[t]!;
    squares1[t] = x1[t]! * x1[t]!;
    squares2[t] = x2[t]! * x2[t]!;
  }
  const [e1, e2] = [nanMean(x1), nanMean(x2)];
  const [v1, v2] = [nanMean(squares1) - e1 * e1, nanMean(squares2) - e2 * e2];
  const total = v1 + v2;
  const squared = total > 0 ? (v2 * e1 + v1 * e2) / total : (e1 + e2) / 2;
  const spread = Math.sqrt(Math.abs(squared));
  return isSigned ? Math.sign(squared) * spread : spread;
}

/** 1 when two prices differ, 0 when not, NaN when one is missing. */
function differs(a: number, b: number): number {
  return Number.isNaN(a + b) ? NaN : a !== b ? 1 : 0;
}

/** Returns less their mean over the bars that moved. */
function centred(returns: Float64Array, tau: Float64Array, pt: number): Float64Array {
  const mean = nanMean(returns);
  return returns.map((r, t) => r - (mean / pt) * tau[t]!);
}
