import type { Bars } from "../../market/bars.ts";
import type { FillPlace, Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";

/** What drives an account bar by bar: decides at closes, and executes that at the next price in two steps. */
export interface Decider {
  /** Decides at the close of bar `i`; true when something is to be done. */
  decide(i: number): boolean;
  /** Does what bar `decisionBar` decided to leave, at a market price. */
  reduce(decisionBar: number, reference: number, place: FillPlace): void;
  /** Does what bar `decisionBar` decided to enter, at a market price. */
  increase(decisionBar: number, reference: number, place: FillPlace): void;
  /** No price came after bar `i` decided to leave. */
  expireReduction(i: number): void;
  /** Nothing is entered any more after bar `i`, which decided to. */
  expireIncrease(i: number): void;
}

/** The account at each bar's close. */
export interface AccountColumns {
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  readonly quantity: Float64Array;
  /** Bar at whose close equity was gone; −1 when it never was. */
  readonly ruinedAt: number;
}

/**
 * The order of things, once for every kind of decision. At each bar: the previous close's reductions fill at this open;
 * stops and targets that lie at or before the open fill there; the previous close's entries and additions fill at the
 * open; stops and targets meet the rest of the bar; this close decides (and fills at once with `fillsAtClose`); equity
 * is marked. An addition whose position was stopped at the same open opens a new one.
 *
 * Before bar `start` nothing is asked. The last bar enters nothing at its close. When equity is gone the position is
 * liquidated at the next open, and nothing is decided any more.
 */
export function runBars(
  bars: Bars,
  ledger: Ledger,
  desk: OrderDesk,
  decider: Decider,
  fillsAtClose: boolean,
  start: number,
): AccountColumns {
  const { open, close, time, closeTime } = bars;
  const equity = new Float64Array(bars.length);
  const cash = new Float64Array(bars.length);
  const quantity = new Float64Array(bars.length);
  const last = bars.length - 1;
  let ruinedAt = -1;
  let isPending = false;
  for (let i = 0; i <= last; i++) {
    if (ruinedAt >= 0) {
      if (ledger.quantity !== 0) desk.close(i - 1, open[i]!, { bar: i, phase: "open", time: time[i]! }, "ruined");
    } else {
      const atOpen: FillPlace | null = isPending ? { bar: i, phase: "open", time: time[i]! } : null;
      if (atOpen !== null) decider.reduce(i - 1, open[i]!, atOpen);
      desk.passOpen(i);
      if (atOpen !== null) decider.increase(i - 1, open[i]!, atOpen);
      desk.passBar(i);
      isPending = i >= start && ledger.equityAt(close[i]!) > 0 && decider.decide(i);
      if (isPending) {
        desk.rememberDecision(i);
        const atClose: FillPlace | null = fillsAtClose ? { bar: i, phase: "close", time: closeTime[i]! } : null;
        if (atClose !== null) decider.reduce(i, close[i]!, atClose);
        else if (i === last) decider.expireReduction(i);
        if (i === last) decider.expireIncrease(i);
        else if (atClose !== null) decider.increase(i, close[i]!, atClose);
        isPending = !fillsAtClose;
      }
    }
    cash[i] = ledger.cash;
    quantity[i] = ledger.quantity;
    equity[i] = ledger.equityAt(close[i]!);
    if (ruinedAt < 0 && equity[i]! <= 0) ruinedAt = i;
  }
  return { equity, cash, quantity, ruinedAt };
}
