import { FILL_PHASES } from "../../src/trading/fills/fill-columns.ts";
import { NOT_FILLED_CODES } from "../../src/trading/orders/order-columns.ts";
import type { SimulationResult } from "../../src/trading/simulation-result.ts";
import { tradeAt } from "../../src/trading/trade-columns.ts";
import type { ReferenceRun } from "./reference-run.ts";

/** The engine's columns in the words of the reference. */
export function inWords({ orders, fills, trades, cash, equity, notFilled }: SimulationResult): ReferenceRun {
  return {
    orders: Array.from({ length: orders.length }, (_, i) => ({
      decisionBar: orders.decisionBar[i]!,
      side: orders.side[i]! as 1 | -1,
      quantity: orders.quantity[i]!,
      outcome: NOT_FILLED_CODES[orders.reason[i]!] ?? "filled",
    })),
    fills: Array.from({ length: fills.length }, (_, i) => ({
      bar: fills.bar[i]!,
      phase: FILL_PHASES[fills.phase[i]!]!,
      side: fills.side[i]! as 1 | -1,
      quantity: fills.quantity[i]!,
      price: fills.price[i]!,
      commission: fills.commission[i]!,
    })),
    trades: Array.from({ length: trades.length }, (_, i) => {
      const trade = tradeAt(trades, i);
      const { side, entryBar, exitBar, entryPrice, exitPrice, quantity, pnl } = trade;
      const { returnFraction, commission, exitReason, isAmbiguous } = trade;
      return {
        ...{ side, entryBar, exitBar, entryPrice, exitPrice, quantity, pnl },
        ...{ returnFraction, commission, exitReason, isAmbiguous },
      };
    }),
    cash: [...cash],
    equity: [...equity],
    notFilled,
  };
}
