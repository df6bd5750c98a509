import type { EntryLevels } from "../../trading/fills/position-guard.ts";
import type { Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderBook } from "../../trading/orders/order-book.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";
import { type Decision, type DecisionRules, decideSignals, type SignalMasks } from "./decide-signals.ts";
import type { Decider } from "./run-bars.ts";

/** Price columns that entries bring along, read at the deciding bar; null: none. */
export interface LevelColumns {
  readonly stopLoss: Float64Array | null;
  readonly takeProfit: Float64Array | null;
}

/** Decides by entry and exit masks. */
export function signalDecider(
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
  const mayBe = { long: rules.direction !== "short", short: rules.direction !== "long" };
  return {
    decide(i) {
      if (i < firstDecision) {
        const isEntry = (mayBe.long && masks.entries[i] !== 0) || (mayBe.short && (masks.shortEntries?.[i] ?? 0) !== 0);
        if (isEntry) orders.countSignal("warm-up");
        return false;
      }
      decideSignals(masks, rules, i, ledger.quantity, desk.additions, orders, decision);
      return decision.leave !== null || decision.enter !== 0;
    },
    reduce(decisionBar, reference, place) {
      if (decision.leave !== null) desk.close(decisionBar, reference, place, decision.leave);
    },
    increase(decisionBar, reference, place) {
      if (decision.enter !== 0)
        desk.increase(decisionBar, decision.enter, reference, place, undefined, levelsAt(decisionBar));
    },
    expireReduction(i) {
      if (decision.leave !== null) desk.expire(i, ledger.quantity > 0 ? -1 : 1, Math.abs(ledger.quantity));
    },
    expireIncrease(i) {
      if (decision.enter !== 0) desk.expireEntry(i, decision.enter);
    },
  };
}
