import { silentLogger } from "../core/logging/backtest-logger.ts";
import { sha256 } from "../core/sha256.ts";
import { simulatePanelEvents } from "../engine/event/simulate-events.ts";
import {
  type InstrumentSignals,
  simulatePortfolioSignals,
  simulatePortfolioWeights,
} from "../engine/vector/portfolio/simulate-portfolio.ts";
import type { Bars } from "../market/bars.ts";
import { compositeBars } from "../market/composite-bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import { isoTime } from "../market/iso-time.ts";
import { type Panel, panelWith } from "../market/panel.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { type EvaluatedSignals, evaluateSignals } from "../strategy/evaluate-signals.ts";
import { evaluateAllocations } from "../strategy/portfolio/evaluate-allocations.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { PortfolioResult, PortfolioSettings } from "../trading/panel/simulate-panel.ts";
import { RULE_BOOKS } from "../trading/rules/presets.ts";
import { benchmarkOfPanel } from "./benchmark-of-panel.ts";
import { type EngineChoice, engineOfSeveral } from "./engine-choice.ts";
import { isSameAgain } from "./engines-agree.ts";
import { finerElsewhere } from "./finer-of-run.ts";
import { finishRun } from "./finish-run.ts";
import { lookAheadGuard } from "./guards/look-ahead.ts";
import { dataHash } from "./identity.ts";
import { limitedTime } from "./limited-time.ts";
import { measuredRange, requiredHistoryOf } from "./measured-range.ts";
import { portfolioAccountOf } from "./portfolio-account.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import { inMoney, type RunPrices, runPrices } from "./run-prices.ts";
import type { Guards } from "./run-record.ts";
import type { ExecutionSettings, RunSpec } from "./run-spec.ts";
import type { SimulatedAccount } from "./simulated-account.ts";
import { survivorshipOfPanel } from "./survivorship-of-panel.ts";
import { weightsOfSeveral } from "./weights-of-several.ts";

/** A described run on several instruments that share cash, with what it needs at hand. */
export interface PortfolioRunRequest {
  /** Splits and dividends of each instrument, for a run as of each day's knowledge; null: none. */
  readonly actionsOf?: readonly (readonly CorporateAction[] | null)[] | null;
  /** `from` and `to` may be null: from the first row, to the last. */
  readonly spec: RunSpec;
  readonly strategy: Strategy;
  readonly panel: Panel;
  readonly engine?: EngineChoice | undefined;
  /** Seconds that the strategy's code may run at one go; null, or absent: as long as it wants. */
  readonly timeLimit?: number | null | undefined;
  readonly tag?: string | null;
  readonly note?: string | null;
  readonly notes?: readonly string[];
}

export interface PortfolioRunOutcome {
  readonly detail: RunDetail;
  readonly account: SimulatedAccount;
  readonly result: PortfolioResult;
  /** Nothing is drawn over the index of several instruments. */
  readonly plot: ReadonlyMap<string, Float64Array>;
}

/**
 * One backtest of several instruments in full: signals of each, weights of all, or callbacks → engine → metrics → guards → record.
 *
 * @throws {BacksightError} what the strategy, the data or the settings did wrong
 */
export async function executePortfolioRun(
  { spec: asked, strategy, panel, actionsOf = null, engine, timeLimit = null, ...words }: PortfolioRunRequest,
  ports: RunPorts,
): Promise<PortfolioRunOutcome> {
  const { tag = null, note = null, notes = [] } = words;
  const simulatedBy = engineOfSeveral(strategy, engine);
  const prices = panel.instruments.map((bars, k) => runPrices(bars, actionsOf?.[k] ?? null));
  const seen =
    actionsOf === null
      ? panel
      : panelWith(
          panel,
          prices.map((one) => one.seen),
        );
  const axis = compositeBars(seen);
  const requiredHistory = requiredHistoryOf(strategy, asked.params);
  const range = measuredRange(axis, asked.from, requiredHistory);
  const [from, to] = [axis.time[range.start]!, axis.closeTime[axis.length - 1]!];
  const spec: RunSpec = { ...asked, from, to };
  const { settings } = spec;
  const log = (ports.logger ?? silentLogger).with({ strategy: strategy.name, symbol: axis.instrument.symbol });
  const began = ports.stopwatch();
  log.info("run.started", { params: spec.params, bars: axis.length, from: isoTime(from), to: isoTime(to) });
  const input = { ...portfolioSettings(panel, settings), ...range, actionsOf: prices.map(({ actions }) => actions) };
  const simulated = simulatedBy === "event" ? onEvents : strategy.allocator === undefined ? onSignals : onWeights;
  const limited = limitedTime(ports, strategy.name, timeLimit);
  const { result, lookAhead, more } = limited(() =>
    simulated({ strategy, prices, seen, axis, spec, input, requiredHistory, ports }),
  );
  await ports.breathe?.();
  const account = portfolioAccountOf(panel, axis, result);
  log.debug("run.simulated", { trades: account.trades.length, notFilled: account.notFilled });
  const benchmark = await benchmarkOfPanel(panel, axis, input, settings, ports);
  const detail = await finishRun(
    {
      ...{ spec, strategy, account, benchmark, tag, note, log, began },
      lookAhead: () => limited(lookAhead),
      notes: [...notes, ...notesOf(prices), ...more],
      survivorship: survivorshipOfPanel(panel, range.start, account.trades),
      adjustment: prices.some(({ level }) => level !== null) ? "point-in-time" : axis.adjustment,
      engine: simulatedBy,
      dataHash: () => sha256(prices.map(({ bars, actions }) => dataHash(bars, ports.createHasher, actions)).join(" ")),
    },
    ports,
  );
  return { detail, account, result, plot: new Map() };
}

