import type { Bars } from "../../market/bars.ts";
import { columnOf, sessionColumn } from "../../market/compact/compact-bars.ts";
import type { AccountOutcome } from "../../trading/account-result.ts";
import { AccountHistory } from "../../trading/ledger/account-history.ts";
import type { CarryCharge } from "../../trading/ledger/carry-charge.ts";
import type { FillPlace, Ledger } from "../../trading/ledger/ledger.ts";
import type { CorporateActionSchedule } from "../../trading/orders/corporate-actions.ts";
import type { Decider } from "../../trading/orders/decider.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";
import type { WorkingOrders } from "../../trading/orders/working-orders.ts";
import type { AccountRisk } from "../../trading/risk/account-risk.ts";
import type { FillTime } from "../../trading/rules/rule-book.ts";

/** What reacts to bars: decides at their closes like any decider, and may have orders of its own under way. */
export interface Reactor extends Decider {
  /** Orders under way beside the desk's own; null: there never are any. */
  readonly working: WorkingOrders | null;
  /**
   * Decides at one close after another, from bar `from` to bar `to` at most, as long as no order comes of it: nothing can
   * happen between. Absent: it is asked bar by bar.
   *
   * @returns the bar whose decision came with an order, else `to`
   */
  readonly decideUntilOrder?: (from: number, to: number) => number;
  /** The bars have ended. */
  end(last: number): void;
}

/** What the walk is told of the run. */
export interface WalkRules {
  readonly fill: FillTime;
  /** First bar that is asked. */
  readonly start: number;
  /** Last bar in which an order may open or enlarge a position. */
  readonly lastEntryBar: number;
  /** What is left at the end leaves at the open of the last bar. */
  readonly closesAtEnd: boolean;
  readonly risk: AccountRisk | null;
  readonly carry: CarryCharge | null;
  readonly actions: CorporateActionSchedule | null;
}

/** Bars that are looked ahead at: an order ends the stretch, and what was seen of it is lost. */
const MOST_AT_ONCE = 256;

/**
 * Walks the bars of one instrument, event by event: the night (fees by time, corporate actions, orders whose time is
 * over), the open (what a circuit breaker ended, what is due to reduce, stops and target, what is due to enlarge, orders
 * that the open meets), the rest of the bar, its close (orders for it, then the decision), and the mark.
 *
 * A bar in which nothing is due or waits, and no price of which can end the position, has but one event: the decision.
 */
