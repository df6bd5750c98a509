import type { FillColumns } from "./fills/fill-columns.ts";
import type { AccountHistory } from "./ledger/account-history.ts";
import type { CashEventColumns } from "./ledger/cash-events.ts";
import type { OrderColumns } from "./orders/order-columns.ts";
import type { TradeColumns } from "./trade-columns.ts";

/** What an engine returns: columns, one value per bar of the data unless said otherwise. */
export interface SimulationResult {
  readonly startingCash: number;
  /** First bar of the measured range; before it nothing is decided and equity is the starting cash. */
  readonly start: number;
  /** The columns below without the room they take: for who needs a few of their values. */
  readonly account: AccountHistory;
  /** Cash plus position value, marked at each bar's close. */
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Signed units held at each bar's close. */
  readonly quantity: Float64Array;
  readonly orders: OrderColumns;
  readonly fills: FillColumns;
  /** Cash that moved without a fill: dividends, fees by time. */
  readonly cashEvents: CashEventColumns;
  readonly trades: TradeColumns;
  /** Signals and orders that ended without a fill, by reason. */
  readonly notFilled: Readonly<Record<string, number>>;
  /** Orders whose intent was cut to what cash could pay. */
  readonly clipped: number;
  /** Orders that a risk limit cut, by limit: { "risk-position-size": 3 }; those that one refused stand in `notFilled`. */
  readonly limited: Readonly<Record<string, number>>;
  /** Closes at which equity was less than the account's positions asked for. */
  readonly marginCalls: number;
  /** By how much the total pnl would differ if every ambiguous bar had gone the worst, and the best, way. */
  readonly ambiguousRange: readonly [number, number];
  /** Bar at whose close equity was gone; −1 when it never was. */
  readonly ruinedAt: number;
}
