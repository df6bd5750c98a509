/** How an order ended. The position in the list is its code in columns; entries are only ever added at the end. */
export const ORDER_STATUSES = ["filled", "ignored", "rejected", "expired", "cancelled", "part-filled"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** How an order ends that found no fill at all. */
export type NotFilledStatus = Exclude<OrderStatus, "filled" | "part-filled">;

/**
 * Why a signal or an order ended without a fill, or with a part of it. Ignored: it would have changed nothing; rejected: a limit stopped it;
 * expired: no bar came in time. The position in the list is its code in columns.
 */
export const NOT_FILLED_REASONS = {
  conflict: { status: "ignored", meaning: "entry and exit on one bar while flat" },
  "already-in": { status: "ignored", meaning: "an entry while the position is held" },
  "nothing-to-close": { status: "ignored", meaning: "an exit while flat" },
  "warm-up": { status: "ignored", meaning: "a decision before the required history" },
  "below-lot": { status: "rejected", meaning: "the size is less than one lot, or nothing" },
  "beyond-stop": { status: "ignored", meaning: "a fill at or beyond its own stop" },
  "no-stop": { status: "rejected", meaning: "a size or a target by risk, and no stop to measure it by" },
  "insufficient-cash": { status: "rejected", meaning: "a fixed quantity that cash can't pay" },
  "last-bar": { status: "expired", meaning: "no bar came after the decision" },
  "already-waiting": { status: "ignored", meaning: "a signal whose order waits for its price already" },
  "other-side": { status: "ignored", meaning: "an entry of the other side, where it may not turn the position" },
  "after-stop": {
    status: "ignored",
    meaning: "a signal of the bar that a stop or target ended, where that counts alone",
  },
  "timed-out": { status: "expired", meaning: "the order's time was over" },
  "data-ended": { status: "expired", meaning: "the data ended before the order found its price" },
  replaced: { status: "cancelled", meaning: "another order took its place" },
  withdrawn: { status: "cancelled", meaning: "the strategy took it back" },
  "position-closed": { status: "cancelled", meaning: "the position that it would have left was left otherwise" },
  "risk-position-size": { status: "rejected", meaning: "the position would be worth more than a limit allows" },
  "risk-heat": { status: "rejected", meaning: "more would be at risk between marks and stops than a limit allows" },
  "risk-gross-exposure": { status: "rejected", meaning: "all positions would be worth more than a limit allows" },
  "risk-net-exposure": {
    status: "rejected",
    meaning: "longs and shorts would be further apart than a limit allows",
  },
  "risk-sector-exposure": { status: "rejected", meaning: "one sector would be worth more than a limit allows" },
  "risk-leverage": { status: "rejected", meaning: "the account's leverage would be above its limit" },
  "risk-concentration": {
    status: "rejected",
    meaning: "the largest positions would be worth more than a limit allows",
  },
  "risk-correlation": {
    status: "rejected",
    meaning: "it moves like a position that is held, or nobody knows yet",
  },
  "risk-daily-loss": { status: "rejected", meaning: "the session has lost as much as a limit allows" },
  "risk-drawdown": { status: "rejected", meaning: "equity is as far below its peak as a limit allows" },
  "risk-var": {
    status: "rejected",
    meaning: "the value at risk would be above its limit, or can't be measured yet",
  },
  "risk-cvar": {
    status: "rejected",
    meaning: "the expected shortfall would be above its limit, or can't be measured yet",
  },
  "risk-turnover": { status: "rejected", meaning: "more would be traded in the session than a limit allows" },
  "other-of-group": { status: "cancelled", meaning: "another order of its group was filled" },
  "not-immediate": { status: "cancelled", meaning: "it could only fill at once, and its price wasn't there" },
  "wrong-side": { status: "ignored", meaning: "an order that would open a side that the run may not take" },
  "no-short": { status: "rejected", meaning: "a short sale in a cash account" },
  halted: { status: "expired", meaning: "no bar in its time had volume to trade" },
  "left-meanwhile": { status: "cancelled", meaning: "the position that it was filling was left" },
  "not-trading": { status: "ignored", meaning: "an order for an instrument whose bars haven't begun, or are over" },
} as const satisfies Record<string, { status: NotFilledStatus; meaning: string }>;
export type NotFilledReason = keyof typeof NOT_FILLED_REASONS;
export const NOT_FILLED_CODES = Object.keys(NOT_FILLED_REASONS) as NotFilledReason[];

/** Code in the `reason` column of orders that filled whole. */
export const NO_REASON = 255;

/** Every order that was sent, in order of submission. */
export interface OrderColumns {
  readonly length: number;
  /** Bar whose close decided it; of a stop or a target, that of the latest entry. */
  readonly decisionBar: Int32Array;
  /** 1 buys, −1 sells. */
  readonly side: Int8Array;
  /** Units filled, or asked for; NaN when the intent never became a quantity. */
  readonly quantity: Float64Array;
  /** Index into `ORDER_STATUSES`. */
  readonly status: Uint8Array;
  /** Index into `NOT_FILLED_CODES`: why it, or its rest, didn't fill; or `NO_REASON`. */
  readonly reason: Uint8Array;
}
