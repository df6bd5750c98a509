import { silentLogger } from "../core/logging/backtest-logger.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import { isoTime } from "../market/iso-time.ts";
import type { QuoteTicks } from "../market/quote-ticks.ts";
import type { TradeTicks } from "../market/trade-ticks.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { evaluateSignals, simulatedColumns } from "../strategy/evaluate-signals.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import { benchmarkEquity } from "./benchmark.ts";
import { currencyNotes } from "./currency-effect.ts";
import { type EngineChoice, engineFor } from "./engine-choice.ts";
import { checkEnginesAgree, isSameAgain } from "./engines-agree.ts";
import { finerOfRun } from "./finer-of-run.ts";
import { finishRun } from "./finish-run.ts";
import { lookAheadGuard } from "./guards/look-ahead.ts";
import { dataHash } from "./identity.ts";
import { limitedTime } from "./limited-time.ts";
import { measuredRange, requiredHistoryOf } from "./measured-range.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import { inMoney, linesInMoney, runPrices } from "./run-prices.ts";
import type { RunSpec } from "./run-spec.ts";
import { simulate } from "./simulate.ts";
import { accountOf, type SimulatedAccount } from "./simulated-account.ts";
import { checkReadsTicks, ticksNotes, ticksOfRun } from "./ticks-of-run.ts";

/** A described run with what it needs at hand: the strategy's code and the prices. */
export interface RunRequest {
  /** `from` and `to` may be null: from the first bar, to the last. */
  readonly spec: RunSpec;
  readonly strategy: Strategy;
  /** Bars of the range, and earlier ones for warm-up where there are any. */
  readonly bars: Bars;
  /** Splits and dividends of raw bars: the run is point in time then. Null, or absent: prices are what their tag says. */
  readonly actions?: readonly CorporateAction[] | null;
  /** Shorter bars that settle the order of prices inside a bar; loaded from the address of the settings unless given. */
  readonly finer?: Bars | null;
  /** Quotes and trades; loaded from the addresses of the settings unless given. */
  readonly quotes?: QuoteTicks | null;
  readonly trades?: TradeTicks | null;
  readonly tag?: string | null;
  readonly note?: string | null;
  /** What simulates it; the engine that its strategy needs unless given. */
  readonly engine?: EngineChoice | undefined;
  /** Seconds that the strategy's code may run at one go; null, or absent: as long as it wants. */
  readonly timeLimit?: number | null | undefined;
  /** What was noticed while the run was prepared, for people; becomes part of its own notes. */
  readonly notes?: readonly string[];
}

const AGREED = "both engines ran it, and agree to the last bit";

/** What is told of margin calls. */
function calledFor(calls: number): string[] {
  if (calls === 0) return [];
  const times = calls === 1 ? "once" : `${calls} times`;
  return [`equity was less than the account's positions ask for ${times}: they left at the next prices (margin-call)`];
}

export interface RunOutcome {
  readonly detail: RunDetail;
  readonly account: SimulatedAccount;
  readonly result: SimulationResult;
  /** Lines that the strategy wants drawn over the price. */
  readonly plot: ReadonlyMap<string, Float64Array>;
}

/**
 * One backtest in full: signals → engine → metrics → guards → record. The way of every face to a result.
 *
 * @throws {BacksightError} what the strategy, the data or the settings did wrong
 */
export async function executeRun(
  {
    spec: asked,
    strategy,
    bars,
    actions = null,
    finer: givenFiner = null,
    quotes = null,
    trades = null,
    tag = null,
    note = null,
    notes = [],
    engine: asks,
    timeLimit = null,
  }: RunRequest,
  ports: RunPorts,
): Promise<RunOutcome> {
  const requiredHistory = requiredHistoryOf(strategy, asked.params);
  const range = measuredRange(bars, asked.from, requiredHistory);
  const { start } = range;
  const last = bars.length - 1;
  const [from, to] = [columnOf(bars, "time").at(start)!, columnOf(bars, "closeTime").at(last)!];
  const spec: RunSpec = { ...asked, from, to };
  const { settings } = spec;

  const log = (ports.logger ?? silentLogger).with({ strategy: strategy.name, symbol: bars.instrument.symbol });
  const began = ports.stopwatch();
  log.info("run.started", { params: spec.params, bars: bars.length, from: isoTime(from), to: isoTime(to) });
  const prices = runPrices(bars, actions);
  const graph = new SeriesGraph(prices.seen);
  const finer = await finerOfRun(settings.finer, givenFiner, ports);
  const { ticks, quoted } = await ticksOfRun(settings, { quotes, trades }, bars, ports);
  const limited = limitedTime(ports, strategy.name, timeLimit);
  const evaluated = limited(() => evaluateSignals(strategy, graph, spec.params, { capital: settings.cash }));
  graph.forgetAllBut(simulatedColumns(evaluated));
  await ports.breathe?.();
  // Signals that were computed elsewhere have prices in money already.
  const level = strategy.isReplayed === true ? null : prices.level;
  const engine = engineFor(strategy.name, evaluated, asks);
  checkReadsTicks(strategy, ticks);
  const through = (one: "vector" | "event") =>
    limited(() =>
      simulate(bars, inMoney(evaluated, level), settings, range, prices.actions, one, { finer, quoted, ticks }),
    );
  const result = through(engine === "event" ? "event" : "vector");
  if (engine === "both") checkEnginesAgree(result, through("event"), columnOf(bars, "closeTime"));
  log.debug("run.simulated", { fills: result.fills.length, trades: result.trades.length, notFilled: result.notFilled });
  const benchmark = await benchmarkEquity(bars, settings, range, ports, prices.actions, quoted);
  const account = accountOf(bars, result);
  const detail = await finishRun(
    {
      ...{ spec, strategy, benchmark, tag, note, log, began },
      notes: [
        ...notes,
        ...prices.notes,
        ...ticksNotes(ticks),
        ...currencyNotes(bars, result.trades),
        ...(engine === "both" ? [AGREED] : []),
        ...calledFor(result.marginCalls),
      ],
      adjustment: actions !== null && bars.adjustment === "raw" ? "point-in-time" : bars.adjustment,
      engine: engine === "event" ? "event" : "vector",
      ...{ account, quoted },
      dataHash: () => dataHash(bars, ports.createHasher, prices.actions, { finer, quoted, ticks }),
      lookAhead: () =>
        evaluated.program !== undefined && !isSameAgain([result], () => [through("event")])
          ? { status: "nondeterministic", boundaries: 0, finding: null }
          : limited(() =>
              lookAheadGuard(prices.seen, strategy, spec, graph, evaluated, requiredHistory, ports.stopwatch),
            ),
    },
    ports,
  );
  return { detail, account, result, plot: linesInMoney(evaluated.plot, level) };
}
