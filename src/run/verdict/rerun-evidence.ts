import { randomStream } from "../../core/random.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { evaluateSignals } from "../../strategy/evaluate-signals.ts";
import {
  type DecisionColumns,
  type WarmUpDependence,
  warmUpDependence,
} from "../../validation/audits/warm-up-dependence.ts";
import { requiredHistoryOf } from "../measured-range.ts";
import { type RerunOptions, rerunAnalysis } from "../monte-carlo/rerun-analysis.ts";
import type { RerunSource } from "../monte-carlo/rerun-returns.ts";
import type { FurtherEvidence } from "./run-evidence.ts";

/** What running a strategy again says about a run of it. */
export interface RerunEvidence extends FurtherEvidence {
  readonly warmUp: WarmUpDependence | null;
}

/** A larger share of changed decisions than this isn't the odd crossing right after the warm-up. */
const MOST_CHANGED = 0.05;

/**
 * Runs a strategy again on prices in another order, and on histories that begin later: a p-value that knows the real prices'
 * trend, and whether the declared warm-up is enough. Signals that were computed elsewhere can't be computed again: null.
 *
 * @throws {BacksightError} what the strategy does wrong on the real prices
 */
export async function rerunEvidence(
  source: RerunSource,
  permutations: number,
  { executor, onWorld }: Pick<RerunOptions, "executor" | "onWorld"> = {},
): Promise<RerunEvidence | null> {
  const { strategy, spec } = source;
  if (strategy.isReplayed === true) return null;
  const bars = withPlainPrices(source.bars);
  const warmUp = warmUpDependence({
    length: bars.length,
    evaluate: (start) => {
      const graph = new SeriesGraph(sliceBars(bars, start, bars.length));
      const { entries, exits, shortEntries, shortExits, targets } = evaluateSignals(strategy, graph, spec.params, {
        capital: spec.settings.cash,
      });
      const columns: [string, ArrayLike<number> | undefined | null][] = [
        ["entries", entries],
        ["exits", exits],
        ["shortEntries", shortEntries],
        ["shortExits", shortExits],
        ["targets", targets?.values],
      ];
      return new Map(columns.filter(([, column]) => column != null)) as DecisionColumns;
    },
    requiredHistory: requiredHistoryOf(strategy, spec.params),
    random: randomStream(spec.seed, "verdict/warm-up"),
  });
  const { pValue } = await rerunAnalysis(
    { ...source, bars },
    { method: "permutation", paths: permutations, seed: spec.seed, executor, onWorld },
  );
  return {
    permutation: pValue ?? undefined,
    isWarmUpEnough: Number.isNaN(warmUp.share) ? undefined : warmUp.share <= MOST_CHANGED,
    warmUp,
  };
}
