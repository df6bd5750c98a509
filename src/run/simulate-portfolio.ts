import { BacksightError } from "../core/errors.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import { simulatePanelEvents } from "../engine/event/simulate-events.ts";
import {
  type InstrumentSignals,
  simulatePortfolioSignals,
  simulatePortfolioWeights,
} from "../engine/vector/portfolio/simulate-portfolio.ts";
import type { Bars } from "../market/bars.ts";
import { compositeBars } from "../market/composite-bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import { type Panel, panelWith } from "../market/panel.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { type EvaluatedSignals, evaluateSignals } from "../strategy/evaluate-signals.ts";
import { type EvaluatedAllocations, evaluateAllocations } from "../strategy/portfolio/evaluate-allocations.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { panelOpenings } from "../trading/panel/panel-openings.ts";
import type { PortfolioResult, PortfolioSettings } from "../trading/panel/simulate-panel.ts";
import { RULE_BOOKS } from "../trading/rules/presets.ts";
import { finerElsewhere } from "./finer-of-run.ts";
import { inMoney, type RunPrices, runPrices } from "./run-prices.ts";
import type { ExecutionSettings } from "./run-spec.ts";
import type { MeasuredRange } from "./simulate.ts";
import { checkTicked, ticksElsewhere } from "./ticks-of-run.ts";
import { weightsOfSeveral } from "./weights-of-several.ts";

/** Splits and dividends of each instrument, for a run as of each day's knowledge; null: none. */
export type ActionsOfSeveral = readonly (readonly CorporateAction[] | null)[] | null;

/** What money moves at and a strategy sees, of several instruments. */
export interface PanelPrices {
  /** Money moves at these. */
  readonly panel: Panel;
  readonly prices: readonly RunPrices[];
  /** What the strategy sees. */
  readonly seen: Panel;
}

/** @throws {BacksightError} as `runPrices` */
export function panelPrices(panel: Panel, actionsOf: ActionsOfSeveral): PanelPrices {
  const prices = panel.instruments.map((bars, k) => runPrices(bars, actionsOf?.[k] ?? null));
  if (actionsOf === null) return { panel, prices, seen: panel };
  const seen = panelWith(
    panel,
    prices.map((one) => one.seen),
  );
  return { panel, prices, seen };
}

/** What is odd about the splits and dividends of each. */
export function notesOfSeveral(prices: readonly RunPrices[]): string[] {
  return prices.flatMap(({ bars, notes }) => notes.map((note) => `${bars.instrument.symbol}: ${note}`));
}

/** The index of what a strategy sees, as bars. @throws {BacksightError} as `compositeBars` */
export function axisOf(panel: Panel, actionsOf: ActionsOfSeveral): Bars {
  return compositeBars(panelPrices(panel, actionsOf).seen);
}

/** What the engines take of a run's settings. @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED for finer bars */
export function portfolioSettings(
  { panel, prices }: PanelPrices,
  settings: ExecutionSettings,
): Omit<PortfolioSettings, "start" | "firstDecision"> {
  const { returns, riskFree, benchmark, rebalance, rules, finer, quotes, trades, base, fx, ...given } = settings;
  if (finer !== undefined) throw finerElsewhere();
  if ((quotes ?? trades) !== undefined) throw ticksElsewhere();
  return { panel, ...given, rules: RULE_BOOKS[rules], actionsOf: prices.map(({ actions }) => actions) };
}

/** What is simulated of several instruments that share cash. */
export interface PortfolioSimulationInput extends PanelPrices {
  readonly strategy: Strategy;
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly settings: ExecutionSettings;
  /** The panel's index as bars. */
  readonly axis: Bars;
  /** Rows of the panel. */
  readonly range: MeasuredRange;
  readonly requiredHistory: number;
  /** Of each instrument, what shares expressions; new ones without it. */
  readonly graphs?: readonly SeriesGraph[];
}

/** What a strategy said of one instrument. */
export interface AskedInstrument {
  readonly bars: Bars;
  readonly graph: SeriesGraph;
  readonly signals: EvaluatedSignals;
}

export interface PortfolioSimulation {
  readonly result: PortfolioResult;
  /** Of each instrument; none where weights are given for all at once. */
  readonly asked: readonly AskedInstrument[];
  /** Weights of all at once; null where each instrument is asked. */
  readonly allocated: EvaluatedAllocations | null;
  /** Simulates the same once more; null where nothing can differ. */
  readonly again: (() => PortfolioResult) | null;
}

/**
 * What comes of a strategy on several instruments: callbacks through the event engine, signals of each and weights of all
 * through the vector engine.
 *
 * @throws {BacksightError} what the strategy or the settings did wrong
 */
export function simulatePortfolio(input: PortfolioSimulationInput): PortfolioSimulation {
  const { strategy, settings, range, axis, seen, params } = input;
  const engine: PortfolioSettings = { ...portfolioSettings(input, settings), ...range };
  if (strategy.allocator !== undefined) {
    if (panelOpenings(input.panel) !== null) throw allocatesOverlapping(strategy.name);
    const allocated = evaluateAllocations(strategy, strategy.allocator, seen, axis, params, range.firstDecision);
    const result = simulatePortfolioWeights(engine, allocated.allocations, allocated.band);
    return { result, asked: [], allocated, again: null };
  }
  const asked = askEach(input);
  if (strategy.events === undefined)
    return { result: onSignals(input, engine, asked), asked, allocated: null, again: null };
  const programs = asked.map(({ signals }, k) => inMoney(signals, input.prices[k]!.level).program!);
  for (const program of programs) checkTicked(program, null);
  const again = () => simulatePanelEvents({ ...engine, axis, programs });
  return { result: again(), asked, allocated: null, again };
}

/** At a row some instruments' bars are under way: there is no one row of prices to allocate by. */
function allocatesOverlapping(strategy: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `${strategy}, which allocates, over bars of several timeframes or hours`,
    instead:
      "Give all instruments one timeframe and calendar (backsight data import resamples), or decide by signals or callbacks.",
  });
}

function askEach({ strategy, seen, params, settings, graphs }: PortfolioSimulationInput): readonly AskedInstrument[] {
  return seen.instruments.map((bars, k) => {
    const graph = graphs?.[k] ?? new SeriesGraph(bars);
    return { bars, graph, signals: evaluateSignals(strategy, graph, params, { capital: settings.cash }) };
  });
}

function onSignals(
  { strategy, seen, prices, settings, range, requiredHistory }: PortfolioSimulationInput,
  engine: PortfolioSettings,
  asked: readonly AskedInstrument[],
): PortfolioResult {
  const from = seen.closeTime[range.start]!;
  const firstDecisions = seen.instruments.map(({ closeTime }) => {
    const start = closeTime.findIndex((time) => time >= from);
    return Math.max(start < 0 ? closeTime.length : start, requiredHistory - 1);
  });
  const signals = asked.map((one, k): InstrumentSignals => {
    const { stopLoss = null, takeProfit = null, ...rest } = inMoney(one.signals, prices[k]!.level);
    return { ...rest, stopLevels: stopLoss, targetLevels: takeProfit };
  });
  const targets = asked.map((one) => one.signals.targets);
  return targets.every((target) => target === null)
    ? simulatePortfolioSignals({ ...engine, firstDecisions }, signals)
    : simulatePortfolioWeights(engine, weightsOfSeveral(strategy.name, seen, targets, settings.rebalance));
}
