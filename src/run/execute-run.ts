import { silentLogger } from "../core/logging/backtest-logger.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { evaluateSignals, simulatedColumns } from "../strategy/evaluate-signals.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import { benchmarkEquity } from "./benchmark.ts";
import { finishRun } from "./finish-run.ts";
import { lookAheadGuard } from "./guards/look-ahead.ts";
import { dataHash } from "./identity.ts";
import { measuredRange, requiredHistoryOf } from "./measured-range.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import type { RunSpec } from "./run-spec.ts";
import { simulate } from "./simulate.ts";
import { accountOf, type SimulatedAccount } from "./simulated-account.ts";

/** A described run with what it needs at hand: the strategy's code and the prices. */
export interface RunRequest {
  /** `from` and `to` may be null: from the first bar, to the last. */
  readonly spec: RunSpec;
  readonly strategy: Strategy;
  /** Bars of the range, and earlier ones for warm-up where there are any. */
  readonly bars: Bars;
  readonly tag?: string | null;
  readonly note?: string | null;
  /** What was noticed while the run was prepared, for people; becomes part of its own notes. */
  readonly notes?: readonly string[];
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
  { spec: asked, strategy, bars, tag = null, note = null, notes = [] }: RunRequest,
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
  const graph = new SeriesGraph(bars);
  const evaluated = evaluateSignals(strategy, graph, spec.params, { capital: settings.cash });
  graph.forgetAllBut(simulatedColumns(evaluated));
  await ports.breathe?.();
  const result = simulate(bars, evaluated, settings, range);
  log.debug("run.simulated", { fills: result.fills.length, trades: result.trades.length, notFilled: result.notFilled });
  const benchmark = await benchmarkEquity(bars, settings, range, ports);
  const account = accountOf(bars, result);
  const detail = await finishRun(
    {
      ...{ spec, strategy, benchmark, tag, note, notes, log, began },
      engine: "vector",
      account,
      dataHash: () => dataHash(bars, ports.createHasher),
      lookAhead: () => lookAheadGuard(bars, strategy, spec, graph, evaluated, requiredHistory, ports.stopwatch),
    },
    ports,
  );
  return { detail, account, result, plot: evaluated.plot };
}