export function walkBars(
  bars: Bars,
  ledger: Ledger,
  desk: OrderDesk,
  reactor: Reactor,
  { fill, start, lastEntryBar, closesAtEnd, risk, carry, actions }: WalkRules,
): AccountOutcome {
  const { open, close, length } = bars;
  const { working } = reactor;
  const { waiting, unfinished } = desk;
  const restsAtOpen = fill !== "next-close";
  const [time, closeTime] = [columnOf(bars, "time"), columnOf(bars, "closeTime")];
  const session = sessionColumn(bars);
  const account = new AccountHistory(bars);
  const last = length - 1;
  const { margin } = ledger.account;
  const isAlwaysBusy = margin !== null || carry !== null || risk !== null || actions !== null;
  const opensAt = (i: number): FillPlace => ({ bar: i, phase: "open", time: time.at(i)! });
  const closesAt = (i: number): FillPlace => ({ bar: i, phase: "close", time: closeTime.at(i)! });
  let decidedAt = -1;
  let ruinedAt = -1;
  let leavesFor: "circuit-breaker" | "margin-call" | null = null;
  let isSolvent = ledger.cash > 0;

  function passNight(i: number): void {
    if (carry !== null) {
      if (i > 0) ledger.markAt(close[i - 1]!);
      carry.pass(session.at(i)!, [ledger], () => opensAt(i));
    }
    if (actions !== null && i >= actions.nextBar) actions.applyBefore(i, desk);
  }

  function passMarket(i: number): void {
    const isDueAtOpen = decidedAt >= 0 && fill === "next-open";
    const hadWaiting = waiting.isAny;
    if (hadWaiting) waiting.beginBar(i);
    if (unfinished.isAny) unfinished.beginBar(i);
    working?.beginBar(i);
    if (leavesFor !== null && ledger.quantity !== 0) desk.close(i - 1, open[i]!, opensAt(i), leavesFor);
    const place = isDueAtOpen ? opensAt(i) : null;
    const goesOn = fill === "close" && working?.isDue === true;
    if (unfinished.isAny && restsAtOpen) desk.reduceRest(open[i]!, opensAt(i));
    if (place !== null) reactor.reduce(decidedAt, open[i]!, place);
    else if (goesOn) working.reduceDue(open[i]!, opensAt(i));
    desk.passOpen(i);
    if (unfinished.isAny && restsAtOpen) desk.increaseRest(open[i]!, opensAt(i));
    if (place !== null && i <= lastEntryBar) reactor.increase(decidedAt, open[i]!, place);
    else if (goesOn) working.increaseDue(open[i]!, opensAt(i));
    if (hadWaiting) desk.meetEntry(i);
    if (working !== null && working.count > 0) {
      working.meetOpen(i, i > 0 && session.at(i) !== session.at(i - 1));
      working.meetRange(i);
      working.meetClose(i);
    } else desk.passBar(i);
    if (unfinished.isAny && !restsAtOpen) {
      desk.reduceRest(close[i]!, closesAt(i));
      desk.increaseRest(close[i]!, closesAt(i));
    }
    if (decidedAt >= 0 && !isDueAtOpen) settle(decidedAt, i, i <= lastEntryBar);
  }

  /** Does at the close of bar `i` what bar `decisionBar` decided. */
  function settle(decisionBar: number, i: number, mayEnter: boolean): void {
    const place = closesAt(i);
    reactor.reduce(decisionBar, close[i]!, place);
    if (mayEnter) reactor.increase(decisionBar, close[i]!, place);
  }

  /** What bar `i` decided is due from now on, or has no bar to come. */
  function decided(i: number): void {
    desk.rememberDecision(i);
    if (fill === "close") {
      reactor.reduce(i, close[i]!, closesAt(i));
      if (i === last) reactor.expireIncrease(i);
      else reactor.increase(i, close[i]!, closesAt(i));
      return;
    }
    if (i === last) reactor.expireReduction(i);
    if (i >= lastEntryBar || i === last) reactor.expireIncrease(i);
    decidedAt = i;
  }

  for (let i = 0; i < length; i++) {
    const isQuiet =
      decidedAt < 0 &&
      ruinedAt < 0 &&
      !isAlwaysBusy &&
      !waiting.isAny &&
      !unfinished.isAny &&
      (working === null || (working.count === 0 && !working.isDue)) &&
      (ledger.quantity === 0 || desk.passCalmly(i));
    // Money and longs that were paid with it can't be lost by a price above 0.
    const mayLoseAll = ledger.quantity < 0 || ledger.cash < 0;
    if (isQuiet) {
      if (mayLoseAll) isSolvent = ledger.equityAt(close[i]!) > 0;
    } else {
      passNight(i);
      if (ruinedAt < 0) passMarket(i);
      else if (ledger.quantity !== 0) desk.close(i - 1, open[i]!, opensAt(i), "ruined");
      isSolvent = ledger.equityAt(close[i]!) > 0;
      decidedAt = -1;
    }
    // Until an order comes, nothing but decisions happens.
    const isFree = isQuiet && i >= start && i > 0 && i < last - 1;
    let isAsked: boolean;
    if (isFree && isSolvent && !mayLoseAll && reactor.decideUntilOrder !== undefined) {
      const next = i + 1;
      const isGuarded = desk.isGuarded && ledger.quantity !== 0;
      const end = isGuarded ? desk.exits.standsUntil(next, Math.min(last, next + MOST_AT_ONCE)) : last;
      i = reactor.decideUntilOrder(i, end - 1);
      if (isGuarded) desk.exits.passOver(next, i + 1);
      isAsked = working!.isDue;
    } else isAsked = i >= start && isSolvent && ruinedAt < 0 && reactor.decide(i);
    if (isAsked) decided(i);
    if (i === last) {
      if (closesAtEnd && ruinedAt < 0 && ledger.quantity !== 0) {
        if (fill === "close") desk.close(i, bars.close[i - 1]!, closesAt(i - 1), "end-of-data");
        else desk.close(i, open[i]!, opensAt(i), "end-of-data");
      }
      waiting.endData(i);
      unfinished.endData();
      working?.endData(i);
    }
    if (isQuiet && !isAsked && !mayLoseAll && i !== 0 && i !== last) continue;
    account.mark(i, ledger.cash, ledger.quantity);
    const equity = ledger.equityAt(close[i]!);
    if (risk !== null || margin !== null) {
      ledger.markAt(close[i]!);
      const isBroken = risk?.mark(session.at(i)!, equity) === true;
      const isCalled = margin !== null && margin.mark().length > 0;
      leavesFor = isBroken ? "circuit-breaker" : isCalled ? "margin-call" : null;
    }
    if (ruinedAt < 0 && equity <= 0) ruinedAt = i;
    isSolvent = equity > 0;
  }
  reactor.end(last);
  return { account, ruinedAt };
}
