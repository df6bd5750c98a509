import type { Bars } from "../../market/bars.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { EXIT_REASONS, OPEN_TRADE, type TradeColumns } from "../../trading/trade-columns.ts";
import type { SimulatedAccount } from "../simulated-account.ts";
import { barsUntil } from "../sweep/part-runners.ts";
import { joinedColumns } from "./joined-columns.ts";

/** A run on the out-of-sample part of a window. */
export interface WindowRun {
  readonly rows: RowRange;
  readonly result: SimulationResult;
}

const CUT_TRADE = EXIT_REASONS.indexOf("end-of-data");

/**
 * One account from runs that follow one another, each of which began flat with what the one before left: between them,
 * and where no window trades, equity stays. A position that is open where another run follows ended there, marked at that
 * close; only one of the last rows is still open.
 *
 * @param runs in order of time, at least one
 * @param rows from the first window's start to the last one's end
 */
export function flattenedAccount(
  bars: Bars,
  rows: RowRange,
  runs: readonly WindowRun[],
  cash: number,
): SimulatedAccount {
  const { start, end } = rows;
  const equity = new Float64Array(end).fill(cash);
  const held = new Float64Array(end);
  const [notFilled, limited] = [new Map<string, number>(), new Map<string, number>()];
  const ambiguousRange: [number, number] = [0, 0];
  let [clipped, ruinedAt] = [0, -1];
  for (const { rows: part, result } of runs) {
    const { equity: marked, quantity } = result.account;
    for (let i = part.start; i < part.end; i++) {
      equity[i] = marked.at(i)!;
      held[i] = quantity.at(i)!;
    }
    equity.fill(equity[part.end - 1]!, part.end);
    addCounts(notFilled, result.notFilled);
    addCounts(limited, result.limited);
    ambiguousRange[0] += result.ambiguousRange[0];
    ambiguousRange[1] += result.ambiguousRange[1];
    clipped += result.clipped;
    if (ruinedAt < 0) ruinedAt = result.ruinedAt;
  }
  const results = runs.map(({ result }) => result);
  let fillsBefore = 0;
  const cashEvents = results.map(({ cashEvents: events, fills }) => {
    const offset = fillsBefore;
    fillsBefore += fills.length;
    return { ...events, fillsBefore: events.fillsBefore.map((count) => count + offset) };
  });
  const axis = barsUntil(bars, { begin: 0, end });
  return {
    ...{ bars: axis, startingCash: cash, start, ruinedAt, clipped, ambiguousRange, equity, held },
    notFilled: Object.fromEntries(notFilled),
    limited: Object.fromEntries(limited),
    trades: joinedColumns(runs.map((run) => (run.rows.end === end ? run.result.trades : cutTrades(run.result.trades)))),
    books: [
      {
        bars: axis,
        instrument: bars.instrument,
        orders: joinedColumns(results.map(({ orders }) => orders)),
        fills: joinedColumns(results.map(({ fills }) => fills)),
        cashEvents: joinedColumns(cashEvents),
      },
    ],
  };
}

/** Trades none of which is open any more: those that were ended with their window. */
function cutTrades(trades: TradeColumns): TradeColumns {
  return { ...trades, exitReason: trades.exitReason.map((reason) => (reason === OPEN_TRADE ? CUT_TRADE : reason)) };
}

function addCounts(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
}
