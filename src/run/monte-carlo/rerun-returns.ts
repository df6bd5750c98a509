import { columnFrom } from "../../core/indexed-column.ts";
import type { ParameterValue } from "../../core/params/parameter.ts";
import type { Bars } from "../../market/bars.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { type EvaluatedSignals, evaluateSignals } from "../../strategy/evaluate-signals.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import type { CostSettings } from "../../trading/costs/cost-settings.ts";
import { RULE_BOOKS } from "../../trading/rules/presets.ts";
import { measuredRange, requiredHistoryOf } from "../measured-range.ts";
import { type PeriodReturns, periodReturns } from "../periods.ts";
import type { RunSpec } from "../run-spec.ts";
import { sessionEquity } from "../session-equity.ts";
import { type SimulatedSignals, simulate } from "../simulate.ts";

/** A run with its code and its prices. */
export interface RerunSource {
  readonly spec: RunSpec;
  readonly strategy: Strategy;
  readonly bars: Bars;
}

/** One world in which a strategy is run again; what is left out is as it was. */
export interface RerunWorld {
  readonly bars?: Bars | undefined;
  readonly params?: Readonly<Record<string, ParameterValue>> | undefined;
  readonly costs?: CostSettings | undefined;
  /** Bars by which the measured range begins later. */
  readonly later?: number | undefined;
  /** What happens to the signals on their way to the market. */
  readonly signals?: ((signals: EvaluatedSignals) => SimulatedSignals) | undefined;
}

/**
 * Returns per period of a strategy in another world; no trial is counted and no guard runs.
 *
 * @throws {BacksightError} what the strategy did wrong in that world
 */
export function rerunReturns({ spec, strategy, bars: real }: RerunSource, world: RerunWorld): PeriodReturns {
  const { bars = real, params = spec.params, costs = spec.settings.costs, later = 0, signals } = world;
  const settings = { ...spec.settings, costs };
  const found = measuredRange(bars, spec.from, requiredHistoryOf(strategy, params));
  const start = Math.min(found.start + later, bars.length - 1);
  const range = { start, firstDecision: Math.max(start, found.firstDecision) };
  const evaluated = evaluateSignals(strategy, new SeriesGraph(bars), params, { capital: settings.cash });
  const { equity, ruinedAt } = simulate(bars, signals?.(evaluated) ?? evaluated, settings, range);
  const { annualise } = RULE_BOOKS[settings.rules];
  const column = columnFrom(equity, 0);
  return periodReturns(
    bars,
    column,
    start,
    settings.cash,
    settings.returns,
    sessionEquity(bars, column, start),
    ruinedAt,
    annualise === "calendar" ? bars.calendar.sessionsPerYear : annualise,
  );
}
