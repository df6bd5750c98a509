import type { RandomStream } from "../../core/random.ts";
import { exp } from "../../math/exp.ts";
import { log } from "../../math/log.ts";
import { normalCdf } from "../../math/normal.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { pow } from "../../math/pow.ts";
import type { Dimension } from "../spaces/dimension.ts";

/** Width of the kernels for one observation, as a share of the range; they shrink with the number of observations. */
const WIDTH = 0.2;
const MOST_FOR_NARROWEST = 100;
const LOG_SQRT_2PI = 0.9189385332046728;

/** A density on the unit cube. */
export interface ParzenEstimator {
  draw(random: RandomStream): Float64Array;
  logDensity(cube: ArrayLike<number>): number;
}

/**
 * Density of points in the unit cube: the mean of a kernel on each point and of a wide one in the middle. A kernel is a
 * product over dimensions: a normal density cut off at the edges, or of unordered values a share of the weight on the
 * point's own one and the rest on all alike.
 *
 * Bergstra, Bardenet, Bengio & Kégl (2011), "Algorithms for Hyper-Parameter Optimization", NeurIPS 24, in the
 * multivariate form and with the widths that Watanabe (2023), "Tree-Structured Parzen Estimator", arXiv:2304.11127,
 * describes.
 */
export function parzenEstimator(
  dimensions: readonly Dimension[],
  points: readonly ArrayLike<number>[],
): ParzenEstimator {
  const n = points.length;
  const count = dimensions.length;
  const shrunk = WIDTH * pow(Math.max(1, n), -1 / (count + 4));
  const widths = Float64Array.from(dimensions, ({ size }) =>
    Math.max(shrunk, 1 / (1 + Math.min(MOST_FOR_NARROWEST, n)), Number.isFinite(size) ? 0.5 / size : 0),
  );
  const widthOf = (k: number, d: number) => (k === n ? 1 : widths[d]!);
  const centreOf = (k: number, d: number) => (k === n ? 0.5 : points[k]![d]!);
  const ordered = [...dimensions.keys()].filter((d) => dimensions[d]!.isOrdered);
  const unordered = [...dimensions.keys()].filter((d) => !dimensions[d]!.isOrdered);
  const cellOf = (d: number, position: number) =>
    Math.min(dimensions[d]!.size - 1, Math.floor(position * dimensions[d]!.size));

  // Of each kernel, what doesn't depend on where it is looked at; and its ordered centres, one kernel after the other.
  const constants = new Float64Array(n + 1).fill(-log(n + 1));
  const centres = new Float64Array((n + 1) * ordered.length);
  for (let k = 0; k <= n; k++) {
    for (const [j, d] of ordered.entries()) {
      const width = widthOf(k, d);
      const centre = centreOf(k, d);
      centres[k * ordered.length + j] = centre;
      constants[k]! -= log(width * (normalCdf((1 - centre) / width) - normalCdf(-centre / width))) + LOG_SQRT_2PI;
    }
  }
  const logShares = dimensions.map(({ size }) => ({
    own: log((n + 1 + 1 / size) / (n + 2)),
    other: log(1 / size / (n + 2)),
    even: -log(size),
  }));

  return {
    draw(random) {
      const k = random.below(n + 1);
      const normal = normalSampler(random);
      return Float64Array.from(dimensions, ({ isOrdered }, d) => {
        if (!isOrdered) {
          const isEven = k === n || random.uniform() < 1 / (n + 2);
          return isEven ? random.uniform() : centreOf(k, d);
        }
        for (;;) {
          const x = centreOf(k, d) + widthOf(k, d) * normal();
          if (x >= 0 && x <= 1) return x;
        }
      });
    },
    logDensity(cube) {
      const logs = constants.slice();
      let largest = -Infinity;
      for (let k = 0; k <= n; k++) {
        let squares = 0;
        for (let j = 0; j < ordered.length; j++) {
          const d = ordered[j]!;
          const distance = (cube[d]! - centres[k * ordered.length + j]!) / (k === n ? 1 : widths[d]!);
          squares += distance * distance;
        }
        logs[k]! -= 0.5 * squares;
        for (const d of unordered) {
          const { own, other, even } = logShares[d]!;
          logs[k]! += k === n ? even : cellOf(d, cube[d]!) === cellOf(d, centreOf(k, d)) ? own : other;
        }
        if (logs[k]! > largest) largest = logs[k]!;
      }
      let total = 0;
      for (let k = 0; k <= n; k++) total += exp(logs[k]! - largest);
      return largest + log(total);
    },
  };
}
