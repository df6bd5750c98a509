import type { Panel } from "../../market/panel.ts";
import type { CarryCharge } from "../ledger/carry-charge.ts";
import type { CashAccount } from "../ledger/cash-account.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { AccountRisk } from "../risk/account-risk.ts";
import type { FillTime } from "../rules/rule-book.ts";
import type { PanelLane } from "./panel-lane.ts";
import { panelOpenings } from "./panel-openings.ts";
import type { SharedClock } from "./shared-clock-delay.ts";

/** Told before the increases of one instant, so that what the account can't pay for in full is shared out. */
export type ShareOut = (due: readonly DueIncrease[]) => void;

/** An instrument that may open or enlarge its position at an instant. */
export interface DueIncrease {
  readonly instrument: number;
  readonly decisionBar: number;
  readonly price: number;
}

/** An order of one instrument, in its bar at this instant. */
interface NumberedOrder {
  readonly lane: PanelLane;
  readonly i: number;
  readonly order: WorkingOrder;
}

export interface PanelWalk {
  /** First row that is measured. */
  readonly start: number;
  /** What is left at the end leaves at the open of each instrument's last bar. */
  readonly closesAtEnd: boolean;
  /** Null: who can't pay in full gets what is left when its turn comes. */
  readonly shareOut: ShareOut | null;
  /** Decides for all instruments at once, once all closes of a row are known; null: each is asked in its turn. */
  readonly ask: ((row: number) => void) | null;
  /** Told once the last row is over; absent: nobody. */
  readonly end?: () => void;
  /** 1 at rows at whose closes something may be decided; null: at all. */
  readonly decisionRows: Uint8Array | null;
  /** Limits of the account; null: none. */
  readonly risk: AccountRisk | null;
  /** What holding costs by time; null: nothing. */
  readonly carry: CarryCharge | null;
  /** Told the close of each row before it is decided on. */
  readonly clock: SharedClock;
}

/** The account at each row's close. */
export interface PanelOutcome {
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Σ of positions' values, with and without sign. */
  readonly net: Float64Array;
  readonly gross: Float64Array;
  /** How many positions are held. */
  readonly positions: Float64Array;
  /** Row at whose close equity was gone; −1 when it never was. */
  readonly ruinedAt: number;
}

/**
 * The order of things for several instruments that share cash. At each row, over the instruments that have a bar there,
 * in their order: what a circuit breaker or a margin call ended leaves; what their closes decided to reduce fills at their opens, and what
 * that brings can be spent at once; stops and targets at or before the opens; what was decided to increase; waiting orders
 * that the opens meet; then the rest of each bar, one instrument after the other; then all closes are known, and each
 * decides. Where a strategy sends orders by itself, those of one step are done by number. An instrument whose bars end
 * before the others' leaves at its last close, as "delisted". A row in which nothing is due and no price can end a
 * position only moves the marks.
 *
 * Where bars of one instrument begin before those of another end (other timeframes, other hours), bars that open between two
 * rows do so instant after instant, and a bar that is under way at a row is passed over there: what is decided for its
 * instrument meanwhile waits for the bar after it.
 */
