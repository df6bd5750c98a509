import type { IndexedColumn } from "../core/indexed-column.ts";
import type { BacktestLogger } from "../core/logging/backtest-logger.ts";
import { DAY_MS } from "../market/calendar/calendar.ts";
import { isoTime } from "../market/iso-time.ts";
import { computeMetrics } from "../metrics/catalogue.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { isFree } from "../trading/costs/cost-settings.ts";
import { RULE_BOOKS } from "../trading/rules/presets.ts";
import type { Survivorship } from "../validation/audits/survivorship.ts";
import { BACKSIGHT_VERSION } from "./backsight-version.ts";
import { buildCurve } from "./curve.ts";
import { judge } from "./guards/judge.ts";
import { resultHash, specHash } from "./identity.ts";
import { impactCosts } from "./impact-costs.ts";
import { metricInput } from "./metric-input.ts";
import { periodReturns } from "./periods.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import type { Guards, RunRecord } from "./run-record.ts";
import type { RunSpec } from "./run-spec.ts";
import { sessionEquity } from "./session-equity.ts";
import type { SimulatedAccount } from "./simulated-account.ts";
import { unpricedFills } from "./unpriced-fills.ts";
import { runEvidence } from "./verdict/run-evidence.ts";
import { verdictCard } from "./verdict/verdict-card.ts";
import type { WalkForwardRecord } from "./walk-forward/walk-forward-record.ts";

/** A simulated run, for its numbers, guards and record. */
export interface SimulatedRun {
  /** Its range resolved. */
  readonly spec: RunSpec;
  readonly strategy: Pick<Strategy, "name" | "family">;
  readonly engine: RunRecord["engine"];
  readonly account: SimulatedAccount;
  /** Quoted spread of each bar, where costs asked for it. */
  readonly quoted?: Float64Array | null;
  /** What the money would have done otherwise, at each bar's close. */
  readonly benchmark: IndexedColumn;
  /** What the strategy saw; the bars' own tag without it. */
  readonly adjustment?: RunRecord["data"]["adjustment"];
  readonly dataHash: () => string;
  readonly lookAhead: () => Guards["lookAhead"];
  readonly tag: string | null;
  readonly note: string | null;
  readonly notes: readonly string[];
  /** Of several instruments: by their universe; null without one. */
  readonly survivorship?: Survivorship | null;
  /** Of a walk-forward: what it found in its windows. */
  readonly walkForward?: WalkForwardRecord;
  readonly log: BacktestLogger;
  /** Of `ports.stopwatch`, when the run began. */
  readonly began: number;
}

