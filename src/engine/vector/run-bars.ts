import type { Bars } from "../../market/bars.ts";
import type { FillPlace, Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";

/** What drives an account bar by bar: decides at closes, executes at the next price. */
export interface Decider {
  /** Decides at the close of bar `i`; true when something is to be done. */
  decide(i: number): boolean;
  /** Does what bar `decisionBar` decided, at a market price. */
  execute(decisionBar: number, reference: number, place: FillPlace): void;
  /** Bar `i` was the last: counts what can't be done any more, or does what still can at its own close. */
  expire(i: number, closePlace: FillPlace | null): void;
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
 * The order of things, once for every kind of decision. At each bar: what the previous close decided fills at this
 * open; stops and targets meet the bar; this close decides (and fills at once with `fillsAtClose`); equity is marked.
 * Before bar `start` nothing is asked. When equity is gone the position is liquidated at the next open, and nothing is decided any more.
 */
export function runBars(
  bars: Bars,
  ledger: Ledger,
  desk: OrderDesk,
  decider: Decider,
  fillsAtClose: boolean,
  start: number,
): AccountColumns {
  const equity = new Float64Array(bars.length);
  const cash = new Float64Array(bars.length);
  const quantity = new Float64Array(bars.length);
  const last = bars.length - 1;
  let ruinedAt = -1;
  let isPending = false;
  for (let i = 0; i <= last; i++) {
    if (ruinedAt >= 0) {
      if (ledger.quantity !== 0) desk.close(i - 1, bars.open[i]!, openOf(bars, i), "ruined");
    } else {
      if (isPending) decider.execute(i - 1, bars.open[i]!, openOf(bars, i));
      desk.passThroughBar(i);
      isPending = i >= start && ledger.equityAt(bars.close[i]!) > 0 && decider.decide(i);
      if (isPending) {
        const atClose: FillPlace | null = fillsAtClose ? { bar: i, phase: "close", time: bars.closeTime[i]! } : null;
        if (i === last) decider.expire(i, atClose);
        else if (atClose !== null) decider.execute(i, bars.close[i]!, atClose);
        if (atClose !== null) isPending = false;
      }
    }
    cash[i] = ledger.cash;
    quantity[i] = ledger.quantity;
    equity[i] = ledger.equityAt(bars.close[i]!);
    if (ruinedAt < 0 && equity[i]! <= 0) ruinedAt = i;
  }
  return { equity, cash, quantity, ruinedAt };
}

function openOf(bars: Bars, i: number): FillPlace {
  return { bar: i, phase: "open", time: bars.time[i]! };
}