/** What the vector engine takes of a run's settings. */
function portfolioSettings(
  panel: Panel,
  settings: ExecutionSettings,
): Omit<PortfolioSettings, "start" | "firstDecision"> {
  const { returns, riskFree, benchmark, rebalance, rules, finer, ...given } = settings;
  if (finer !== undefined) throw finerElsewhere();
  return { panel, ...given, rules: RULE_BOOKS[rules] };
}

interface Prepared {
  readonly strategy: Strategy;
  readonly prices: readonly RunPrices[];
  /** What the strategy sees. */
  readonly seen: Panel;
  readonly axis: Bars;
  readonly spec: RunSpec;
  readonly input: PortfolioSettings;
  readonly requiredHistory: number;
  readonly ports: RunPorts;
}

interface Simulated {
  readonly result: PortfolioResult;
  readonly lookAhead: () => Guards["lookAhead"];
  readonly more: readonly string[];
}

function onWeights({ strategy, seen, axis, spec, input }: Prepared): Simulated {
  const { firstDecision } = input;
  const asked = evaluateAllocations(strategy, strategy.allocator!, seen, axis, spec.params, firstDecision);
  const result = simulatePortfolioWeights(input, asked.allocations, asked.band);
  const status = asked.isRepeated ? "proved" : "nondeterministic";
  const { strangers } = asked;
  return {
    result,
    lookAhead: () => ({ status, boundaries: 0, finding: null }),
    more:
      strangers === 0
        ? []
        : [`${strangers} weights were for instruments outside the universe, or without a bar: taken as 0`],
  };
}

/** Opaque signals are tested on so many instruments; proof costs nothing and is asked of all. */
const TESTED = 5;

function onSignals(prepared: Prepared): Simulated {
  const { strategy, prices, seen, spec, input, requiredHistory } = prepared;
  const from = seen.closeTime[input.start]!;
  const evaluated = evaluateEach(prepared);
  const firstDecisions = seen.instruments.map(({ closeTime }) => {
    const start = closeTime.findIndex((time) => time >= from);
    return Math.max(start < 0 ? closeTime.length : start, requiredHistory - 1);
  });
  const signals = evaluated.map((one, k): InstrumentSignals => {
    const { stopLoss = null, takeProfit = null, ...rest } = inMoney(one.signals, prices[k]!.level);
    return { ...rest, stopLevels: stopLoss, targetLevels: takeProfit };
  });
  const targets = evaluated.map((one) => one.signals.targets);
  const result = targets.every((target) => target === null)
    ? simulatePortfolioSignals({ ...input, firstDecisions }, signals)
    : simulatePortfolioWeights(input, weightsOfSeveral(strategy.name, seen, targets, spec.settings.rebalance));
  return { result, ...guardsOfEach(prepared, evaluated) };
}

function onEvents(prepared: Prepared): Simulated {
  const { axis, input, prices } = prepared;
  const evaluated = evaluateEach(prepared);
  const programs = evaluated.map(({ signals }, k) => inMoney(signals, prices[k]!.level).program!);
  const run = () => simulatePanelEvents({ ...input, axis, programs });
  const result = run();
  const { lookAhead, more } = guardsOfEach(prepared, evaluated);
  return {
    result,
    lookAhead: () =>
      isSameAgain(result.instruments, () => run().instruments)
        ? lookAhead()
        : { status: "nondeterministic", boundaries: 0, finding: null },
    more,
  };
}

interface Evaluated {
  readonly bars: Bars;
  readonly graph: SeriesGraph;
  readonly signals: EvaluatedSignals;
}

/** What the strategy says of each instrument. */
function evaluateEach({ strategy, seen, spec }: Prepared): readonly Evaluated[] {
  return seen.instruments.map((bars) => {
    const graph = new SeriesGraph(bars);
    return { bars, graph, signals: evaluateSignals(strategy, graph, spec.params, { capital: spec.settings.cash }) };
  });
}

/** The look-ahead guard over the instruments, and what it didn't test. */
function guardsOfEach(
  { strategy, spec, requiredHistory, ports }: Prepared,
  evaluated: readonly Evaluated[],
): Pick<Simulated, "lookAhead" | "more"> {
  const opaque = evaluated.filter((one) => !one.signals.isCausalByConstruction);
  const tested = [...evaluated.filter((one) => one.signals.isCausalByConstruction), ...opaque.slice(0, TESTED)];
  const guards = () =>
    tested.map(({ bars, graph, signals }) =>
      lookAheadGuard(bars, strategy, spec, graph, signals, requiredHistory, ports.stopwatch),
    );
  return {
    lookAhead: () => worst(guards()),
    more: opaque.length > TESTED ? [`look-ahead was tested on ${TESTED} of ${opaque.length} instruments`] : [],
  };
}

/** What is odd about the splits and dividends of each. */
function notesOf(prices: readonly RunPrices[]): string[] {
  return prices.flatMap(({ bars, notes }) => notes.map((note) => `${bars.instrument.symbol}: ${note}`));
}

const BY_SEVERITY = ["failed", "nondeterministic", "not checked", "not checkable", "passed", "proved"] as const;

function worst(guards: readonly Guards["lookAhead"][]): Guards["lookAhead"] {
  const severity = ({ status }: Guards["lookAhead"]) => BY_SEVERITY.indexOf(status);
  return guards.reduce((a, b) => (severity(b) < severity(a) ? b : a));
}
