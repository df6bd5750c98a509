import { randomStream } from "../../src/core/random.ts";
import type { Bars } from "../../src/market/bars.ts";
import { dateOfDay, dayOfDate } from "../../src/market/calendar/calendar.ts";
import { calendarOfDates } from "../../src/market/calendar/dates-only.ts";
import { instrument } from "../../src/market/instrument.ts";
import { parseTimeframe } from "../../src/market/timeframe.ts";
import { exp } from "../../src/math/exp.ts";
import { log } from "../../src/math/log.ts";
import { mean, standardDeviation } from "../../src/math/moments.ts";
import { normalQuantile } from "../../src/math/normal.ts";
import { averageMae } from "../../src/metrics/average-mae.ts";
import { averageMfe } from "../../src/metrics/average-mfe.ts";
import { closedTrades } from "../../src/metrics/closed-trades.ts";
import { edgeRatio } from "../../src/metrics/edge-ratio.ts";
import { winnersMae } from "../../src/metrics/winners-mae.ts";
import { buildCurve } from "../../src/run/curve.ts";
import { DEFAULT_SETTINGS } from "../../src/run/default-settings.ts";
import type { RunDetail } from "../../src/run/run-detail.ts";
import type { GuardFinding, RunRecord } from "../../src/run/run-record.ts";
import { sessionEquity, simpleReturns } from "../../src/run/session-equity.ts";
import { createTradeColumns, EXIT_REASONS, type TradeColumns } from "../../src/trading/trade-columns.ts";

/** What a made-up run is like. */
export interface FixtureOptions {
  readonly seed?: number;
  readonly sessions?: number;
  readonly barsPerSession?: number;
  readonly timeframe?: string;
  /** Annual drift and volatility of the price. */
  readonly drift?: number;
  readonly volatility?: number;
  /** About so many trades, evenly spread. */
  readonly trades?: number;
  /** Share of shorts among them. */
  readonly shorts?: number;
  /** Cost rates; both 0 for a run without costs. */
  readonly commission?: number;
  readonly slippage?: number;
  readonly hasBenchmark?: boolean;
  readonly isSynthetic?: boolean;
  readonly findings?: readonly GuardFinding[];
}

const CASH = 100_000;
const DAY_MS = 86_400_000;

/**
 * A run whose numbers agree with each other: a seeded random walk, all-in trades at opens with costs, and curve,
 * trades and metrics from that one simulation. The last trade is left open when it reaches the end.
 */
export function runDetailFixture(options: FixtureOptions = {}): RunDetail {
  const bars = randomBars(options);
  const { commission = 0.001, slippage = 0.0005, hasBenchmark = true } = options;
  const run = simulate(bars, options, commission, slippage);
  const benchmark = bars.close.map((close) =>
    hasBenchmark ? (CASH / (bars.open[0]! * (1 + slippage) * (1 + commission))) * close : NaN,
  );
  const curve = buildCurve(bars, run.equity, benchmark, 0, CASH);
  const sessions = { ...sessionEquity(bars, run.equity, 0), benchmark: sessionEquity(bars, benchmark, 0).equity };
  const record = recordOf(bars, run, benchmark, sessions.equity, options, commission, slippage);
  return { record, curve, sessions, trades: run.trades };
}

/** The smallest run there can be: one bar, no trade, no benchmark, hardly a metric. */
export function emptyRunDetailFixture(): RunDetail {
  return runDetailFixture({ sessions: 1, trades: 0, hasBenchmark: false });
}

interface Simulated {
  readonly equity: Float64Array;
  readonly trades: TradeColumns;
  readonly barsHeld: number;
  readonly notional: number;
}

