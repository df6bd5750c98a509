import type { Bars } from "../../market/bars.ts";

/** How long an order waits for its price. */
export type TimeInForce =
  /** Until it is taken back. */
  | { readonly kind: "gtc" }
  /** Through the session of its first bar. */
  | { readonly kind: "day" }
  /** So many bars, its first one included. */
  | { readonly kind: "bars"; readonly bars: number }
  /** Dropped at the open of the first bar that begins more than so many minutes after its first one. */
  | { readonly kind: "minutes"; readonly minutes: number };

/** How long entry orders wait, and exit orders. */
export interface OrderTimeouts {
  readonly entry: TimeInForce;
  readonly exit: TimeInForce;
}

export const GOOD_TILL_CANCELLED: OrderTimeouts = { entry: { kind: "gtc" }, exit: { kind: "gtc" } };

const MINUTE_MS = 60_000;

/** True when an order that could fill from bar `placedBar` on no longer works in bar `i`. */
export function isTimedOut(
  timeInForce: TimeInForce,
  placedBar: number,
  i: number,
  { time, session }: Pick<Bars, "time" | "session">,
): boolean {
  if (i <= placedBar) return false;
  switch (timeInForce.kind) {
    case "gtc":
      return false;
    case "day":
      return session[i] !== session[placedBar];
    case "bars":
      return i - placedBar >= timeInForce.bars;
    case "minutes":
      return time[i]! - time[placedBar]! > timeInForce.minutes * MINUTE_MS;
  }
}