export function walkPanel(
  panel: Panel,
  account: CashAccount,
  lanes: readonly PanelLane[],
  { start, closesAtEnd, shareOut, ask, end, decisionRows, risk, carry, clock }: PanelWalk,
): PanelOutcome {
  const rows = panel.length;
  const column = () => new Float64Array(rows);
  const outcome = { equity: column(), cash: column(), net: column(), gross: column(), positions: column() };
  /** Instruments that something happens to at an instant, and the bar of each that it happens in. */
  const here: number[] = [];
  const barsOf = panel.bars;
  const now = new Int32Array(lanes.length);
  const each = (step: (lane: PanelLane, i: number) => void) => {
    for (const k of here) step(lanes[k]!, now[k]!);
  };
  const isNumbered = lanes.some(({ working }) => working !== null);
  // Alone in the account, an instrument's orders of one instant follow each other.
  const measureOnce = () => {
    if (lanes.length > 1) account.measureOnce();
  };
  const increaseAll = (when: FillTime) => {
    const price = when === "next-open" ? "open" : "close";
    each((lane, i) => lane.increaseRest(i, when));
    const asking: DueIncrease[] = [];
    for (const k of here) {
      const i = now[k]!;
      const decisionBar = lanes[k]!.increaseDue(i, when);
      if (decisionBar >= 0) asking.push({ instrument: k, decisionBar, price: lanes[k]!.bars[price][i]! });
    }
    if (asking.length === 0) return;
    measureOnce();
    if (isNumbered) {
      const due = asking.map(({ instrument: k }) => ordersOf(k, lanes[k]!.working!.takeDue()));
      for (const { lane, order, i } of inTheirOrder(due)) lane.increaseOne(order, i, when);
    } else {
      shareOut?.(asking);
      for (const { instrument } of asking) lanes[instrument]!.increase(now[instrument]!, when);
    }
    account.measureAnew();
  };
  const reduceAll = (when: FillTime) => {
    each((lane, i) => lane.reduceRest(i, when));
    const due = here.filter((k) => lanes[k]!.isDue(when));
    if (due.length === 0) return;
    measureOnce();
    if (isNumbered) {
      const all = due.map((k) => ordersOf(k, lanes[k]!.working!.due));
      for (const { lane, order, i } of inTheirOrder(all)) lane.reduceOne(order, i, when);
    } else for (const k of due) lanes[k]!.reduce(now[k]!, when);
    account.measureAnew();
  };
  const ordersOf = (k: number, orders: readonly WorkingOrder[]) =>
    orders.map((order): NumberedOrder => ({ lane: lanes[k]!, i: now[k]!, order }));
  /** Lets the opens act on the orders that wait, those of all instruments that reduce first. */
  const meetOpens = () => {
    const waiting = here.filter((k) => lanes[k]!.working!.count > 0);
    const met = waiting.map((k) => {
      const i = now[k]!;
      return lanes[k]!.working!.metAtOpen(i, lanes[k]!.isNewSession(i)).map((one) => ({ ...one, lane: lanes[k]!, i }));
    });
    for (const isFirst of [true, false])
      for (const { lane, order, i } of inTheirOrder(met.map((all) => all.filter(({ reduces }) => reduces === isFirst))))
        lane.working!.fillAtOpen(order, i);
    for (const k of waiting) lanes[k]!.working!.passedOpen(lanes[k]!.isNewSession(now[k]!));
  };
  /** Lanes whose positions a circuit breaker or a margin call ended, until their next bars. */
  const leaving = new Map<PanelLane, "circuit-breaker" | "margin-call">();
  const leaveBroken = (lane: PanelLane, i: number) => {
    const reason = leaving.get(lane);
    leaving.delete(lane);
    if (reason === undefined || lane.ledger.quantity === 0) return;
    lane.desk.close(i - 1, lane.bars.open[i]!, lane.openOf(i), reason);
  };
  const ledgers = lanes.map(({ ledger }) => ledger);
  /** The nights before a row, charged to all, those without a bar here at their latest marks too. */
  const passNights = (charge: CarryCharge) => {
    const [first] = here as [number];
    const { time } = lanes[first]!.openOf(now[first]!);
    const barOf = (k: number) => (here.includes(k) ? now[k]! : Math.max(0, lanes[k]!.lastBegun));
    charge.pass(lanes[first]!.bars.session[now[first]!]!, ledgers, (k) => ({ bar: barOf(k), time }));
  };
  /** Others go on; where bars overlap, in later sessions. */
  const isGone = ({ bars, lastBar }: PanelLane, row: number): boolean => {
    if (openings === null) return row < rows - 1;
    return lanes.some((other) => other.bars.session[other.lastBar]! > bars.session[lastBar]!);
  };
  const isEnd = new Uint8Array(rows);
  for (const [k, bars] of barsOf.entries()) isEnd[bars.indexOf(lanes[k]!.lastBar)] = 1;
  let ruinedAt = -1;
  /** All that happens as bars open, to those that open together. */
  const passOpens = () => {
    each((lane, i) => lane.beginOrders(i));
    if (leaving.size > 0) each(leaveBroken);
    reduceAll("next-open");
    each((lane, i) => lane.desk.passOpen(i));
    increaseAll("next-open");
    if (isNumbered) meetOpens();
  };
  const openings = panelOpenings(panel);
  /** Bars that open one after the other before a row, some of which may close at later ones. */
  const passOpenings = (row: number) => {
    for (const opening of openings![row]!) {
      here.length = 0;
      for (const [place, k] of opening.instruments.entries()) {
        here.push(k);
        now[k] = opening.bars[place]!;
      }
      if (carry !== null) passNights(carry);
      each((lane, i) => lane.beginBar(i));
      if (ruinedAt < 0) passOpens();
      else each(leaveRuined);
    }
  };
  const leaveRuined = (lane: PanelLane, i: number) => {
    if (lane.ledger.quantity !== 0) lane.desk.close(i - 1, lane.bars.open[i]!, lane.openOf(i), "ruined");
  };
  for (let row = 0; row < rows; row++) {
    if (openings !== null) passOpenings(row);
    here.length = 0;
    let isCalm = ruinedAt < 0 && leaving.size === 0 && openings === null;
    for (let k = 0; k < lanes.length; k++) {
      const i = barsOf[k]![row]!;
      if (i < 0) continue;
      here.push(k);
      now[k] = i;
      isCalm &&= lanes[k]!.isCalm(i);
    }
    if (openings === null) {
      if (carry !== null) passNights(carry);
      if (isCalm) each((lane, i) => lane.passCalmly(i));
      else each((lane, i) => lane.beginBar(i));
    }
    if (ruinedAt >= 0) {
      each((lane, i) => {
        if (openings === null) leaveRuined(lane, i);
        lane.markClose(i);
        lane.endBar(i);
      });
    } else if (!isCalm) {
      if (openings === null) passOpens();
      each((lane, i) => lane.passRest(i));
      each((lane, i) => lane.markClose(i));
      reduceAll("next-close");
      increaseAll("next-close");
      each((lane, i) => lane.endBar(i));
    }
    clock.time = panel.closeTime[row]!;
    const isAsked = row >= start && (decisionRows === null || decisionRows[row] === 1);
    if (isAsked && ruinedAt < 0 && account.equity > 0) {
      if (ask === null) each((lane, i) => lane.decide(i));
      else {
        ask(row);
        for (const lane of lanes) if (lane.lastClosed >= 0) lane.decide(lane.lastClosed);
      }
      reduceAll("close");
      each((lane, i) => lane.expire(i));
      increaseAll("close");
      if (isNumbered) each((lane, i) => lane.endClose(i));
    }
    if (isEnd[row] === 1)
      each((lane, i) => {
        if (i !== lane.lastBar) return;
        if (lane.ledger.quantity !== 0 && ruinedAt < 0) {
          if (isGone(lane, row)) lane.desk.close(i, lane.bars.close[i]!, lane.closeOf(i), "delisted");
          else if (closesAtEnd) lane.closeAtEnd(i);
        }
        lane.desk.waiting.endData(i);
        lane.desk.unfinished.endData();
        lane.working?.endData(i);
        lane.working?.forgetDue();
      });
    const { equity, net, gross, positions } = account.totals();
    outcome.equity[row] = equity;
    outcome.cash[row] = account.cash;
    outcome.net[row] = net;
    outcome.gross[row] = gross;
    outcome.positions[row] = positions;
    if (risk?.mark(lanes[here[0]!]!.bars.session[now[here[0]!]!]!, equity) === true)
      for (const lane of lanes) if (lane.ledger.quantity !== 0) leaving.set(lane, "circuit-breaker");
    const called = account.margin?.mark() ?? [];
    for (const lane of lanes) if (called.includes(lane.ledger) && !leaving.has(lane)) leaving.set(lane, "margin-call");
    if (ruinedAt < 0 && equity <= 0) ruinedAt = row;
  }
  end?.();
  return { ...outcome, ruinedAt };
}

/** Orders of several instruments by number; those of one instrument in the order in which it holds them. */
function inTheirOrder<T extends NumberedOrder>(lists: readonly (readonly T[])[]): readonly T[] {
  if (lists.length < 2) return lists[0] ?? [];
  const next = lists.map(() => 0);
  const merged: T[] = [];
  for (;;) {
    let first: T | undefined;
    let from = -1;
    for (const [k, list] of lists.entries()) {
      const one = list[next[k]!];
      if (one === undefined || (first !== undefined && one.order.id > first.order.id)) continue;
      first = one;
      from = k;
    }
    if (first === undefined) return merged;
    merged.push(first);
    next[from]!++;
  }
}
