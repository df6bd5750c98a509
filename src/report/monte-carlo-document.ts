import type { Json } from "../core/canonical-json.ts";
import { DRAWDOWN_SHARES, type MonteCarloAnalysis } from "../run/monte-carlo/monte-carlo-analysis.ts";
import { finiteOrNull } from "./trade-document.ts";

/** A Monte Carlo analysis as one JSON document; numbers that aren't known are null. */
export function monteCarloDocument(analysis: MonteCarloAnalysis): Readonly<Record<string, Json>> {
  const { fan, observed, lossProbability, kelly } = analysis;
  const numbers = (column: ArrayLike<number>) => Array.from(column, finiteOrNull);
  return {
    method: analysis.method,
    paths: analysis.paths,
    seed: analysis.seed,
    periods: analysis.periods,
    unit: analysis.noun,
    startingCash: analysis.startingCash,
    fit: analysis.fit,
    endsInLoss: finiteOrNull(analysis.endsInLoss),
    pValue: analysis.pValue === null ? null : finiteOrNull(analysis.pValue),
    riskOfRuin: analysis.ruin.map(({ loss, ofStart, fromPeak }) => ({
      loss,
      ofStart: finiteOrNull(ofStart),
      fromPeak: finiteOrNull(fromPeak),
    })),
    drawdowns: analysis.drawdowns.map((drawdown, i) => ({
      share: DRAWDOWN_SHARES[i]!,
      drawdown: finiteOrNull(drawdown),
    })),
    metrics: Object.fromEntries(
      analysis.metrics.map(({ id, observed: own, low, median, high }) => [
        id,
        { observed: finiteOrNull(own), low: finiteOrNull(low), median: finiteOrNull(median), high: finiteOrNull(high) },
      ]),
    ),
    kelly:
      kelly === null
        ? null
        : Object.fromEntries(
            Object.entries(kelly).map(([name, value]: [string, number]) => [name, finiteOrNull(value)]),
          ),
    fan:
      fan === null
        ? null
        : {
            horizons: Array.from(fan.horizons),
            observed: observed === null ? null : numbers(observed),
            quantiles: fan.shares.map((share, s) => ({ share, equity: numbers(fan.equity[s]!) })),
            lossProbability: lossProbability === null ? null : numbers(lossProbability),
          },
  };
}
