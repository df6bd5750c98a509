import { dimensionBins } from "./dimension-bins.ts";
import type { Landscape } from "./landscape.ts";

/** How much one parameter alone says about the score. */
export interface ParameterImportance {
  readonly name: string;
  /** Share of the scores' variance, 0 to 1; NaN when fewer than two points have a rank, or all score the same. */
  readonly share: number;
}

const MOST_BINS = 10;

/**
 * Of each parameter the share of the variance that its main effect explains: the variance of the mean scores at its
 * values over the variance of all scores, V_d / V. On a full grid that is the main effect of the functional ANOVA; points
 * that a method gathered where it was good weigh more there. What the shares leave over belongs to parameters together.
 * More than ten values are taken in ten stretches, or √n where there are few points.
 *
 * Hutter, Hoos & Leyton-Brown (2014), "An Efficient Approach for Assessing Hyperparameter Importance", ICML, equation 6,
 * with the points' own means in place of a forest's.
 */
export function parameterImportance({ dimensions, points }: Landscape): ParameterImportance[] {
  const ranked = points.filter(({ score }) => Number.isFinite(score));
  const n = ranked.length;
  const mean = ranked.reduce((sum, { score }) => sum + score, 0) / n;
  const total = ranked.reduce((sum, { score }) => sum + (score - mean) * (score - mean), 0);
  return dimensions.map((dimension, d) => {
    if (n < 2 || !(total > 0)) return { name: dimension.name, share: NaN };
    const bins = dimensionBins(dimension, Math.min(MOST_BINS, Math.max(2, Math.floor(Math.sqrt(n)))));
    const sums = new Float64Array(bins.count + 1);
    const counts = new Float64Array(bins.count + 1);
    for (const { cube, score } of ranked) {
      // Points where the parameter isn't active are a stretch of their own.
      const bin = bins.at(cube[d]!) + 1;
      sums[bin]! += score;
      counts[bin]!++;
    }
    let between = 0;
    for (const [bin, count] of counts.entries()) {
      if (count === 0) continue;
      const away = sums[bin]! / count - mean;
      between += count * away * away;
    }
    return { name: dimension.name, share: Math.min(1, between / total) };
  });
}