function randomBars({
  seed = 7,
  sessions = 504,
  barsPerSession = 1,
  timeframe = "1d",
  drift = 0.08,
  volatility = 0.18,
}: FixtureOptions): Bars {
  const days = weekdays(sessions);
  const n = days.length * barsPerSession;
  const column = () => new Float64Array(n);
  const bars = {
    time: column(),
    closeTime: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  const session = new Int32Array(n);
  const stream = randomStream(seed, "fixture-prices");
  const normal = () => normalQuantile(0.5 / 4294967296 + stream.nextUint32() / 4294967296);
  const perYear = 252 * barsPerSession;
  const step = volatility / Math.sqrt(perYear);
  const barMs = (6.5 * 3_600_000) / barsPerSession;
  let price = 50;
  for (let i = 0; i < n; i++) {
    const day = days[Math.floor(i / barsPerSession)]!;
    const open = day * DAY_MS + 14.5 * 3_600_000 + (i % barsPerSession) * barMs;
    bars.time[i] = open;
    bars.closeTime[i] = open + barMs;
    bars.open[i] = price * exp(step * 0.3 * normal());
    price *= exp((drift - (volatility * volatility) / 2) / perYear + step * normal());
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i]!, price) * (1 + step * 0.5 * stream.uniform());
    bars.low[i] = Math.min(bars.open[i]!, price) * (1 - step * 0.5 * stream.uniform());
    bars.volume[i] = 1000 + stream.below(9000);
    session[i] = day;
  }
  return {
    ...bars,
    length: n,
    session,
    instrument: instrument("ACME"),
    timeframe: parseTimeframe(timeframe),
    calendar: calendarOfDates(days),
    ticksPerUnit: null,
    adjustment: "split",
    source: "csv:acme.csv",
    isSynthetic: false,
    notes: [],
  };
}

function weekdays(count: number): Int32Array {
  const days = new Int32Array(count);
  let day = dayOfDate(2012, 1, 3);
  for (let i = 0; i < count; day++) if (((((day + 4) % 7) + 7) % 7) % 6 !== 0) days[i++] = day;
  return days;
}

function simulate(
  bars: Bars,
  { seed = 7, trades: wanted = 24, shorts = 0 }: FixtureOptions,
  commission: number,
  slippage: number,
): Simulated {
  const n = bars.length;
  const stream = randomStream(seed, "fixture-trades");
  const equity = new Float64Array(n);
  const trades = createTradeColumns(bars.instrument.symbol, wanted);
  const pitch = n / Math.max(1, wanted);
  let cash = CASH;
  let notional = 0;
  let barsHeld = 0;
  let at = 0;
  for (let k = 0; k < wanted; k++) {
    const entry = Math.min(n - 1, Math.max(at, Math.floor(k * pitch + pitch * 0.3 * stream.uniform()) + 1));
    const planned = entry + Math.max(1, Math.floor(pitch * (0.3 + 0.35 * stream.uniform())));
    const isOpen = planned >= n;
    const exit = isOpen ? n - 1 : planned;
    const side = stream.uniform() < shorts ? -1 : 1;
    while (at < entry) equity[at++] = cash;
    const entryPrice = bars.open[entry]! * (1 + side * slippage);
    const quantity = cash / (entryPrice * (1 + commission));
    const exitPrice = isOpen ? bars.close[exit]! : bars.open[exit]! * (1 - side * slippage);
    const fees = quantity * (entryPrice + (isOpen ? 0 : exitPrice)) * commission;
    const slipped = quantity * (bars.open[entry]! + (isOpen ? 0 : bars.open[exit]!)) * slippage;
    const entryFee = quantity * entryPrice * commission;
    while (at < exit || (isOpen && at < n))
      equity[at] = cash - entryFee + side * quantity * (bars.close[at++]! - entryPrice);
    const pnl = side * quantity * (exitPrice - entryPrice) - fees;
    cash += pnl;
    notional += quantity * (entryPrice + (isOpen ? 0 : exitPrice));
    barsHeld += exit - entry;
    trades.side[k] = side;
    trades.entryBar[k] = entry;
    trades.exitBar[k] = exit;
    trades.entryTime[k] = bars.time[entry]!;
    trades.exitTime[k] = isOpen ? bars.closeTime[exit]! : bars.time[exit]!;
    trades.entryPrice[k] = entryPrice;
    trades.exitPrice[k] = exitPrice;
    trades.quantity[k] = quantity;
    trades.pnl[k] = pnl;
    trades.returnFraction[k] = pnl / (quantity * entryPrice);
    trades.commission[k] = fees;
    trades.slippage[k] = slipped;
    const gain = (price: number) => (side * (price - entryPrice)) / entryPrice;
    const seen = [gain(exitPrice), 0];
    for (let i = entry; i < (isOpen ? n : exit); i++) seen.push(gain(bars.low[i]!), gain(bars.high[i]!));
    trades.mae[k] = Math.min(...seen);
    trades.mfe[k] = Math.max(...seen);
    trades.exitReason[k] = EXIT_REASONS.indexOf(isOpen ? "open" : stream.uniform() < 0.2 ? "stop-loss" : "signal");
    if (isOpen) {
      return { equity, trades: firstTrades(trades, k + 1), barsHeld, notional };
    }
  }
  while (at < n) equity[at++] = cash;
  return { equity, trades, barsHeld, notional };
}

