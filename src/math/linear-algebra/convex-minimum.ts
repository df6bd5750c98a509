import { BacksightError } from "../../core/errors.ts";
import { diagonalMatrix, dot } from "./matrix.ts";
import { type LinearConstraint, minimizeQuadratic } from "./quadratic-program.ts";

/** A convex function's value at x, and a slope there: f(y) ≥ value + slope · (y − x) for every y. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: Float64Array;
}

export interface ConvexMinimum {
  readonly x: Float64Array;
  readonly value: number;
  /** How often the function was asked. */
  readonly evaluations: number;
}

/** A plane that the function never falls below. */
interface Cut {
  readonly at: Float64Array;
  readonly value: number;
  readonly slope: Float64Array;
  unusedFor: number;
}

/** Predicted gain, in the function's own scale, at which the search ends. */
const GAIN = 1e-11;
/** A gain below this that a new plane didn't change is rounding. */
const ROUNDING = 1e-9;
const LOOSEST = 1e-5;
const MAX_EVALUATIONS = 5000;
/** Curvature for the value itself: it only makes the program strictly convex, and must let it fall far enough. */
const VALUE_CURVATURE = 0.1;
/** Beyond so far from the start there is no bottom. */
const FARTHEST = 1e3;
/** Cuts that were idle for so many rounds are forgotten. */
const IDLE = 60;

/**
 * The minimum of a convex function, smooth or not, under linear constraints, by the proximal bundle method: the function
 * is replaced by the highest of the planes seen so far, plus a penalty on the distance from the best point; where the
 * planes were too low a new one is added. Exact to rounding for functions that are made of planes (sums of the largest,
 * drawdowns, absolute values), to about 1e-7 in x for smooth ones. Kiwiel (1990), "Proximity control in bundle methods
 * for convex nondifferentiable minimization", Mathematical Programming 46.
 *
 * @param start satisfies the constraints; the minimum lies within a thousand of it, in each direction
 * @returns "unbounded" when the function still falls there
 * @throws {BacksightError} BACKSIGHT_NO_CONVERGENCE
 */
export function minimizeConvex(
  evaluate: (x: Float64Array) => ValueAndSlope,
  start: Float64Array,
  equalities: readonly LinearConstraint[],
  inequalities: readonly LinearConstraint[],
): ConvexMinimum | "unbounded" {
  const n = start.length;
  let center = Float64Array.from(start);
  let best = evaluate(center);
  const scale = Math.max(...best.slope.map(Math.abs), Math.abs(best.value));
  if (scale === 0) return { x: center, value: best.value, evaluations: 1 };
  let cuts: Cut[] = [{ at: center, value: best.value, slope: best.slope, unusedFor: 0 }];
  let penalty = 1;
  let before = Infinity;
  let active = new Set<LinearConstraint | Cut>();
  for (let evaluations = 1; evaluations < MAX_EVALUATIONS; evaluations++) {
    const planes = [...inequalities, ...cuts];
    // Variables: the step from the center, and the gain in the model, both small near the end.
    const found = minimizeQuadratic({
      hessian: diagonalMatrix([...new Float64Array(n).fill(penalty), VALUE_CURVATURE]),
      linear: [...new Float64Array(n), 1],
      equalities: equalities.map(({ normal, bound }) => ({
        normal: [...Array.from(normal), 0],
        bound: bound - dot(normal, center),
      })),
      inequalities: [
        ...inequalities.map(({ normal, bound }) => ({
          normal: [...Array.from(normal), 0],
          bound: Math.min(0, bound - dot(normal, center)),
        })),
        ...cuts.map(({ at, value, slope }) => ({
          normal: [...slope.map((part) => -part / scale), 1],
          bound: Math.min(0, (value - best.value + dot(slope, center) - dot(slope, at)) / scale),
        })),
      ],
      likely: Array.from(planes.keys()).filter((k) => active.has(planes[k]!)),
    });
    if (found === "infeasible") break;
    const gain = -found.x[n]!;
    const isRounding = gain === before && gain <= ROUNDING;
    before = gain;
    if (gain <= GAIN || isRounding) {
      if (penalty <= LOOSEST) return { x: center, value: best.value, evaluations };
      penalty = Math.max(LOOSEST, penalty / 10);
      continue;
    }
    active = new Set(planes.filter((_, k) => found.inequalityMultipliers[k]! > 0));
    for (const cut of cuts) {
      cut.unusedFor = active.has(cut) ? 0 : cut.unusedFor + 1;
    }
    cuts = cuts.filter(({ unusedFor }) => unusedFor < IDLE);
    const trial = center.map((value, i) => value + found.x[i]!);
    const there = evaluate(trial);
    cuts.push({ at: trial, value: there.value, slope: there.slope, unusedFor: 0 });
    const gained = (best.value - there.value) / scale;
    if (gained >= 0.1 * gain) {
      if (gained >= 0.5 * gain) penalty = Math.max(LOOSEST, penalty / 4);
      center = trial;
      best = there;
      if (center.some((value, i) => Math.abs(value - start[i]!) > FARTHEST)) return "unbounded";
    }
  }
  throw new BacksightError("BACKSIGHT_NO_CONVERGENCE", {
    what: "the search for the least risk",
    steps: MAX_EVALUATIONS,
  });
}
