import type { Commission } from "./commission.ts";
import { orderFee } from "./order-fee.ts";
import { NOTHING_FILLED, type OrderTotals, withFill } from "./order-totals.ts";
import type { TradedVolume } from "./traded-volume.ts";

/** A fill that an order pays for. */
export interface ChargedFill {
  /** 1 bought, −1 sold. */
  readonly side: 1 | -1;
  readonly quantity: number;
  /** Money. */
  readonly notional: number;
  readonly isMaker: boolean;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** What the fills of one order come to and have paid, so that minimums and fees per order are paid once. */
export class OrderTally {
  private totals = NOTHING_FILLED;
  private month: OrderTotals | null = null;
  private paid = 0;

  /**
   * The commission of the order's next fill, in money, never below 0.
   *
   * @param volume what the account trades; the fill is added to it
   */
  charge(commission: Commission, fill: ChargedFill, volume: TradedVolume): number {
    const { side, quantity, notional, isMaker, time } = fill;
    this.month ??= volume.inMonthOf(time);
    volume.add(time, quantity, notional);
    this.totals = withFill(this.totals, quantity, notional);
    const owed = orderFee(commission, this.totals, { side, isMaker, time, month: this.month });
    const fee = Math.max(0, owed - this.paid);
    this.paid += fee;
    return fee;
  }
}
