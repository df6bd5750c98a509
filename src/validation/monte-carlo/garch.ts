import { exp } from "../../math/exp.ts";
import { log } from "../../math/log.ts";
import { log1p } from "../../math/log1p.ts";
import { mean, variance } from "../../math/moments.ts";
import { nelderMead } from "../../math/nelder-mead.ts";
import { checkSource, type DrawPath } from "./draw-path.ts";

/** A GARCH(1,1) of log returns per period. */
export interface Garch {
  readonly mean: number;
  /** ω = long-run variance × (1 − α − β). */
  readonly omega: number;
  /** Weight of the last surprise's square. */
  readonly alpha: number;
  /** Weight of the last variance. */
  readonly beta: number;
  /** Variance that the next period begins with. */
  readonly nextVariance: number;
  /** Surprises over their deviations, scaled to variance 1: what paths are drawn from. */
  readonly residuals: Float64Array;
}

/**
 * GARCH(1,1) fitted by normal quasi-maximum likelihood with the long-run variance held at the sample's: wild periods follow
 * wild periods, as they do in markets. `σ²ₜ = ω + α·ε²ₜ₋₁ + β·σ²ₜ₋₁`.
 *
 * Bollerslev (1986), "Generalized Autoregressive Conditional Heteroskedasticity", Journal of Econometrics 31(3); variance
 * targeting: Engle & Mezrich (1996), "GARCH for Groups", Risk 9(8). α and β are found by Nelder & Mead's simplex and stay
 * above 0 with α + β below 1.
 *
 * @param returns simple returns per period above −1, at least 50
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, also for returns that don't vary
 * @example Thirty days of ±1 % and thirty of ±3 %: omega / (1 − alpha − beta) is the log returns' own variance, 0.0005003.
 */
export function fitGarch(returns: ArrayLike<number>): Garch {
  const logs = checkSource("log returns", Float64Array.from(returns, log1p), 50);
  const center = mean(logs);
  const surprises = logs.map((value) => value - center);
  const longRun = variance(logs, 0);
  checkSource("variance of the returns", longRun > 0 ? [longRun] : [], 1);
  const { at } = nelderMead((x) => negativeLogLikelihood(surprises, longRun, weightsOf(x)), [1.5, -2], { step: 0.5 });
  const { alpha, beta } = weightsOf(at);
  const omega = longRun * (1 - alpha - beta);
  let conditional = longRun;
  const residuals = surprises.map((surprise) => {
    const residual = surprise / Math.sqrt(conditional);
    conditional = omega + alpha * surprise * surprise + beta * conditional;
    return residual;
  });
  const middle = mean(residuals);
  const scale = Math.sqrt(variance(residuals, 0));
  const standard = residuals.map((residual) => (residual - middle) / scale);
  return { mean: center, omega, alpha, beta, nextVariance: conditional, residuals: standard };
}

/**
 * Paths of a GARCH(1,1): surprises are drawn from the fitted ones, so that their fat tails stay (filtered historical
 * simulation: Barone-Adesi, Giannopoulos & Vosper 1999, Journal of Futures Markets 19(5)). Each begins with today's
 * variance.
 *
 * @example Without weights, variance and surprises that differ from the mean of 0.01 each return is e^0.01 − 1 = 0.01005.
 */
export function garchPaths({ mean: center, omega, alpha, beta, nextVariance, residuals }: Garch): DrawPath {
  return (random, out) => {
    let conditional = nextVariance;
    for (let i = 0; i < out.length; i++) {
      const surprise = Math.sqrt(conditional) * residuals[random.below(residuals.length)]!;
      out[i] = exp(center + surprise) - 1;
      conditional = omega + alpha * surprise * surprise + beta * conditional;
    }
  };
}

/** α + β = 1/(1 + e^−x₀), of which α is the share 1/(1 + e^−x₁): every pair of numbers is allowed. */
function weightsOf([persistence, share]: readonly number[]): { readonly alpha: number; readonly beta: number } {
  const sum = 1 / (1 + exp(-persistence!));
  const alpha = sum / (1 + exp(-share!));
  return { alpha, beta: sum - alpha };
}

function negativeLogLikelihood(
  surprises: Float64Array,
  longRun: number,
  { alpha, beta }: { readonly alpha: number; readonly beta: number },
): number {
  const omega = longRun * (1 - alpha - beta);
  let conditional = longRun;
  let sum = 0;
  for (let i = 0; i < surprises.length; i++) {
    const square = surprises[i]! * surprises[i]!;
    sum += log(conditional) + square / conditional;
    conditional = omega + alpha * square + beta * conditional;
  }
  return sum / surprises.length;
}
