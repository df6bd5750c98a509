/** Why a trade ended. The position in this list is its code in columns; entries are only ever added at the end. */
export const EXIT_REASONS = [
  "signal",
  "stop-loss",
  "take-profit",
  "trailing-stop",
  "reverse",
  "open",
  "ruined",
  "end-of-data",
  "delisted",
  "circuit-breaker",
  "time-stop",
  "break-even",
  "split",
  "margin-call",
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

export type Side = "long" | "short";

/** Flat to flat in one instrument, as an object: made when a person looks at one. */
export interface Trade {
  readonly symbol: string;
  readonly side: Side;
  /** Bar of the first increasing fill, and of the last reducing one (of the last bar while open). */
  readonly entryBar: number;
  readonly exitBar: number;
  /** Epoch milliseconds of those fills. */
  readonly entryTime: number;
  readonly exitTime: number;
  /** Quantity-weighted mean of the increasing fills; of the reducing ones (the last close while open). */
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** The most that was held, in units, above 0. */
  readonly quantity: number;
  /** Net of everything, in money. */
  readonly pnl: number;
  /** pnl over the sum of the entry notionals. */
  readonly returnFraction: number;
  /** Money paid, already inside `pnl`. */
  readonly commission: number;
  /** Money by which the fills were worse than their reference prices, and to what; already inside `pnl`. */
  readonly spread: number;
  readonly slippage: number;
  readonly impact: number;
  /** Money paid in taxes on the fills, already inside `pnl`. */
  readonly taxes: number;
  /** Money paid to borrow the units and for interest while they were held, already inside `pnl`. */
  readonly carry: number;
  /** Dividends received, less those charged to a short position; already inside `pnl`. */
  readonly dividends: number;
  /**
   * How far it went against and for its holder at most, fractions of the average entry price, at most and at least 0;
   * NaN where unknown. `excursions` says which prices count.
   */
  readonly mae: number;
  readonly mfe: number;
  readonly exitReason: ExitReason;
  /** The trade's outcome depends on the order of prices inside a bar. */
  readonly isAmbiguous: boolean;
}

/** Trades as columns, in order of entry. A trade still open at the end has `exitReason` "open". */
export interface TradeColumns {
  readonly length: number;
  /** What was traded; `instrument` is an index into it. */
  readonly symbols: readonly string[];
  readonly instrument: Uint16Array;
  /** 1 long, −1 short. */
  readonly side: Int8Array;
  readonly entryBar: Int32Array;
  readonly exitBar: Int32Array;
  readonly entryTime: Float64Array;
  readonly exitTime: Float64Array;
  readonly entryPrice: Float64Array;
  readonly exitPrice: Float64Array;
  readonly quantity: Float64Array;
  readonly pnl: Float64Array;
  readonly returnFraction: Float64Array;
  readonly commission: Float64Array;
  readonly spread: Float64Array;
  readonly slippage: Float64Array;
  readonly impact: Float64Array;
  readonly taxes: Float64Array;
  readonly carry: Float64Array;
  readonly dividends: Float64Array;
  /** NaN where unknown. */
  readonly mae: Float64Array;
  readonly mfe: Float64Array;
  /** Index into `EXIT_REASONS`. */
  readonly exitReason: Uint8Array;
  /** 1 where the outcome depends on the order of prices inside a bar. */
  readonly isAmbiguous: Uint8Array;
}

/** Code of trades that are still open at the end. */
export const OPEN_TRADE = EXIT_REASONS.indexOf("open");

/** The trade at row `i`. */
export function tradeAt(trades: TradeColumns, i: number): Trade {
  return {
    symbol: trades.symbols[trades.instrument[i]!]!,
    side: trades.side[i]! > 0 ? "long" : "short",
    entryBar: trades.entryBar[i]!,
    exitBar: trades.exitBar[i]!,
    entryTime: trades.entryTime[i]!,
    exitTime: trades.exitTime[i]!,
    entryPrice: trades.entryPrice[i]!,
    exitPrice: trades.exitPrice[i]!,
    quantity: trades.quantity[i]!,
    pnl: trades.pnl[i]!,
    returnFraction: trades.returnFraction[i]!,
    commission: trades.commission[i]!,
    spread: trades.spread[i]!,
    slippage: trades.slippage[i]!,
    impact: trades.impact[i]!,
    taxes: trades.taxes[i]!,
    carry: trades.carry[i]!,
    dividends: trades.dividends[i]!,
    mae: trades.mae[i]!,
    mfe: trades.mfe[i]!,
    exitReason: EXIT_REASONS[trades.exitReason[i]!]!,
    isAmbiguous: trades.isAmbiguous[i] === 1,
  };
}

/** Columns of `length` rows, all zero, of the first of the symbols; excursions unknown. */
export function createTradeColumns(symbols: string | readonly string[], length: number): TradeColumns {
  return {
    length,
    symbols: typeof symbols === "string" ? [symbols] : symbols,
    instrument: new Uint16Array(length),
    side: new Int8Array(length),
    entryBar: new Int32Array(length),
    exitBar: new Int32Array(length),
    entryTime: new Float64Array(length),
    exitTime: new Float64Array(length),
    entryPrice: new Float64Array(length),
    exitPrice: new Float64Array(length),
    quantity: new Float64Array(length),
    pnl: new Float64Array(length),
    returnFraction: new Float64Array(length),
    commission: new Float64Array(length),
    spread: new Float64Array(length),
    slippage: new Float64Array(length),
    impact: new Float64Array(length),
    taxes: new Float64Array(length),
    carry: new Float64Array(length),
    dividends: new Float64Array(length),
    mae: new Float64Array(length).fill(NaN),
    mfe: new Float64Array(length).fill(NaN),
    exitReason: new Uint8Array(length),
    isAmbiguous: new Uint8Array(length),
  };
}
