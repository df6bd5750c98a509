import type { ParameterValue } from "../../core/params/parameter.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { type EvaluatedSignals, evaluateSignals } from "../../strategy/evaluate-signals.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { requiredHistoryOf } from "../measured-range.ts";
import { inMoney, type RunPrices, runPrices } from "../run-prices.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import { simulate } from "../simulate.ts";
import { barsUntil } from "../sweep/part-runners.ts";

/** What all parts of a walk-forward share. */
export interface WalkForwardSource {
  readonly strategy: Strategy;
  readonly bars: Bars;
  readonly actions: readonly CorporateAction[] | null;
  readonly settings: ExecutionSettings;
}

/** A strategy that has answered on the bars up to the end of a part. */
export interface AskedPart {
  readonly bars: Bars;
  readonly prices: RunPrices;
  readonly graph: SeriesGraph;
  readonly evaluated: EvaluatedSignals;
  readonly requiredHistory: number;
}

type Params = Readonly<Record<string, ParameterValue>>;

/** Asks a strategy on the first `end` bars; later ones are not in its reach. @throws {BacksightError} what it did wrong */
export function askPart(
  { strategy, bars, actions, settings }: WalkForwardSource,
  params: Params,
  end: number,
): AskedPart {
  const part = barsUntil(bars, { begin: 0, end });
  const prices = runPrices(part, actions);
  const graph = new SeriesGraph(prices.seen);
  const evaluated = evaluateSignals(strategy, graph, params, { capital: settings.cash });
  return { bars: part, prices, graph, evaluated, requiredHistory: requiredHistoryOf(strategy, params) };
}

export interface PartRun extends AskedPart {
  readonly result: SimulationResult;
}

/**
 * A run of its own over neighbouring bars: it begins flat, with the cash of the settings; earlier bars warm it up, and
 * later ones don't exist.
 *
 * @throws {BacksightError} what the strategy did wrong
 */
export function runPart(source: WalkForwardSource, params: Params, { start, end }: RowRange): PartRun {
  const asked = askPart(source, params, end);
  const { bars, prices, evaluated, requiredHistory } = asked;
  const range = { start, firstDecision: Math.max(start, requiredHistory - 1) };
  const level = source.strategy.isReplayed === true ? null : prices.level;
  const result = simulate(bars, inMoney(evaluated, level), source.settings, range, prices.actions);
  return { ...asked, result };
}
