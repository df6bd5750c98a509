import type { Bars } from "../../../market/bars.ts";
import type { FillPlace, Ledger } from "../../../trading/ledger/ledger.ts";
import type { CorporateActionSchedule } from "../../../trading/orders/corporate-actions.ts";
import type { Decider } from "../../../trading/orders/decider.ts";
import type { OrderBook } from "../../../trading/orders/order-book.ts";
import type { OrderDesk } from "../../../trading/orders/order-desk.ts";
import type { FillTime } from "../../../trading/rules/rule-book.ts";

/** What one instrument of an account is simulated with; the cash is the account's. */
export interface LaneParts {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly desk: OrderDesk;
  readonly orders: OrderBook;
  readonly decider: Decider;
  readonly fill: FillTime;
  /** Splits and dividends; null: none. */
  readonly actions: CorporateActionSchedule | null;
  /** First of its own bars that is asked. */
  readonly start: number;
  /** Last of its own bars in which an order may open or enlarge a position. */
  readonly lastEntryBar: number;
}

/**
 * One instrument of an account: the steps of its own bars, which the account puts in order among its instruments. What a
 * close decided waits for the instrument's own next bar.
 */
export class PortfolioLane {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly desk: OrderDesk;
  readonly orders: OrderBook;
  private readonly decider: Decider;
  private readonly fill: FillTime;
  private readonly actions: CorporateActionSchedule | null;
  private readonly start: number;
  private readonly lastEntryBar: number;
  /** Its latest bar so far; the first one before that. */
  lastBegun = 0;
  private decisionBar = -1;
  private isWaiting = false;

  constructor({ bars, ledger, desk, orders, decider, fill, actions, start, lastEntryBar }: LaneParts) {
    this.bars = bars;
    this.ledger = ledger;
    this.desk = desk;
    this.orders = orders;
    this.decider = decider;
    this.fill = fill;
    this.actions = actions;
    this.start = start;
    this.lastEntryBar = lastEntryBar;
  }

  get lastBar(): number {
    return this.bars.length - 1;
  }

  /**
   * What happens to the shares before bar `i` happens; its open is what the account values the position by; orders whose
   * time is over end.
   */
  beginBar(i: number): void {
    this.lastBegun = i;
    if (this.actions !== null && i >= this.actions.nextBar) this.actions.applyBefore(i, this.desk);
    this.ledger.markAt(this.bars.open[i]!);
    this.isWaiting = this.desk.waiting.isAny;
    if (this.isWaiting) this.desk.waiting.beginBar(i);
  }

  /** In bar `i` nothing is due or waits, and no price can end the position. */
  isCalm(i: number): boolean {
    if (this.actions !== null && i >= this.actions.nextBar) return false;
    return this.decisionBar < 0 && (this.ledger.quantity === 0 || !this.desk.isGuarded) && !this.desk.waiting.isAny;
  }

  /** Bar `i` of a calm instrument: only its last price counts. */
  passCalmly(i: number): void {
    this.lastBegun = i;
    this.ledger.markAt(this.bars.close[i]!);
  }

  /** What an earlier close decided, or for "close" this one, is to be done at `when`. */
  isDue(when: FillTime): boolean {
    return this.decisionBar >= 0 && this.fill === when;
  }

  /** Does what is due at `when` of bar `i` to leave or to sell. */
  reduce(i: number, when: FillTime): void {
    if (!this.isDue(when)) return;
    const { reference, place } = this.at(i, when);
    this.decider.reduce(this.decisionBar, reference, place);
  }

  /** Bar whose close decided what opens or enlarges a position at `when` of bar `i`; −1: nothing does. */
  increaseDue(i: number, when: FillTime): number {
    const isInTime = when === "close" ? i < this.lastBar : i <= this.lastEntryBar;
    return isInTime && this.isDue(when) ? this.decisionBar : -1;
  }

  increase(i: number, when: FillTime): void {
    const decisionBar = this.increaseDue(i, when);
    if (decisionBar < 0) return;
    const { reference, place } = this.at(i, when);
    this.decider.increase(decisionBar, reference, place);
  }

  passRest(i: number): void {
    if (this.isWaiting) this.desk.meetEntry(i);
    this.desk.passBar(i);
  }

  /** Bar `i` is over: it is what the position is valued by from now on. */
  endBar(i: number): void {
    this.ledger.markAt(this.bars.close[i]!);
    this.decisionBar = -1;
  }

  /** Decides at the close of bar `i`. */
  decide(i: number): void {
    if (i < this.start || !this.decider.decide(i)) return;
    this.decisionBar = i;
    this.desk.rememberDecision(i);
  }

  /** What the close of bar `i` decided and no bar comes for ends; after what it reduces at that close. */
  expire(i: number): void {
    if (this.decisionBar !== i) return;
    const isLast = i === this.lastBar;
    if (this.fill !== "close" && isLast) this.decider.expireReduction(i);
    if (isLast || (this.fill !== "close" && i >= this.lastEntryBar)) this.decider.expireIncrease(i);
  }

  openOf(i: number): FillPlace {
    return { bar: i, phase: "open", time: this.bars.time[i]! };
  }

  closeOf(i: number): FillPlace {
    return { bar: i, phase: "close", time: this.bars.closeTime[i]! };
  }

  private at(i: number, when: FillTime): { readonly reference: number; readonly place: FillPlace } {
    return when === "next-open"
      ? { reference: this.bars.open[i]!, place: this.openOf(i) }
      : { reference: this.bars.close[i]!, place: this.closeOf(i) };
  }
}
