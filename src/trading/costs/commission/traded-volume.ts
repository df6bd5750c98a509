import { DAY_MS, dateOfDay } from "../../../market/calendar/calendar.ts";
import { NOTHING_FILLED, type OrderTotals, withFill } from "./order-totals.ts";

/** What an account traded in the calendar month under way (UTC), for fees that fall with volume. */
export class TradedVolume {
  private month = "";
  private totals = NOTHING_FILLED;
  private day = NaN;
  private monthOfDay = "";

  /** Traded so far in the month of `time`, epoch milliseconds. */
  inMonthOf(time: number): OrderTotals {
    return this.monthOf(time) === this.month ? this.totals : NOTHING_FILLED;
  }

  /** One more fill. */
  add(time: number, quantity: number, notional: number): void {
    this.totals = withFill(this.inMonthOf(time), quantity, notional);
    this.month = this.monthOf(time);
  }

  private monthOf(time: number): string {
    const day = Math.floor(time / DAY_MS);
    if (day !== this.day) {
      this.day = day;
      this.monthOfDay = dateOfDay(day).slice(0, 7);
    }
    return this.monthOfDay;
  }
}
