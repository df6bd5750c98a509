import { DEFAULT_SETTINGS } from "../../src/run/default-settings.ts";
import type { Curve, RunDetail, SessionCurve } from "../../src/run/run-detail.ts";
import type { RunRecord } from "../../src/run/run-record.ts";
import { createTradeColumns, type TradeColumns } from "../../src/trading/trade-columns.ts";

/** A run's record with plausible facts; `changes` replace some. */
export function runRecord(id: string, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    createdAt: "2026-11-22T10:00:00.000Z",
    spec: {
      strategy: { source: "library", name: "sma-cross", codeHash: "c".repeat(64) },
      params: { fast: 10, slow: 50, exact: true, mode: "long" },
      data: "synthetic:gbm?seed=7",
      from: null,
      to: 1_700_000_000_000,
      settings: {
        ...DEFAULT_SETTINGS,
        cash: 100_000,
        fill: "next-open",
        size: { kind: "fraction", fraction: 1 },
        sizeAt: "fill",
        costs: { commission: { kind: "rate", rate: 0.001 }, slippage: 0.0005, spread: 0 },
        returns: "session",
        riskFree: 0,
        benchmark: "hold",
      },
      seed: 1,
      rulesVersion: 1,
    },
    specHash: "1".repeat(64),
    dataHash: "2".repeat(64),
    resultHash: "3".repeat(64),
    engine: "vector",
    backsightVersion: "0.1.0",
    data: {
      symbol: "SYN",
      timeframe: "1d",
      calendar: "24x7",
      adjustment: "raw",
      isSynthetic: true,
      bars: 252,
      sessions: 252,
      start: "2023-01-02T00:00:00.000Z",
      end: "2023-09-11T00:00:00.000Z",
      notes: [],
    },
    metrics: {
      totalReturn: 0.125,
      sharpeRatio: 1.5,
      maxDrawdown: -0.0625,
      winRate: 0.5,
      profitFactor: null,
      tradesCount: 4,
      sortinoRatio: 2.25,
    },
    undefinedMetrics: { profitFactor: "no losing trade" },
    guards: {
      lookAhead: { status: "proved", boundaries: 0, finding: null },
      ambiguousTrades: { count: 0, share: 0, pnlRange: [0, 0] },
      breakEvenCost: 0.003,
      trials: { counted: true, family: 1, overlapping: 3, since: "2026-01-01T00:00:00.000Z" },
      deflatedSharpe: 0.75,
      findings: [],
    },
    notFilled: { "already-in": 12 },
    notes: ["CAGR extrapolated"],
    tag: null,
    note: null,
    ...changes,
  };
}

/** A run whose columns follow from its id and sizes alone, so that another process can tell what it must hold. */
export function runDetail(id: string, sizes: { readonly rows?: number; readonly trades?: number } = {}): RunDetail {
  const { rows = 60, trades = 8 } = sizes;
  let state = Array.from(id).reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 17);
  const draw = (): number => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return (state >>> 0) / 2 ** 32;
  };
  const column = (length: number): Float64Array => Float64Array.from({ length }, draw);
  return {
    record: runRecord(id),
    curve: curveOf(() => column(rows)),
    sessions: sessionsOf(
      Int32Array.from({ length: rows }, (_, i) => 19_000 + i),
      () => column(rows),
    ),
    trades: tradesOf("SYN", trades, draw),
  };
}

function curveOf(column: () => Float64Array): Curve {
  return {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    equity: column(),
    equityLow: column(),
    equityHigh: column(),
    drawdown: column(),
    benchmark: column().fill(NaN),
  };
}

function sessionsOf(day: Int32Array, column: () => Float64Array): SessionCurve {
  return { day, equity: column(), benchmark: column() };
}

function tradesOf(symbol: string, length: number, draw: () => number): TradeColumns {
  const trades = createTradeColumns(symbol, length);
  for (const column of Object.values(trades)) {
    if (!(column instanceof Float64Array)) continue;
    for (let i = 0; i < length; i++) column[i] = draw() * 1000 - 500;
  }
  for (let i = 0; i < length; i++) {
    trades.side[i] = i % 2 === 0 ? 1 : -1;
    trades.entryBar[i] = i * 3;
    trades.exitBar[i] = i * 3 + 2;
    trades.exitReason[i] = i % 4;
    trades.isAmbiguous[i] = i % 5 === 0 ? 1 : 0;
  }
  return trades;
}
