import type { Panel } from "../../../market/panel.ts";
import type { CarryCharge } from "../../../trading/ledger/carry-charge.ts";
import type { CashAccount } from "../../../trading/ledger/cash-account.ts";
import type { AccountRisk } from "../../../trading/risk/account-risk.ts";
import type { FillTime } from "../../../trading/rules/rule-book.ts";
import type { PortfolioLane } from "./portfolio-lane.ts";

/** Told before the increases of one instant, so that what the account can't pay for in full is shared out. */
export type ShareOut = (due: readonly DueIncrease[]) => void;

/** An instrument that may open or enlarge its position at an instant. */
export interface DueIncrease {
  readonly instrument: number;
  readonly decisionBar: number;
  readonly price: number;
}

export interface PanelRules {
  /** First row that is measured. */
  readonly start: number;
  /** What is left at the end leaves at the open of each instrument's last bar. */
  readonly closesAtEnd: boolean;
  readonly shareOut: ShareOut;
  /** 1 at rows at whose closes something may be decided; null: at all. */
  readonly decisionRows: Uint8Array | null;
  /** Limits of the account; null: none. */
  readonly risk: AccountRisk | null;
  /** What holding costs by time; null: nothing. */
  readonly carry: CarryCharge | null;
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
 * in their order: what a circuit breaker ended leaves; what their closes decided to reduce fills at their opens, and what
 * that brings can be spent at once; stops and targets at or before the opens; what was decided to increase; then the rest
 * of each bar, one instrument after the other; then all closes are known, and each decides. An instrument whose bars end
 * before the others' leaves at its last close, as "delisted". A row in which nothing is due and no price can end a
 * position only moves the marks.
 */
export function runPanel(
  panel: Panel,
  account: CashAccount,
  lanes: readonly PortfolioLane[],
  { start, closesAtEnd, shareOut, decisionRows, risk, carry }: PanelRules,
): PanelOutcome {
  const rows = panel.length;
  const column = () => new Float64Array(rows);
  const outcome = { equity: column(), cash: column(), net: column(), gross: column(), positions: column() };
  const here: number[] = [];
  const barsOf = panel.bars;
  const at = (k: number, row: number) => barsOf[k]![row]!;
  const each = (row: number, step: (lane: PortfolioLane, i: number) => void) => {
    for (const k of here) step(lanes[k]!, at(k, row));
  };
  const increaseAll = (row: number, when: FillTime) => {
    const price = when === "next-open" ? "open" : "close";
    const asking: DueIncrease[] = [];
    for (const k of here) {
      const i = at(k, row);
      const decisionBar = lanes[k]!.increaseDue(i, when);
      if (decisionBar >= 0) asking.push({ instrument: k, decisionBar, price: lanes[k]!.bars[price][i]! });
    }
    if (asking.length === 0) return;
    account.measureOnce();
    shareOut(asking);
    for (const { instrument } of asking) lanes[instrument]!.increase(at(instrument, row), when);
    account.measureAnew();
  };
  const reduceAll = (row: number, when: FillTime) => {
    const due = here.filter((k) => lanes[k]!.isDue(when));
    if (due.length === 0) return;
    account.measureOnce();
    for (const k of due) lanes[k]!.reduce(at(k, row), when);
    account.measureAnew();
  };
  /** Lanes whose positions a circuit breaker ended, until their next bars. */
  const leaving = new Set<PortfolioLane>();
  const leaveBroken = (lane: PortfolioLane, i: number) => {
    if (!leaving.delete(lane) || lane.ledger.quantity === 0) return;
    lane.desk.close(i - 1, lane.bars.open[i]!, lane.openOf(i), "circuit-breaker");
  };
  const ledgers = lanes.map(({ ledger }) => ledger);
  /** The nights before a row, charged to all, those without a bar here at their latest marks too. */
  const passNights = (charge: CarryCharge, row: number) => {
    const [first] = here as [number];
    const { time } = lanes[first]!.openOf(at(first, row));
    const barOf = (k: number) => (at(k, row) >= 0 ? at(k, row) : lanes[k]!.lastBegun);
    charge.pass(lanes[first]!.bars.session[at(first, row)]!, ledgers, (k) => ({ bar: barOf(k), time }));
  };
  const isEnd = new Uint8Array(rows);
  for (const [k, bars] of barsOf.entries()) isEnd[bars.indexOf(lanes[k]!.lastBar)] = 1;
  let ruinedAt = -1;
  for (let row = 0; row < rows; row++) {
    here.length = 0;
    let isCalm = ruinedAt < 0 && leaving.size === 0;
    for (let k = 0; k < lanes.length; k++) {
      if (barsOf[k]![row]! < 0) continue;
      here.push(k);
      isCalm &&= lanes[k]!.isCalm(barsOf[k]![row]!);
    }
    if (carry !== null) passNights(carry, row);
    if (isCalm) for (const k of here) lanes[k]!.passCalmly(barsOf[k]![row]!);
    else each(row, (lane, i) => lane.beginBar(i));
    if (ruinedAt >= 0) {
      each(row, (lane, i) => {
        if (lane.ledger.quantity !== 0) lane.desk.close(i - 1, lane.bars.open[i]!, lane.openOf(i), "ruined");
        lane.endBar(i);
      });
    } else if (!isCalm) {
      if (leaving.size > 0) each(row, leaveBroken);
      reduceAll(row, "next-open");
      each(row, (lane, i) => lane.desk.passOpen(i));
      increaseAll(row, "next-open");
      each(row, (lane, i) => lane.passRest(i));
      reduceAll(row, "next-close");
      increaseAll(row, "next-close");
      each(row, (lane, i) => lane.endBar(i));
    }
    const isAsked = row >= start && (decisionRows === null || decisionRows[row] === 1);
    if (isAsked && ruinedAt < 0 && account.equity > 0) {
      each(row, (lane, i) => lane.decide(i));
      reduceAll(row, "close");
      each(row, (lane, i) => lane.expire(i));
      increaseAll(row, "close");
    }
    if (isEnd[row] === 1)
      each(row, (lane, i) => {
        if (i !== lane.lastBar) return;
        if (lane.ledger.quantity !== 0 && ruinedAt < 0) {
          if (row < rows - 1) lane.desk.close(i, lane.bars.close[i]!, lane.closeOf(i), "delisted");
          else if (closesAtEnd) lane.desk.close(i, lane.bars.open[i]!, lane.openOf(i), "end-of-data");
        }
        lane.desk.waiting.endData(i);
      });
    const { equity, net, gross, positions } = account.totals();
    outcome.equity[row] = equity;
    outcome.cash[row] = account.cash;
    outcome.net[row] = net;
    outcome.gross[row] = gross;
    outcome.positions[row] = positions;
    if (risk?.mark(lanes[here[0]!]!.bars.session[at(here[0]!, row)]!, equity) === true)
      for (const lane of lanes) if (lane.ledger.quantity !== 0) leaving.add(lane);
    if (ruinedAt < 0 && equity <= 0) ruinedAt = row;
  }
  return { ...outcome, ruinedAt };
}
