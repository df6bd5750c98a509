import { checkFinite, checkLength } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { LinearConstraint } from "../../math/linear-algebra/quadratic-program.ts";

/** What weights may be: signed fractions of equity. */
export interface WeightLimits {
  /** The least, for all assets or for each; 0 without it. −Infinity: none. */
  readonly min?: number | ArrayLike<number> | undefined;
  /** The most, for all assets or for each; without it whatever the sum allows. Infinity: none. */
  readonly max?: number | ArrayLike<number> | undefined;
  /** What they add up to; 1 without it, 0 is market neutral. */
  readonly total?: number | undefined;
}

/** Any weight of either sign; they add up to 1. */
export const UNLIMITED: WeightLimits = { min: -Infinity, max: Infinity };

/** Limits of `assets` weights, checked. */
export interface ResolvedLimits {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly total: number;
  /** Σ w = total. */
  readonly budget: LinearConstraint;
  /** The finite limits, as constraints. */
  readonly bounds: readonly LinearConstraint[];
}

/**
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH, and BACKSIGHT_NO_PORTFOLIO when no weights between the
 * limits add up to the total
 */
export function resolveLimits(limits: WeightLimits, assets: number): ResolvedLimits {
  const total = checkFinite("total", limits.total ?? 1);
  const min = perAsset("min", limits.min ?? 0, assets);
  const max = perAsset("max", limits.max ?? Infinity, assets);
  const bounds: LinearConstraint[] = [];
  for (let i = 0; i < assets; i++) {
    if (min[i]! > max[i]! || min[i] === Infinity || max[i] === -Infinity) {
      const problem = `asset ${i} should weigh at least ${min[i]} and at most ${max[i]}`;
      throw new BacksightError("BACKSIGHT_NO_PORTFOLIO", { problem, advice: "Correct min and max." });
    }
    if (min[i] !== -Infinity) bounds.push(boundOf(assets, i, 1, min[i]!));
    if (max[i] !== Infinity) bounds.push(boundOf(assets, i, -1, -max[i]!));
  }
  const [least, most] = [min, max].map((side) => side.reduce((sum, value) => sum + value, 0));
  const rounding = 1e-12 * assets;
  if (least! > total + rounding || most! < total - rounding) {
    const problem = `weights between the limits add up to ${least} at least and ${most} at most, not to ${total}`;
    throw new BacksightError("BACKSIGHT_NO_PORTFOLIO", { problem, advice: "Widen min and max, or change total." });
  }
  return { min, max, total, budget: { normal: new Float64Array(assets).fill(1), bound: total }, bounds };
}

function boundOf(assets: number, i: number, sign: 1 | -1, bound: number): LinearConstraint {
  const normal = new Float64Array(assets);
  normal[i] = sign;
  return { normal, bound };
}

function perAsset(name: string, limit: number | ArrayLike<number>, assets: number): Float64Array {
  if (typeof limit !== "number") checkLength(name, limit, assets);
  const values = typeof limit === "number" ? new Float64Array(assets).fill(limit) : Float64Array.from(limit);
  if (values.some(Number.isNaN)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "numbers or infinities", value: "NaN" });
  }
  return values;
}

/**
 * The highest Σ wᵢ μᵢ between the limits: what may be given freely goes to the highest means first, or, where weights have no
 * least, what is too much is taken from the lowest. Infinity where some have no least and some no most: the one pays for the
 * other.
 */
export function highestReturn(means: Float64Array, { min, max, total }: ResolvedLimits): number {
  const isOpenBelow = min.includes(-Infinity);
  if (isOpenBelow && max.includes(Infinity)) return Infinity;
  const sign = isOpenBelow ? -1 : 1;
  const [from, to] = isOpenBelow ? [max, min] : [min, max];
  let left = total - from.reduce((sum, value) => sum + value, 0);
  let reached = 0;
  for (const i of Array.from(means.keys()).sort((i, j) => sign * (means[j]! - means[i]!) || i - j)) {
    const moved = sign * Math.max(0, Math.min(sign * left, sign * (to[i]! - from[i]!)));
    left -= moved;
    reached += (from[i]! + moved) * means[i]!;
  }
  return reached;
}
