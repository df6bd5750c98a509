import type { IndexedColumn } from "../core/indexed-column.ts";
import type { Bars } from "../market/bars.ts";
import type { Instrument } from "../market/instrument.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";

/** Orders, fills and other movements of cash of one instrument. */
export interface InstrumentBooks extends Pick<SimulationResult, "orders" | "fills" | "cashEvents"> {
  /** Its own bars, which those of fills are. */
  readonly bars: Bars;
  readonly instrument: Instrument;
}

/** Orders and fills alone, as documents and files tell them. */
export type InstrumentOrders = Pick<InstrumentBooks, "instrument" | "orders" | "fills">;

/** How an account fared, of one instrument or several: what the numbers of a run are computed from. */
export interface SimulatedAccount
  extends Pick<
    SimulationResult,
    "startingCash" | "start" | "ruinedAt" | "notFilled" | "clipped" | "limited" | "ambiguousRange"
  > {
  /** The axis of the columns below: the instrument's own bars, or the index of several. */
  readonly bars: Bars;
  /** At each bar's close. */
  readonly equity: Float64Array;
  /** Units held at each close; of several instruments, how many positions. */
  readonly held: IndexedColumn;
  /** In order of entry; bars are those of the axis. */
  readonly trades: TradeColumns;
  readonly books: readonly InstrumentBooks[];
}

/** An account whose equity needn't be whole in memory: for who needs a few of its values. */
export type LeanAccount = Omit<SimulatedAccount, "equity"> & { readonly equity: IndexedColumn };

/** The account of a run on one instrument. */
export function accountOf(bars: Bars, result: SimulationResult): SimulatedAccount {
  return { ...leanAccountOf(bars, result), equity: result.equity };
}

/** The same without the room that its equity takes. */
export function leanAccountOf(bars: Bars, result: SimulationResult): LeanAccount {
  const { startingCash, start, ruinedAt, notFilled, clipped, limited, ambiguousRange, trades, orders, fills } = result;
  return {
    ...{ bars, startingCash, start, ruinedAt, notFilled, clipped, limited, ambiguousRange, trades },
    equity: result.account.equity,
    held: result.account.quantity,
    books: [{ bars, instrument: bars.instrument, orders, fills, cashEvents: result.cashEvents }],
  };
}

/** An account with its equity whole. */
export function wholeAccount(account: LeanAccount): SimulatedAccount {
  const { equity, bars } = account;
  const isWhole = equity instanceof Float64Array;
  return { ...account, equity: isWhole ? equity : Float64Array.from({ length: bars.length }, (_, i) => equity.at(i)!) };
}
