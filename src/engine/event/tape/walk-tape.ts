import type { Bars } from "../../../market/bars.ts";
import type { AccountOutcome } from "../../../trading/account-result.ts";
import { AccountHistory } from "../../../trading/ledger/account-history.ts";
import type { CarryCharge } from "../../../trading/ledger/carry-charge.ts";
import type { AccountRisk } from "../../../trading/risk/account-risk.ts";
import type { StrategyDriver } from "../strategy-driver.ts";
import { CLOSE, QUOTE } from "./tape.ts";
import type { TapeOrders, TapeTrading } from "./tape-orders.ts";
import type { TicksNow } from "./ticks-now.ts";

/** What walks along a tape. */
export interface TapeWalk {
  /** Bars that the account is measured along. */
  readonly bars: Bars;
  readonly traded: TapeTrading;
  readonly orders: TapeOrders;
  readonly driver: StrategyDriver;
  readonly now: TicksNow;
  /** First bar that is measured, and the first whose decision counts. */
  readonly start: number;
  readonly firstDecision: number;
  readonly risk: AccountRisk | null;
  readonly carry: CarryCharge | null;
  /** Moves the clock that orders are sent at. */
  moveTo(row: number): void;
}

/**
 * Walks the rows of a tape: the night before a session (fees by time, orders whose time is over), then at each quote and
 * trade first the orders that wait, then the strategy, then what it sent; at the close of each bar the strategy, what it
 * sent, and the mark.
 *
 * An order is at the market as soon as it is sent, or after its latency, and takes the quote in force then.
 */
export function walkTape(walk: TapeWalk): AccountOutcome {
  const { bars, traded, orders, driver, now, start, firstDecision, risk, carry, moveTo } = walk;
  const { tape, ledger, desk, market, bars: rows } = traded;
  const { kind, index, bar: barOf } = tape;
  const [one] = driver.instruments as [(typeof driver.instruments)[number]];
  const { working } = one;
  const { unfinished } = desk;
  const { margin } = ledger.account;
  const account = new AccountHistory(bars);
  /** Without quotes an order waits for the next trade. */
  const isQuoted = tape.quotes !== null;
  /** Events are told from the bar after the first decision on, or from the first one where that needs no history. */
  const firstTold = firstDecision === start ? start : firstDecision + 1;
  let session = NaN;
  let ruinedAt = -1;
  let leavesFor: "circuit-breaker" | "margin-call" | "ruined" | null = null;

  for (let row = 0; row < tape.length; row++) {
    const i = barOf[row]!;
    const what = kind[row]!;
    now.row = row;
    moveTo(row);
    if (rows.session[row] !== session) {
      session = rows.session[row]!;
      market.beginSession();
      if (carry !== null) {
        if (row > 0) ledger.markAt(rows.close[row - 1]!);
        carry.pass(session, [ledger], () => ({ bar: row, time: rows.time[row]! }));
      }
    }
    working.beginBar(row);
    if (unfinished.isAny) unfinished.beginBar(row);
    if (what === CLOSE) one.moveTo(i);
    else {
      if (what === QUOTE) market.quoted(index[row]!);
      else market.traded(index[row]!);
      if (leavesFor !== null && ledger.quantity !== 0 && orders.leave(row, leavesFor)) leavesFor = null;
      if (ruinedAt < 0) orders.meet(row);
    }
    if (ruinedAt < 0) {
      if (what !== CLOSE) {
        if (i >= firstTold) driver.askBetween(i, what === QUOTE ? "onQuote" : "onTick");
      } else if (i >= start) driver.ask(i);
      if (isQuoted) orders.meetArrivals(row);
    }
    if (what !== CLOSE) continue;
    account.mark(i, ledger.cash, ledger.quantity);
    const equity = ledger.equityAt(bars.close[i]!);
    ledger.markAt(bars.close[i]!);
    const isBroken = risk?.mark(session, equity) === true;
    const isCalled = margin !== null && margin.mark().length > 0;
    if (isBroken) leavesFor = "circuit-breaker";
    else if (isCalled) leavesFor = "margin-call";
    if (ruinedAt < 0 && equity <= 0) {
      ruinedAt = i;
      leavesFor = "ruined";
      working.cancelAll();
    }
  }
  const last = tape.length - 1;
  desk.waiting.endData(last);
  unfinished.endData();
  working.endData(last);
  driver.end(bars.length - 1);
  return { account, ruinedAt };
}