/** Metrics → guards → record: what every run ends with, of one instrument or several, by either engine. */
export async function finishRun(run: SimulatedRun, ports: RunPorts): Promise<RunDetail> {
  const { spec, strategy, account, benchmark, notes, tag, note, log } = run;
  const { bars, equity, start, trades } = account;
  const { settings } = spec;
  const [from, to] = [spec.from!, spec.to!];
  const sessions = sessionEquity(bars, equity, start);
  const { cash, returns } = settings;
  const { annualise } = RULE_BOOKS[settings.rules];
  const sessionsPerYear = annualise === "calendar" ? bars.calendar.sessionsPerYear : annualise;
  const periods = periodReturns(bars, equity, start, cash, returns, sessions, account.ruinedAt, sessionsPerYear);
  const benchmarkSessions = sessionEquity(bars, benchmark, start);
  const benchmarkReturns =
    settings.benchmark === "none"
      ? undefined
      : periodReturns(bars, benchmark, start, cash, returns, benchmarkSessions).returns;

  await ports.breathe?.();
  const input = metricInput(
    account,
    periods,
    benchmarkReturns,
    settings.riskFree,
    impactCosts(account, settings.costs),
  );
  const { values, undefined: reasons } = computeMetrics(input);
  await ports.breathe?.();
  const guards = judge({ account, strategy, spec, input, values, lookAhead: run.lookAhead, ports });
  await ports.breathe?.();
  const symbols = account.books.map(({ instrument }) => instrument.symbol);
  const record: RunRecord = {
    id: ports.newRunId(),
    createdAt: isoTime(ports.clock()),
    spec,
    specHash: specHash(spec),
    dataHash: run.dataHash(),
    resultHash: resultHash(account.books, sessions, ports.createHasher),
    engine: run.engine,
    backsightVersion: BACKSIGHT_VERSION,
    data: {
      symbol: bars.instrument.symbol,
      ...(symbols.length > 1 ? { symbols } : {}),
      timeframe: bars.timeframe.label,
      calendar: bars.calendar.id,
      adjustment: run.adjustment ?? bars.adjustment,
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
    notFilled: account.notFilled,
    ...(Object.keys(account.limited).length === 0 ? {} : { limited: account.limited }),
    ...(run.survivorship == null ? {} : { survivorship: run.survivorship }),
    ...(run.walkForward === undefined ? {} : { walkForward: run.walkForward }),
    notes: [...notes, ...notesOf(spec, values, account, to - from, run.quoted)],
    tag,
    note,
  };
  for (const { id, status, headline } of guards.findings) {
    if (status === "failed") log.error("guard.failed", { run: record.id, guard: id, headline });
    else if (status === "warning") log.warn("guard.warning", { run: record.id, guard: id, headline });
  }
  const ms = Math.round(ports.stopwatch() - run.began);
  log.info("run.finished", { run: record.id, resultHash: record.resultHash, finalEquity: values.finalEquity, ms });
  const detail: RunDetail = {
    record,
    curve: buildCurve(bars, equity, benchmark, start, cash),
    sessions: { day: sessions.day, equity: sessions.equity, benchmark: benchmarkSessions.equity },
    trades,
  };
  return { ...detail, record: { ...record, verdict: verdictCard(runEvidence(detail)) } };
}

const DAYS_OF_YEAR = 365.25;

function notesOf(
  { settings, strategy }: RunSpec,
  metrics: Readonly<Record<string, number>>,
  account: SimulatedAccount,
  elapsedMs: number,
  quoted: Float64Array | null = null,
): string[] {
  const notes: string[] = [];
  if (account.ruinedAt >= 0)
    notes.push(`RUINED at bar ${account.ruinedAt}: equity was gone, everything was closed and nothing traded after`);
  if (strategy.source === "inline") notes.push("not reproducible: the strategy was defined inline, not in a file");
  if (isFree(settings.costs)) notes.push("costs are off: no commission, no slippage, no spread");
  const unpriced = unpricedFills(account, settings.costs, quoted);
  if (unpriced > 0) {
    const what = unpriced === 1 ? "1 fill" : `${unpriced} fills`;
    notes.push(
      `${what} came before the market was known well enough for all parts of the costs, and paid no such part`,
    );
  }
  if (account.clipped > 0) notes.push(`${account.clipped} orders were cut to what cash could pay`);
  if (settings.risk !== undefined) notes.push(limitsNote(account));
  if (elapsedMs < DAYS_OF_YEAR * DAY_MS && Number.isFinite(metrics.cagr))
    notes.push(`CAGR extrapolated from ${Math.round(elapsedMs / DAY_MS)} days`);
  if ((metrics.tradesCount ?? 0) === 0) notes.push("no trade was closed");
  return notes;
}

/** What the limits did: "risk limits: orders cut 12 (12 risk-position-size), refused 3 (3 risk-drawdown)". */
function limitsNote({ limited, notFilled }: SimulatedAccount): string {
  const refused = Object.entries(notFilled).filter(([reason]) => reason.startsWith("risk-"));
  const told = (counts: readonly (readonly [string, number])[]) => {
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    return total === 0 ? "0" : `${total} (${counts.map(([reason, count]) => `${count} ${reason}`).join(", ")})`;
  };
  return `risk limits: orders cut ${told(Object.entries(limited))}, refused ${told(refused)}`;
}