function firstTrades(trades: TradeColumns, length: number): TradeColumns {
  const cut = createTradeColumns(trades.symbols, length);
  for (const key of Object.keys(cut) as (keyof TradeColumns)[]) {
    const target = cut[key];
    const source = trades[key];
    if (ArrayBuffer.isView(target) && ArrayBuffer.isView(source))
      (target as Float64Array).set((source as Float64Array).subarray(0, length));
  }
  return cut;
}

function recordOf(
  bars: Bars,
  { equity, trades, barsHeld, notional }: Simulated,
  benchmark: Float64Array,
  sessionEquityColumn: Float64Array,
  { seed = 7, isSynthetic = true, hasBenchmark = true, findings = FINDINGS }: FixtureOptions,
  commission: number,
  slippage: number,
): RunRecord {
  const n = bars.length;
  const open = EXIT_REASONS.indexOf("open");
  const closed = [...trades.pnl].filter((_, i) => trades.exitReason[i] !== open);
  const gains = closed.filter((pnl) => pnl > 0);
  const losses = closed.filter((pnl) => pnl <= 0);
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const returns = simpleReturns(sessionEquityColumn, CASH);
  const deviation = standardDeviation(returns, 1);
  const sharpe = deviation > 0 ? (mean(returns) / deviation) * Math.sqrt(252) : NaN;
  const years = (bars.closeTime[n - 1]! - bars.time[0]!) / (365.25 * DAY_MS);
  const finalEquity = equity[n - 1]!;
  const totalReturn = finalEquity / CASH - 1;
  const benchmarkReturn = benchmark[n - 1]! / CASH - 1;
  const cagr = exp(log(finalEquity / CASH) / years) - 1;
  const { depth, days } = deepestDrawdown(bars, equity);
  const totalCommission = sum(trades.commission);
  const totalSlippage = sum(trades.slippage);
  const numbers: Readonly<Record<string, number>> = {
    totalReturn,
    cagr: n > 1 ? cagr : NaN,
    volatility: deviation * Math.sqrt(252),
    sharpeRatio: sharpe,
    sharpeStandardError: Math.sqrt((1 + (sharpe * sharpe) / 504) / years),
    calmarRatio: depth < 0 ? cagr / -depth : NaN,
    maxDrawdown: depth,
    maxDrawdownDays: days,
    winRate: closed.length > 0 ? gains.length / closed.length : NaN,
    profitFactor: losses.length > 0 ? sum(gains) / -sum(losses) : NaN,
    expectancy: closed.length > 0 ? sum(closed) / closed.length : NaN,
    ...excursionNumbers(trades),
    tradesCount: closed.length,
    openTrades: trades.length - closed.length,
    exposure: barsHeld / n,
    turnover: notional / CASH / years,
    finalEquity,
    benchmarkReturn,
    excessReturn: totalReturn - benchmarkReturn,
    totalCommission,
    totalSlippage,
  };
  const undefinedMetrics: Record<string, string> = {};
  const metrics: Record<string, number | null> = {};
  for (const [id, value] of Object.entries(numbers)) {
    metrics[id] = Number.isFinite(value) ? value : null;
    if (!Number.isFinite(value))
      undefinedMetrics[id] =
        id.includes("enchmark") || id === "excessReturn" ? "the run has no benchmark" : "too few sessions or trades";
  }
  const iso = (time: number) => new Date(time).toISOString();
  return {
    id: "01k9f3x7qe",
    createdAt: "2026-11-22T10:15:00.000Z",
    spec: {
      strategy: { source: "library", name: "sma-cross", codeHash: "c0de".repeat(16) },
      params: { fast: 10, slow: 50 },
      data: isSynthetic ? "synthetic:gbm?seed=7" : "csv:acme.csv",
      from: null,
      to: null,
      settings: {
        ...DEFAULT_SETTINGS,
        cash: CASH,
        fill: "next-open",
        size: { kind: "fraction", fraction: 1 },
        sizeAt: "fill",
        costs: { commission: { kind: "rate", rate: commission }, slippage, spread: 0 },
        returns: "session",
        riskFree: 0,
        benchmark: hasBenchmark ? "hold" : "none",
      },
      seed,
      rulesVersion: 1,
    },
    specHash: "5bec".repeat(16),
    dataHash: "da7a".repeat(16),
    resultHash: "4e51".repeat(16),
    engine: "vector",
    backsightVersion: "0.1.0",
    data: {
      symbol: bars.instrument.symbol,
      timeframe: bars.timeframe.label,
      calendar: bars.calendar.id,
      adjustment: bars.adjustment,
      isSynthetic,
      bars: n,
      sessions: sessionEquityColumn.length,
      start: iso(bars.time[0]!),
      end: iso(bars.closeTime[n - 1]!),
      notes: [`time zone not given: read as America/New_York, ${dateOfDay(bars.session[0]!)} on`],
    },
    metrics,
    undefinedMetrics,
    guards: {
      lookAhead: { status: "passed", boundaries: 10, finding: null },
      ambiguousTrades: { count: 0, share: closed.length > 0 ? 0 : null, pnlRange: [0, 0] },
      breakEvenCost: notional > 0 ? (finalEquity - CASH + totalCommission + totalSlippage) / notional : null,
      trials: { counted: true, family: 12, overlapping: 31, since: "2026-10-01T08:00:00.000Z" },
      deflatedSharpe: 0.62,
      findings,
    },
    notFilled: { "already-in": 12, "warm-up": 3, conflict: 0 },
    notes: ["The last bar enters nothing: 1 entry was left out."],
    tag: null,
    note: null,
  };
}

