import { BacksightError } from "../../core/errors.ts";
import { mean, standardDeviation } from "../../math/moments.ts";
import type { CombinatorialPurgedOptions } from "../../optimize/splits/combinatorial-purged-folds.ts";
import { RULE_BOOKS } from "../../trading/rules/presets.ts";
import {
  crossValidateSelection,
  type ScoreReturns,
  type SelectionCrossValidation,
} from "../../validation/cross-validate-selection.ts";
import { pathMetrics } from "../monte-carlo/path-metrics.ts";
import { comboReturns } from "./combo-returns.ts";
import type { SweepParams, SweepRequest } from "./sweep-rows.ts";

export interface SweepCrossValidationOptions extends CombinatorialPurgedOptions {
  /** What the search ranks by; the Sharpe ratio without it. */
  readonly score?: ScoreReturns | undefined;
}

/** What a search over combinations is worth on the parts of the history that it didn't see. */
export interface SweepCrossValidation extends SelectionCrossValidation {
  /** Combinations that could be simulated: `chosen` of a split is a place in here. */
  readonly params: readonly SweepParams[];
  /** How many could not. */
  readonly failed: number;
  /** Metrics of each path, by id, those that returns alone decide. */
  readonly pathMetrics: readonly Readonly<Record<string, number>>[];
}

/**
 * Judges a search, not a combination: in each split the best combination of the training rows trades the rows under test, and the
 * paths of those tests are out of sample from end to end. The median of a metric over `pathMetrics` is what the search promises.
 * One fold under test: purged k-fold with embargo; more: combinatorial purged cross-validation. Rows are sessions, bars where they
 * are a week or longer; `purge` should cover the longest holding.
 *
 * Each combination is simulated once, over the whole range: a position may reach over the edge of a fold, which purging pays for.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, also when no combination can be simulated
 */
export function crossValidateSweep(
  request: SweepRequest,
  combos: readonly SweepParams[],
  { score = sharpe, ...folds }: SweepCrossValidationOptions,
): SweepCrossValidation {
  const params: SweepParams[] = [];
  const tried: Float64Array[] = [];
  let at = 0;
  for (const returns of comboReturns(request, combos)) {
    const combo = combos[at++]!;
    if (returns === null) continue;
    params.push(combo);
    tried.push(returns);
  }
  if (tried.length === 0) {
    const rule = "combinations of which at least one can be simulated";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "combos", rule, value: `${combos.length} of them` });
  }
  const found = crossValidateSelection(tried, score, folds);
  const input = {
    startingCash: request.settings.cash,
    periodsPerYear: periodsPerYear(request),
    riskFree: request.settings.riskFree,
  };
  return {
    ...found,
    params,
    failed: combos.length - params.length,
    pathMetrics: found.paths.map((path) => pathMetrics(path, input)),
  };
}

/** Mean over deviation, NaN where nothing varies. */
function sharpe(returns: Float64Array): number {
  const deviation = standardDeviation(returns, 1);
  return deviation > 0 ? mean(returns) / deviation : NaN;
}

function periodsPerYear({ bars, settings }: SweepRequest): number {
  const { unit, count } = bars.timeframe;
  if (unit === "w" || unit === "mo") return (unit === "w" ? 52 : 12) / count;
  const { annualise } = RULE_BOOKS[settings.rules];
  return annualise === "calendar" ? bars.calendar.sessionsPerYear : annualise;
}
