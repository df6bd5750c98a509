import { silentLogger } from "../core/logging/backtest-logger.ts";
import type { Bars } from "../market/bars.ts";
import { DAY_MS } from "../market/calendar/calendar.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import { computeMetrics } from "../metrics/catalogue.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { evaluateSignals, simulatedColumns } from "../strategy/evaluate-signals.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { RULE_BOOKS } from "../trading/rules/presets.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import { BACKSIGHT_VERSION } from "./backsight-version.ts";
import { benchmarkEquity } from "./benchmark.ts";
import { buildCurve } from "./curve.ts";
import { judge } from "./guards/judge.ts";
import { dataHash, resultHash, specHash } from "./identity.ts";
import { measuredRange, requiredHistoryOf } from "./measured-range.ts";
import { metricInput } from "./metric-input.ts";
import { periodReturns } from "./periods.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import type { RunRecord } from "./run-record.ts";
import type { RunSpec } from "./run-spec.ts";
import { sessionEquity } from "./session-equity.ts";
import { simulate } from "./simulate.ts";

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
  const sessions = sessionEquity(bars, result.equity, start);
  const { cash, returns } = settings;
  const { annualise } = RULE_BOOKS[settings.rules];
  const sessionsPerYear = annualise === "calendar" ? bars.calendar.sessionsPerYear : annualise;
  const periods = periodReturns(bars, result.equity, start, cash, returns, sessions, result.ruinedAt, sessionsPerYear);

  const benchmark = await benchmarkEquity(bars, settings, range, ports);
  const benchmarkSessions = sessionEquity(bars, benchmark, start);
  const hasBenchmark = settings.benchmark !== "none";
  const benchmarkReturns = hasBenchmark
    ? periodReturns(bars, benchmark, start, settings.cash, settings.returns, benchmarkSessions).returns
    : undefined;

  await ports.breathe?.();
  const input = metricInput(bars, result, periods, benchmarkReturns, settings.riskFree);
  const { values, undefined: reasons } = computeMetrics(input);
  await ports.breathe?.();
  const guards = judge({ bars, strategy, spec, graph, evaluated, requiredHistory, result, input, values, ports });
  await ports.breathe?.();
  const createdAt = isoTime(ports.clock());
  const record: RunRecord = {
    id: ports.newRunId(),
    createdAt,
    spec,
    specHash: specHash(spec),
    dataHash: dataHash(bars, ports.createHasher),
    resultHash: resultHash(result, sessions, ports.createHasher),
    engine: "vector",
    backsightVersion: BACKSIGHT_VERSION,
    data: {
      symbol: bars.instrument.symbol,
      timeframe: bars.timeframe.label,
      calendar: bars.calendar.id,
      adjustment: bars.adjustment,
      isSynthetic: bars.isSynthetic,
      bars: bars.length - start,
      sessions: sessions.day.length,
      start: isoTime(from),
      end: isoTime(to),
      notes: bars.notes,
    },
    metrics: Object.fromEntries(
      Object.entries(values).map(([id, value]) => [id, Number.isFinite(value) ? value : null]),
    ),
    undefinedMetrics: reasons,
    guards,
    notFilled: result.notFilled,
    notes: [...notes, ...notesOf(spec, values, result, to - from)],
    tag,
    note,
  };
  for (const { id, status, headline } of guards.findings) {
    if (status === "failed") log.error("guard.failed", { run: record.id, guard: id, headline });
    else if (status === "warning") log.warn("guard.warning", { run: record.id, guard: id, headline });
  }
  const ms = Math.round(ports.stopwatch() - began);
  log.info("run.finished", { run: record.id, resultHash: record.resultHash, finalEquity: values.finalEquity, ms });
  const curve = buildCurve(bars, result.equity, benchmark, start, settings.cash);
  const detail: RunDetail = {
    record,
    curve,
    sessions: { day: sessions.day, equity: sessions.equity, benchmark: benchmarkSessions.equity },
    trades: result.trades,
  };
  return { detail, result, plot: evaluated.plot };
}

const DAYS_OF_YEAR = 365.25;

function notesOf(
  { settings, strategy }: RunSpec,
  metrics: Readonly<Record<string, number>>,
  result: SimulationResult,
  elapsedMs: number,
): string[] {
  const notes: string[] = [];
  if (result.ruinedAt >= 0)
    notes.push(`RUINED at bar ${result.ruinedAt}: equity was gone, everything was closed and nothing traded after`);
  if (strategy.source === "inline") notes.push("not reproducible: the strategy was defined inline, not in a file");
  const { commission, slippage, spread } = settings.costs;
  const perUnit = commission.kind === "rate" ? commission.rate : commission.amount;
  if (perUnit === 0 && slippage === 0 && spread === 0)
    notes.push("costs are off: no commission, no slippage, no spread");
  if (result.clipped > 0) notes.push(`${result.clipped} orders were cut to what cash could pay`);
  if (elapsedMs < DAYS_OF_YEAR * DAY_MS && Number.isFinite(metrics.cagr))
    notes.push(`CAGR extrapolated from ${Math.round(elapsedMs / DAY_MS)} days`);
  if ((metrics.tradesCount ?? 0) === 0) notes.push("no trade was closed");
  return notes;
}