function excursionNumbers(trades: TradeColumns): Readonly<Record<string, number>> {
  const [mae, mfe] = [closedTrades(trades, trades.mae), closedTrades(trades, trades.mfe)];
  return {
    averageMae: averageMae(mae),
    averageMfe: averageMfe(mfe),
    edgeRatio: edgeRatio(mae, mfe),
    winnersMae: winnersMae(mae, closedTrades(trades, trades.pnl)),
  };
}

function deepestDrawdown(bars: Bars, equity: Float64Array): { depth: number; days: number } {
  let peak = CASH;
  let peakTime = bars.time[0]!;
  let depth = 0;
  let days = 0;
  for (let i = 0; i < equity.length; i++) {
    if (equity[i]! >= peak) {
      peak = equity[i]!;
      peakTime = bars.closeTime[i]!;
    }
    depth = Math.min(depth, equity[i]! / peak - 1);
    days = Math.max(days, (bars.closeTime[i]! - peakTime) / DAY_MS);
  }
  return { depth, days };
}

const FINDINGS: readonly GuardFinding[] = [
  { id: "lookAhead", label: "Look-ahead", status: "ok", headline: "passed at 10 boundaries", detail: "" },
  {
    id: "ambiguousTrades",
    label: "Ambiguous trades",
    status: "ok",
    headline: "no trade depends on the order of prices inside a bar",
    detail: "",
  },
  {
    id: "breakEvenCost",
    label: "Break-even cost",
    status: "warning",
    headline: "the result is gone at 0.21% a side; charged: 0.15%",
    detail: "A little more slippage than assumed would make this a loss. Try it: --slippage 0.001.",
  },
  {
    id: "trials",
    label: "Trials",
    status: "ok",
    headline: "12 of this family, 31 on this data, counted since 2026-10-01",
    detail: "",
  },
  {
    id: "deflatedSharpe",
    label: "Deflated Sharpe",
    status: "failed",
    headline: "62% probability that the Sharpe ratio beats the best of 31 lucky ones; 95% is asked for",
    detail:
      "With this many trials a result like this one is expected by chance. Test it on data that no trial has seen.",
  },
  { id: "benchmark", label: "Benchmark", status: "not checked", headline: "no benchmark was given", detail: "" },
];
