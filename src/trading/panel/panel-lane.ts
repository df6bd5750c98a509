import type { Bars } from "../../market/bars.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { CorporateActionSchedule } from "../orders/corporate-actions.ts";
import type { Decider } from "../orders/decider.ts";
import type { OrderBook } from "../orders/order-book.ts";
import type { OrderDesk } from "../orders/order-desk.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { WorkingOrders } from "../orders/working-orders.ts";
import type { FillTime } from "../rules/rule-book.ts";

/** What one instrument of an account is simulated with; the cash is the account's. */
export interface LaneParts {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly desk: OrderDesk;
  readonly orders: OrderBook;
  readonly decider: Decider;
  /** Orders that a strategy sends by itself, beside the desk's own; null: there never are any. */
  readonly working: WorkingOrders | null;
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
export class PanelLane {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly desk: OrderDesk;
  readonly orders: OrderBook;
  readonly working: WorkingOrders | null;
  private readonly decider: Decider;
  private readonly fill: FillTime;
  private readonly actions: CorporateActionSchedule | null;
  private readonly start: number;
  private readonly lastEntryBar: number;
  /** Its latest bar so far; −1 before the first one. */
  lastBegun = -1;
  /** Its latest bar that is over; −1 before the first one. */
  lastClosed = -1;
  private decisionBar = -1;
  private isWaiting = false;

  constructor({ bars, ledger, desk, orders, decider, working, fill, actions, start, lastEntryBar }: LaneParts) {
    this.bars = bars;
    this.ledger = ledger;
    this.desk = desk;
    this.orders = orders;
    this.decider = decider;
    this.working = working;
    this.fill = fill;
    this.actions = actions;
    this.start = start;
    this.lastEntryBar = lastEntryBar;
  }

  get lastBar(): number {
    return this.bars.length - 1;
  }

  /**
   * What happens to the shares before bar `i` happens; its open is what the account values the position by.
   */
  beginBar(i: number): void {
    this.lastBegun = i;
    if (this.actions !== null && i >= this.actions.nextBar) this.actions.applyBefore(i, this.desk);
    this.ledger.markAt(this.bars.open[i]!);
  }

  /** Orders whose time is over in bar `i` end. */
  beginOrders(i: number): void {
    this.isWaiting = this.desk.waiting.isAny;
    if (this.isWaiting) this.desk.waiting.beginBar(i);
    if (this.desk.unfinished.isAny) this.desk.unfinished.beginBar(i);
    this.working?.beginBar(i);
  }

  /** In bar `i` nothing is due or waits, and no price can end the position. */
  isCalm(i: number): boolean {
    if (this.actions !== null && i >= this.actions.nextBar) return false;
    if (this.working !== null && (this.working.count > 0 || this.working.isDue)) return false;
    return (
      this.decisionBar < 0 &&
      (this.ledger.quantity === 0 || !this.desk.isGuarded) &&
      !this.desk.waiting.isAny &&
      !this.desk.unfinished.isAny
    );
  }

  /** Bar `i` of a calm instrument: only its last price counts. */
  passCalmly(i: number): void {
    this.lastBegun = i;
    this.lastClosed = i;
    this.markClose(i);
  }

  /** What an earlier close decided, or for "close" this one, is to be done at `when`. */
  isDue(when: FillTime): boolean {
    if (when === "next-open" && this.goesOn) return true;
    return this.decisionBar >= 0 && this.fill === when;
  }

  /** Orders for a close found no price, or no volume for all of them, there: they go on at the next open. */
  private get goesOn(): boolean {
    return this.fill === "close" && this.working?.isDue === true;
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
    return isInTime && this.isDue(when) ? Math.max(0, this.decisionBar) : -1;
  }

  increase(i: number, when: FillTime): void {
    const decisionBar = this.increaseDue(i, when);
    if (decisionBar < 0) return;
    const { reference, place } = this.at(i, when);
    this.decider.increase(decisionBar, reference, place);
  }

  /** Goes on with what leaves or sells and waited for volume, where that is due at `when` of bar `i`. */
  reduceRest(i: number, when: FillTime): void {
    if (!this.goesOnAt(when)) return;
    const { reference, place } = this.at(i, when);
    this.desk.reduceRest(reference, place);
  }

  /** The same: what enters. */
  increaseRest(i: number, when: FillTime): void {
    if (!this.goesOnAt(when)) return;
    const { reference, place } = this.at(i, when);
    this.desk.increaseRest(reference, place);
  }

  private goesOnAt(when: FillTime): boolean {
    return this.desk.unfinished.isAny && when === (this.fill === "next-close" ? "next-close" : "next-open");
  }

  /** Does one order at market of several, at `when` of bar `i`: what it takes from the position. */
  reduceOne(order: WorkingOrder, i: number, when: FillTime): void {
    const { reference, place } = this.at(i, when);
    this.working!.reduceOne(order, reference, place);
  }

  /** The same: what it opens or enlarges. */
  increaseOne(order: WorkingOrder, i: number, when: FillTime): void {
    const { reference, place } = this.at(i, when);
    this.working!.increaseOne(order, reference, place);
  }

  /** Bar `i` is the first of its session. */
  isNewSession(i: number): boolean {
    return i > 0 && this.bars.session[i] !== this.bars.session[i - 1];
  }

  passRest(i: number): void {
    if (this.isWaiting) this.desk.meetEntry(i);
    if (this.working !== null && this.working.count > 0) {
      this.working.meetRange(i);
      this.working.meetClose(i);
    } else this.desk.passBar(i);
  }

  /** The close of bar `i` is what the position is valued by from now on. */
  markClose(i: number): void {
    this.ledger.markAt(this.bars.close[i]!);
  }

  /** Bar `i` is over. */
  endBar(i: number): void {
    this.lastClosed = i;
    this.decisionBar = -1;
    if (this.fill !== "close") this.working?.forgetDue(i);
  }

  /** Decides at the close of bar `i`: its latest one, where it has none at this instant. */
  decide(i: number): void {
    if (i < this.start || !this.decider.decide(i)) return;
    this.decisionBar = i;
    this.desk.rememberDecision(i);
  }

  /** What was decided for the close of bar `i` was done, or can't be; of the last bar `endData` comes first. */
  endClose(i: number): void {
    if (this.fill === "close" && i !== this.lastBar) this.working?.forgetDue();
  }

  /** What the close of bar `i` decided and no bar comes for ends; after what it reduces at that close. */
  expire(i: number): void {
    if (this.decisionBar !== i) return;
    const isLast = i === this.lastBar;
    if (this.fill !== "close" && isLast) this.decider.expireReduction(i);
    if (isLast || (this.fill !== "close" && i >= this.lastEntryBar)) this.decider.expireIncrease(i);
  }

  /** Closes what is held after the last bar where a market order of the bar before fills. */
  closeAtEnd(i: number): void {
    const { bars, desk, fill } = this;
    if (fill === "close") desk.close(i, bars.close[i - 1]!, this.closeOf(i - 1), "end-of-data");
    else desk.close(i, bars.open[i]!, this.openOf(i), "end-of-data");
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
