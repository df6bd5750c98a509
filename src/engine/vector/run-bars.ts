import type { Bars } from "../../market/bars.ts";
import { columnOf, sessionColumn } from "../../market/compact/compact-bars.ts";
import type { AccountOutcome } from "../../trading/account-result.ts";
import { AccountHistory } from "../../trading/ledger/account-history.ts";
import type { CarryCharge } from "../../trading/ledger/carry-charge.ts";
import type { FillPlace, Ledger } from "../../trading/ledger/ledger.ts";
import type { CorporateActionSchedule } from "../../trading/orders/corporate-actions.ts";
import type { Decider } from "../../trading/orders/decider.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";
import type { AccountRisk } from "../../trading/risk/account-risk.ts";
import type { FillTime } from "../../trading/rules/rule-book.ts";

/** When decisions become fills. */
export interface BarRules {
  readonly fill: FillTime;
  /** First bar that is asked. */
  readonly start: number;
  /** Last bar in which an order may open or enlarge a position. */
  readonly lastEntryBar: number;
  /** What is left at the end leaves at the open of the last bar. */
  readonly closesAtEnd: boolean;
  /** Limits of the account; null: none. */
  readonly risk: AccountRisk | null;
  /** What holding costs by time; null: nothing. */
  readonly carry: CarryCharge | null;
  /** Splits and dividends; null: none. */
  readonly actions: CorporateActionSchedule | null;
}

/**
 * The order of things, once for every kind of decision. At each bar: what the nights before it cost is charged; splits and
 * dividends of its session happen; orders whose time is over end; a position that a circuit breaker, or a margin call, ended at the previous
 * close leaves at this open; the previous close's reductions fill there; stops and targets that lie at or before the open
 * fill there; what waited for volume goes on before either; the previous close's entries and additions fill at the open, then an entry that waited for such a price;
 * stops and targets meet the rest of the bar, then the waiting entry does; with `next-close` the previous close's orders fill here; this close decides (and
 * fills at once with `close`); equity is marked. An addition whose position was stopped at the same open opens a new one.
 *
 * The last bar enters nothing at its close. When equity is gone the position is liquidated at the next open, and nothing
 * is decided any more.
 */
export function runBars(
  bars: Bars,
  ledger: Ledger,
  desk: OrderDesk,
  decider: Decider,
  { fill, start, lastEntryBar, closesAtEnd, risk, carry, actions }: BarRules,
): AccountOutcome {
  const { open, close } = bars;
  const [time, closeTime] = [columnOf(bars, "time"), columnOf(bars, "closeTime")];
  const account = new AccountHistory(bars);
  const session = sessionColumn(bars);
  const last = bars.length - 1;
  const openOf = (i: number): FillPlace => ({ bar: i, phase: "open", time: time.at(i)! });
  const closeOf = (i: number): FillPlace => ({ bar: i, phase: "close", time: closeTime.at(i)! });
  const fillsAtClose = fill === "close";
  const fillsAtNextOpen = fill === "next-open";
  const { unfinished } = desk;
  const { margin } = ledger.account;
  const restsAtOpen = fill !== "next-close";
  let ruinedAt = -1;
  let isPending = false;
  let leavesFor: "circuit-breaker" | "margin-call" | null = null;
  for (let i = 0; i <= last; i++) {
    if (carry !== null) {
      if (i > 0) ledger.markAt(close[i - 1]!);
      carry.pass(session.at(i)!, [ledger], () => openOf(i));
    }
    if (actions !== null && i >= actions.nextBar) actions.applyBefore(i, desk);
    if (ruinedAt >= 0) {
      if (ledger.quantity !== 0) desk.close(i - 1, open[i]!, openOf(i), "ruined");
    } else {
      const atOpen = isPending && fillsAtNextOpen ? openOf(i) : null;
      const isWaiting = desk.waiting.isAny;
      if (isWaiting) desk.waiting.beginBar(i);
      if (unfinished.isAny) unfinished.beginBar(i);
      if (leavesFor !== null && ledger.quantity !== 0) desk.close(i - 1, open[i]!, openOf(i), leavesFor);
      if (unfinished.isAny && restsAtOpen) desk.reduceRest(open[i]!, openOf(i));
      if (atOpen !== null) decider.reduce(i - 1, open[i]!, atOpen);
      desk.passOpen(i);
      if (unfinished.isAny && restsAtOpen) desk.increaseRest(open[i]!, openOf(i));
      if (atOpen !== null && i <= lastEntryBar) decider.increase(i - 1, open[i]!, atOpen);
      if (isWaiting) desk.meetEntry(i);
      desk.passBar(i);
      if (unfinished.isAny && !restsAtOpen) {
        desk.reduceRest(close[i]!, closeOf(i));
        desk.increaseRest(close[i]!, closeOf(i));
      }
      if (isPending && !fillsAtNextOpen) {
        decider.reduce(i - 1, close[i]!, closeOf(i));
        if (i <= lastEntryBar) decider.increase(i - 1, close[i]!, closeOf(i));
      }
      isPending = i >= start && ledger.equityAt(close[i]!) > 0 && decider.decide(i);
      if (isPending) {
        desk.rememberDecision(i);
        const atClose = fillsAtClose ? closeOf(i) : null;
        if (atClose !== null) decider.reduce(i, close[i]!, atClose);
        else if (i === last) decider.expireReduction(i);
        if (i === last || (atClose === null && i >= lastEntryBar)) decider.expireIncrease(i);
        else if (atClose !== null) decider.increase(i, close[i]!, atClose);
        isPending = !fillsAtClose;
      }
    }
    if (i === last) {
      if (closesAtEnd && ruinedAt < 0 && ledger.quantity !== 0) {
        if (fillsAtClose) desk.close(i, close[i - 1]!, closeOf(i - 1), "end-of-data");
        else desk.close(i, open[i]!, openOf(i), "end-of-data");
      }
      desk.waiting.endData(i);
      unfinished.endData();
    }
    account.mark(i, ledger.cash, ledger.quantity);
    if (risk !== null || margin !== null) {
      ledger.markAt(close[i]!);
      const isBroken = risk?.mark(session.at(i)!, ledger.equityAt(close[i]!)) === true;
      const isCalled = margin !== null && margin.mark().length > 0;
      leavesFor = isBroken ? "circuit-breaker" : isCalled ? "margin-call" : null;
    }
    if (ruinedAt < 0 && ledger.equityAt(close[i]!) <= 0) ruinedAt = i;
  }
  return { account, ruinedAt };
}
