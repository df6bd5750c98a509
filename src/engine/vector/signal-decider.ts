import type { Bars } from "../../market/bars.ts";
import type { FillPlace, Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderBook } from "../../trading/orders/order-book.ts";
import type { EntryLevels, OrderDesk } from "../../trading/orders/order-desk.ts";
import { type Decision, type DecisionRules, decideSignals, type SignalMasks } from "./decide-signals.ts";
import type { Decider } from "./run-bars.ts";

/** Price columns that entries bring along, read at the deciding bar; null: none. */
export interface LevelColumns {
  readonly stopLoss: Float64Array | null;
  readonly takeProfit: Float64Array | null;
}

/** Decides by entry and exit masks. */
export function signalDecider(
  bars: Bars,
  masks: SignalMasks,
  levels: LevelColumns,
  rules: DecisionRules,
  firstDecision: number,
  ledger: Ledger,
  desk: OrderDesk,
  orders: OrderBook,
): Decider {
  const decision: Decision = { leave: null, enter: 0 };
  const levelsAt = (bar: number): EntryLevels => ({
    stop: levels.stopLoss?.[bar] ?? NaN,
    target: levels.takeProfit?.[bar] ?? NaN,
  });
  const leave = (decisionBar: number, reference: number, place: FillPlace): void => {
    // A stop may have closed the position since the decision.
    if (decision.leave !== null && ledger.quantity !== 0) desk.close(decisionBar, reference, place, decision.leave);
  };
  return {
    decide(i) {
      if (i < firstDecision) {
        if (masks.entries[i] !== 0 || (masks.shortEntries !== null && masks.shortEntries[i] !== 0))
          orders.countSignal("warm-up");
        return false;
      }
      decideSignals(masks, rules, i, ledger.quantity, desk.additions, orders, decision);
      return decision.leave !== null || decision.enter !== 0;
    },
    execute(decisionBar, reference, place) {
      leave(decisionBar, reference, place);
      if (decision.enter !== 0)
        desk.increase(decisionBar, decision.enter, reference, place, undefined, levelsAt(decisionBar));
    },
    expire(i, closePlace) {
      if (closePlace !== null) leave(i, bars.close[i]!, closePlace);
      else if (decision.leave !== null)
        desk.expire(i, ledger.quantity > 0 ? -1 : 1, Math.abs(ledger.quantity), "last-bar");
      if (decision.enter !== 0) desk.expireEntry(i, decision.enter, "last-bar");
    },
  };
}
