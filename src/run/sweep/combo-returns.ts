import { isBacksightError } from "../../core/errors.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { evaluateSignals } from "../../strategy/evaluate-signals.ts";
import { measuredRange, requiredHistoryOf } from "../measured-range.ts";
import { inMoney, runPrices } from "../run-prices.ts";
import { sessionEquity, simpleReturns } from "../session-equity.ts";
import { simulate } from "../simulate.ts";
import type { SweepParams, SweepRequest } from "./sweep-rows.ts";

/** Bytes that columns which combinations share may take. */
const COLUMN_BYTES = 256 * 1_048_576;

/**
 * What computes a combination's simple returns on the same axis as those of its run: by session, by bar where bars are a
 * week or longer. Null for a combination that fails.
 */
export function comboReturns(request: SweepRequest): (params: SweepParams) => Float64Array | null {
  const { strategy, bars, settings, actions = null, from = null } = request;
  const prices = runPrices(bars, actions);
  const level = strategy.isReplayed === true ? null : prices.level;
  const graph = new SeriesGraph(prices.seen);
  const isByBar = bars.timeframe.unit === "w" || bars.timeframe.unit === "mo";
  return (params) => {
    try {
      const range = measuredRange(bars, from, requiredHistoryOf(strategy, params));
      const signals = evaluateSignals(strategy, graph, params, { capital: settings.cash });
      const { equity } = simulate(bars, inMoney(signals, level), settings, range, actions);
      if (graph.computedBytes > COLUMN_BYTES) graph.forgetAllBut(new Set());
      const { start } = range;
      const values = isByBar
        ? Float64Array.from({ length: bars.length - start }, (_, i) => equity.at(start + i)!)
        : sessionEquity(bars, equity, start).equity;
      return simpleReturns(values, settings.cash);
    } catch (error) {
      if (isBacksightError(error)) return null;
      throw error;
    }
  };
}
