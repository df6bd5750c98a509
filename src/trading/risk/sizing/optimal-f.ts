import { BacksightError } from "../../../core/errors.ts";
import { exp } from "../../../math/exp.ts";
import { log1p } from "../../../math/log1p.ts";
import { mean } from "../../../math/moments.ts";
import { fastestGrowth } from "./fastest-growth.ts";

export interface OptimalF {
  /** Share of capital that the worst loss takes, 0 to 1; 0 when the trades lose on average. */
  readonly f: number;
  /** Vince's geometric mean: the factor that capital grows by per trade, at f. */
  readonly growthFactor: number;
  /** The worst result, above 0: money per unit. One unit for each worstLoss / f of equity. */
  readonly worstLoss: number;
}

/**
 * Vince's optimal f: the share f at which Π (1 + f × result / |worst loss|) over these trades is highest. Vince (1990),
 * Portfolio Management Formulas. It is Kelly's fraction in units of the worst loss: known only in hindsight, and the next
 * worst loss is larger.
 *
 * @param results profit or loss of each trade per unit, money; at least one loses
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function optimalF(results: ArrayLike<number>): OptimalF {
  const fraction = fastestGrowth(results);
  const worst = Math.min(...Array.from(results));
  if (!(worst < 0)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "results", rule: "with at least one loss", value: "none" });
  }
  const growth = fraction === 0 ? 0 : mean(Float64Array.from(results, (result) => log1p(fraction * result)));
  return { f: fraction * -worst, growthFactor: exp(growth), worstLoss: -worst };
}
