import { isReached } from "../../../trading/risk/limits/is-reached.ts";
import type { RiskLimits } from "../../../trading/risk/risk-limits.ts";

/** A loss that is this much less than a limit hasn't reached it, whatever was rounded. */
export const SAFE = 1e-6;

/** The limits on drawdown and daily loss of one account after the other, as the account's risk knows them at closes. */
export class EquityLimits {
  protected readonly limits: RiskLimits;
  protected readonly session: ArrayLike<number>;
  protected today = NaN;
  protected sessionStart = 0.5;
  protected sessionLow = 0.5;
  protected latest = 0.5;
  protected peak = 0.5;
  protected deepest = 0.5;

  /** @param session of each bar */
  constructor(limits: RiskLimits, session: ArrayLike<number>) {
    this.limits = limits;
    this.session = session;
  }

  /** Begins an account. */
  begin(cash: number): void {
    this.today = NaN;
    this.sessionStart = this.latest = this.peak = cash;
    this.sessionLow = Infinity;
    this.deepest = 0;
  }

  /** The close of a bar. @returns true when everything is left at the next price */
  mark(bar: number, equity: number): boolean {
    this.enter(bar);
    this.latest = equity;
    this.sessionLow = Math.min(this.sessionLow, equity);
    this.peak = Math.max(this.peak, equity);
    this.deepest = Math.max(this.deepest, 1 - equity / this.peak);
    const { onBreach, maxDailyLoss = Infinity, maxDrawdown = Infinity } = this.limits;
    if (onBreach !== "flatten") return false;
    return isReached(this.deepest, maxDrawdown) || isReached(1 - this.sessionLow / this.sessionStart, maxDailyLoss);
  }

  /**
   * Marks closes from `from` on, before `to`, as long as equity isn't gone and no loss is near one that ends positions.
   *
   * @param close prices, at which an account of so much cash and so many units is worth cash + quantity × close × multiplier
   * @returns the first bar that isn't marked
   */
  markCalmly(
    from: number,
    to: number,
    close: Float64Array,
    cash: number,
    quantity: number,
    multiplier: number,
  ): number {
    const { session, limits } = this;
    const { maxDailyLoss = Infinity, maxDrawdown = Infinity } = limits;
    const [ofPeak, ofStart] =
      limits.onBreach === "flatten" ? [1 - maxDrawdown + SAFE, 1 - maxDailyLoss + SAFE] : [-Infinity, -Infinity];
    let { peak, sessionLow, sessionStart, latest, today } = this;
    let floor = Math.max(0, sessionStart * ofStart, peak * ofPeak);
    let i = from;
    for (; i < to; i++) {
      const now = cash + quantity * close[i]! * multiplier;
      if (session[i] !== today) {
        today = session[i]!;
        sessionStart = latest;
        sessionLow = Infinity;
        floor = Math.max(0, sessionStart * ofStart, peak * ofPeak);
      }
      if (!(now > floor)) break;
      if (now > peak) {
        peak = now;
        floor = Math.max(0, sessionStart * ofStart, peak * ofPeak);
      }
      if (now < sessionLow) sessionLow = now;
      latest = now;
    }
    this.peak = peak;
    this.sessionLow = sessionLow;
    this.sessionStart = sessionStart;
    this.latest = latest;
    this.today = today;
    return i;
  }

  /** Something may be entered in a bar. @param equity at the price of the entry */
  allows(bar: number, equity: number): boolean {
    this.enter(bar);
    const { onBreach, maxDailyLoss, maxDrawdown } = this.limits;
    const now = Math.max(0, 1 - equity / this.peak);
    const drawdown = onBreach === "flatten" ? Math.max(now, this.deepest) : now;
    if (maxDrawdown !== undefined && isReached(drawdown, maxDrawdown)) return false;
    const loss = 1 - Math.min(equity, this.sessionLow) / this.sessionStart;
    return maxDailyLoss === undefined || !isReached(loss, maxDailyLoss);
  }

  /** A bar of another session than the bar before begins one at what the account was worth then. */
  protected enter(bar: number): void {
    const session = this.session[bar]!;
    if (session === this.today) return;
    this.today = session;
    this.sessionStart = this.latest;
    this.sessionLow = Infinity;
  }
}
