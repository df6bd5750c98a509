import type { ParameterValue } from "../../core/params/parameter.ts";
import type { Bars } from "../../market/bars.ts";
import { panelUntil } from "../../market/panel.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { type EvaluatedSignals, evaluateSignals } from "../../strategy/evaluate-signals.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import type { TradingOutcome } from "../../trading/open-trading.ts";
import type { LimitedTime } from "../limited-time.ts";
import { requiredHistoryOf } from "../measured-range.ts";
import { portfolioAccountOf } from "../portfolio-account.ts";
import { inMoney, type RunPrices, runPrices } from "../run-prices.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import { simulate } from "../simulate.ts";
import { panelPrices, simulatePortfolio } from "../simulate-portfolio.ts";
import { type LeanAccount, leanAccountOf } from "../simulated-account.ts";
import { barsUntil } from "../sweep/part-runners.ts";
import type { SeveralInstruments } from "../sweep/sweep-rows.ts";
import type { SweptPrices } from "../sweep/swept-prices.ts";

/** What all parts of a walk-forward share. */
export interface WalkForwardSource extends Omit<SweptPrices, "symbols"> {
  readonly strategy: Strategy;
  readonly settings: ExecutionSettings;
  /** What the strategy's code runs in. */
  readonly limited: LimitedTime;
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

/** Asks a strategy of one instrument on the first `end` bars; later ones are not in its reach. @throws {BacksightError} what it did wrong */
export function askPart(
  { strategy, bars, actions, settings, limited }: WalkForwardSource,
  params: Params,
  end: number,
): AskedPart {
  const part = barsUntil(bars, { begin: 0, end });
  const prices = runPrices(part, actions);
  const graph = new SeriesGraph(prices.seen);
  const evaluated = limited(() => evaluateSignals(strategy, graph, params, { capital: settings.cash }));
  return { bars: part, prices, graph, evaluated, requiredHistory: requiredHistoryOf(strategy, params) };
}

/** A run of its own over neighbouring bars. */
export interface PartRun {
  /** Its axis ends with the part. */
  readonly account: LeanAccount;
  /** What the engines gave, for who simulates the same again. */
  readonly results: readonly TradingOutcome[];
}

/**
 * A run of its own over neighbouring bars: it begins flat, with the cash of the settings; earlier bars warm it up, and
 * later ones don't exist.
 *
 * @throws {BacksightError} what the strategy did wrong
 */
export function runPart(source: WalkForwardSource, params: Params, rows: RowRange): PartRun {
  if (source.several !== null) {
    const { simulation, market, axis } = simulatePart({ ...source, several: source.several }, params, rows);
    const { result } = simulation;
    return { account: portfolioAccountOf(market.panel, axis, result), results: result.instruments };
  }
  const { bars, prices, evaluated, requiredHistory } = askPart(source, params, rows.end);
  const range = { start: rows.start, firstDecision: Math.max(rows.start, requiredHistory - 1) };
  const level = source.strategy.isReplayed === true ? null : prices.level;
  const asked = inMoney(evaluated, level);
  const result = source.limited(() => simulate(bars, asked, source.settings, range, prices.actions));
  return { account: leanAccountOf(bars, result), results: [result] };
}

/** A part of instruments that share cash, simulated on what was known by its end. @throws {BacksightError} what the strategy did wrong */
export function simulatePart(
  { strategy, bars, several, settings, limited }: WalkForwardSource & { readonly several: SeveralInstruments },
  params: Params,
  { start, end }: RowRange,
) {
  const axis = barsUntil(bars, { begin: 0, end });
  const market = panelPrices(panelUntil(several.panel, end), several.actionsOf ?? null);
  const requiredHistory = requiredHistoryOf(strategy, params);
  const range = { start, firstDecision: Math.max(start, requiredHistory - 1) };
  const asked = { ...market, strategy, params, settings, axis, range, requiredHistory };
  const simulation = limited(() => simulatePortfolio(asked));
  return { simulation, market, axis, requiredHistory };
}
