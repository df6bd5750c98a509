import type { Bars } from "../../../market/bars.ts";
import type { FillPlace, Ledger } from "../../../trading/ledger/ledger.ts";
import type { OrderBook } from "../../../trading/orders/order-book.ts";
import type { OrderDesk } from "../../../trading/orders/order-desk.ts";
import type { FillTime } from "../../../trading/rules/rule-book.ts";
import type { Decider } from "../run-bars.ts";

/** What one instrument of an account is simulated with; the cash is the account's. */
export interface LaneParts {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly desk: OrderDesk;
  readonly orders: OrderBook;
  readonly decider: Decider;
  readonly fill: FillTime;
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
  private readonly start: number;
  private readonly lastEntryBar: number;
  private decisionBar = -1;
  private isWaiting = false;

  constructor({ bars, ledger, desk, orders, decider, fill, start, lastEntryBar }: LaneParts) {
    this.bars = bars;
    this.ledger = ledger;
    this.desk = desk;
    this.orders = orders;
    this.decider = decider;
    this.fill = fill;
    this.start = start;
    this.lastEntryBar = lastEntryBar;
  }

  get lastBar(): number {
    return this.bars.length - 1;
  }

  /** The open of bar `i` is what the account values the position by; orders whose time is over end. */
  beginBar(i: number): void {
    this.ledger.markAt(this.bars.open[i]!);
    this.isWaiting = this.desk.waiting.isAny;
    if (this.isWaiting) this.desk.waiting.beginBar(i);
  }

  reduceAtOpen(i: number): void {
    if (this.isDue("next-open")) this.decider.reduce(this.decisionBar, this.bars.open[i]!, this.openOf(i));
  }

  /** Bar whose close decided what increases at the open of bar `i`; −1: nothing does. */
  decisionDueAtOpen(i: number): number {
    return this.isDue("next-open") && i <= this.lastEntryBar ? this.decisionBar : -1;
  }

  increaseAtOpen(i: number): void {
    const decisionBar = this.decisionDueAtOpen(i);
    if (decisionBar >= 0) this.decider.increase(decisionBar, this.bars.open[i]!, this.openOf(i));
  }

  passRest(i: number): void {
    if (this.isWaiting) this.desk.meetEntry(i);
    this.desk.passBar(i);
  }

  reduceAtNextClose(i: number): void {
    if (this.isDue("next-close")) this.decider.reduce(this.decisionBar, this.bars.close[i]!, this.closeOf(i));
  }

  increaseAtNextClose(i: number): void {
    if (this.isDue("next-close") && i <= this.lastEntryBar)
      this.decider.increase(this.decisionBar, this.bars.close[i]!, this.closeOf(i));
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
    const last = this.lastBar;
    if (this.fill !== "close" && i === last) this.decider.expireReduction(i);
    if (i === last || (this.fill !== "close" && i >= this.lastEntryBar)) this.decider.expireIncrease(i);
  }

  reduceAtClose(i: number): void {
    if (this.isDue("close")) this.decider.reduce(i, this.bars.close[i]!, this.closeOf(i));
  }

  /** Bar whose close decided what increases at that close; −1: nothing does. */
  decisionDueAtClose(i: number): number {
    return this.isDue("close") && i < this.lastBar ? this.decisionBar : -1;
  }

  increaseAtClose(i: number): void {
    if (this.decisionDueAtClose(i) >= 0) this.decider.increase(i, this.bars.close[i]!, this.closeOf(i));
  }

  openOf(i: number): FillPlace {
    return { bar: i, phase: "open", time: this.bars.time[i]! };
  }

  closeOf(i: number): FillPlace {
    return { bar: i, phase: "close", time: this.bars.closeTime[i]! };
  }

  private isDue(at: FillTime): boolean {
    return this.decisionBar >= 0 && this.fill === at;
  }
}
