/** Where a function is lowest, as far as was found. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** False: the evaluations ran out first. */
  readonly hasConverged: boolean;
}

export interface NelderMeadOptions {
  /** Size of the first simplex along each axis; 0.1 without it. */
  readonly step?: number | undefined;
  /** Ends when the values at the corners differ by less; 1e-10 without it. */
  readonly tolerance?: number | undefined;
  /** 1,000 without it. */
  readonly maxEvaluations?: number | undefined;
}

/**
 * The minimum of a function without derivatives, by the downhill simplex: reflect (1), expand (2), contract (½), shrink (½).
 * A value that isn't a number counts as infinitely high, so that a function may forbid a place by NaN.
 *
 * Nelder & Mead (1965), "A Simplex Method for Function Minimization", The Computer Journal 7(4). Finds a local minimum, and
 * in more than a few dimensions not even always that.
 *
 * @param f takes as many numbers as `start` has
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  { step = 0.1, tolerance = 1e-10, maxEvaluations = 1000 }: NelderMeadOptions = {},
): Minimum {
  let evaluations = 0;
  const at = (x: readonly number[]) => {
    evaluations++;
    const value = f(x);
    return { x, value: Number.isNaN(value) ? Infinity : value };
  };
  const n = start.length;
  const corners = [at(start), ...start.map((_, axis) => at(start.map((x, i) => (i === axis ? x + step : x))))];
  const between = (from: readonly number[], to: readonly number[], share: number) =>
    from.map((x, i) => x + share * (to[i]! - x));
  for (;;) {
    corners.sort((a, b) => a.value - b.value);
    const [best, worst] = [corners[0]!, corners[n]!];
    const hasConverged = worst.value - best.value < tolerance;
    if (hasConverged || evaluations >= maxEvaluations) return { at: best.x, value: best.value, hasConverged };
    const centre = start.map((_, i) => corners.slice(0, n).reduce((sum, { x }) => sum + x[i]!, 0) / n);
    const reflected = at(between(centre, worst.x, -1));
    if (reflected.value < best.value) {
      const expanded = at(between(centre, worst.x, -2));
      corners[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < corners[n - 1]!.value) {
      corners[n] = reflected;
    } else {
      const isOutside = reflected.value < worst.value;
      const contracted = at(isOutside ? between(centre, worst.x, -0.5) : between(centre, worst.x, 0.5));
      if (contracted.value < Math.min(reflected.value, worst.value)) corners[n] = contracted;
      else for (let k = 1; k <= n; k++) corners[k] = at(between(best.x, corners[k]!.x, 0.5));
    }
  }
}
