import type { FillSide } from "../costs/transaction-cost-engine.ts";

/** A position, as far as limits care. */
export interface RiskPosition {
  readonly symbol: string;
  /** Signed units: below 0 short. */
  readonly quantity: number;
  /** Price of a unit now. */
  readonly mark: number;
  /** Money per unit and price point; 1 without it. */
  readonly multiplier?: number | undefined;
  /** Price at which it is given up; NaN, as without it: no stop, so that its full market value is at risk. */
  readonly stop?: number | undefined;
  /** What the limits' own `sectors` say without it. */
  readonly sector?: string | undefined;
}

/** An account at one instant: what limits are checked against. They read it and change nothing. */
export interface RiskView {
  /** Cash and positions at their marks. */
  readonly equity: number;
  readonly positions: readonly RiskPosition[];
  /** Equity at the end of the session before: needed by `maxDailyLoss`. */
  readonly sessionStartEquity?: number | undefined;
  /** Lowest equity at a close of this session so far; equity now unless it is lower. */
  readonly sessionLowEquity?: number | undefined;
  /** Highest equity at a close so far, starting cash included: needed by `maxDrawdown`. */
  readonly peakEquity?: number | undefined;
  /** Deepest drawdown at a close so far, a fraction from 0: a flattened account stays out. */
  readonly deepestDrawdown?: number | undefined;
  /** Money traded in this session so far, purchases and sales: needed by `maxTurnover`. */
  readonly tradedInSession?: number | undefined;
  /**
   * Simple returns by symbol, the latest last, of one timetable: needed by `maxCorrelation`, `maxVar` and `maxCvar`. More
   * than their window are cut, from the front.
   */
  readonly returns?: Pick<ReadonlyMap<string, ArrayLike<number>>, "get"> | undefined;
}

/** An order that would open, enlarge, reduce or turn a position. */
export interface ProposedOrder {
  readonly symbol: string;
  /** 1 buys, −1 sells. */
  readonly side: FillSide;
  /** Units, above 0. */
  readonly quantity: number;
  /** Mark of a unit: the price before costs. */
  readonly price: number;
  /** Money by which equity falls for each unit that is traded: slippage and commission; 0 without it. */
  readonly costPerUnit?: number | undefined;
  /** Money per unit and price point; 1 without it. */
  readonly multiplier?: number | undefined;
  /** Smallest tradable quantity; null, as without it: any fraction. */
  readonly lot?: number | null | undefined;
  /** Stop that the position will have; NaN, as without it: none. */
  readonly stop?: number | undefined;
  readonly sector?: string | undefined;
  /** The quantity was asked for as it is: what a limit would cut is refused instead. */
  readonly isFixed?: boolean | undefined;
}
