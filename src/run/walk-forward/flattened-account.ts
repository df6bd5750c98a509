import type { Bars } from "../../market/bars.ts";
import { panelUntil } from "../../market/panel.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import { EXIT_REASONS, OPEN_TRADE, type TradeColumns } from "../../trading/trade-columns.ts";
import type { InstrumentBooks, LeanAccount, SimulatedAccount } from "../simulated-account.ts";
import { barsUntil } from "../sweep/part-runners.ts";
import { joinedColumns } from "./joined-columns.ts";
import type { WalkForwardSource } from "./run-part.ts";

/** A run on the out-of-sample part of a window. */
export interface WindowRun {
  readonly rows: RowRange;
  readonly account: LeanAccount;
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
  { bars, several }: Pick<WalkForwardSource, "bars" | "several">,
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
  for (const { rows: part, account } of runs) {
    for (let i = part.start; i < part.end; i++) {
      equity[i] = account.equity.at(i)!;
      held[i] = account.held.at(i)!;
    }
    equity.fill(equity[part.end - 1]!, part.end);
    addCounts(notFilled, account.notFilled);
    addCounts(limited, account.limited);
    ambiguousRange[0] += account.ambiguousRange[0];
    ambiguousRange[1] += account.ambiguousRange[1];
    clipped += account.clipped;
    if (ruinedAt < 0) ruinedAt = account.ruinedAt;
  }
  const axis = barsUntil(bars, { begin: 0, end });
  const own = several === null ? [axis] : panelUntil(several.panel, end).instruments;
  const symbols = own.map(({ instrument }) => instrument.symbol);
  const trades = runs.map((run) => {
    const { trades: some } = run.account;
    return among(symbols, run.rows.end === end ? some : cutTrades(some));
  });
  return {
    ...{ bars: axis, startingCash: cash, start, ruinedAt, clipped, ambiguousRange, equity, held },
    notFilled: Object.fromEntries(notFilled),
    limited: Object.fromEntries(limited),
    trades: joinedColumns(trades),
    books: own.flatMap((one) => joinedBooks(one, runs)),
  };
}

/** Trades by their place among these symbols: a part knows none that came later. */
function among(symbols: readonly string[], trades: TradeColumns): TradeColumns {
  const places = trades.symbols.map((symbol) => symbols.indexOf(symbol));
  return { ...trades, symbols, instrument: trades.instrument.map((k) => places[k]!) };
}

/** The books of one instrument, one part's behind the other's; none where no part had it. */
function joinedBooks(bars: Bars, runs: readonly WindowRun[]): InstrumentBooks[] {
  const { symbol } = bars.instrument;
  const parts = runs.flatMap(({ account }) => account.books.filter(({ instrument }) => instrument.symbol === symbol));
  if (parts.length === 0) return [];
  let fillsBefore = 0;
  const cashEvents = parts.map(({ cashEvents: events, fills }) => {
    const offset = fillsBefore;
    fillsBefore += fills.length;
    return { ...events, fillsBefore: events.fillsBefore.map((count) => count + offset) };
  });
  return [
    {
      ...{ bars, instrument: bars.instrument },
      orders: joinedColumns(parts.map(({ orders }) => orders)),
      fills: joinedColumns(parts.map(({ fills }) => fills)),
      cashEvents: joinedColumns(cashEvents),
    },
  ];
}

/** Trades none of which is open any more: those that were ended with their window. */
function cutTrades(trades: TradeColumns): TradeColumns {
  return { ...trades, exitReason: trades.exitReason.map((reason) => (reason === OPEN_TRADE ? CUT_TRADE : reason)) };
}

function addCounts(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
}
