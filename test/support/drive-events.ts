import { simulateEvents } from "../../src/engine/event/simulate-events.ts";
import type { Bars } from "../../src/market/bars.ts";
import type { EventCallbacks, EventProgram } from "../../src/strategy/event-strategy.ts";
import { FILL_PHASES } from "../../src/trading/fills/fill-columns.ts";
import { NO_REASON, NOT_FILLED_CODES } from "../../src/trading/orders/order-columns.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import { tradeAt } from "../../src/trading/trade-columns.ts";
import { intradayBars, type Prices, plainSettings } from "./intraday-simulation.ts";

/** Callbacks over bars of given prices, three to a session, 1,000 in cash and no costs; what came of it in words. */
export function driveEvents(
  prices: Prices | Bars,
  callbacks: EventCallbacks<unknown, {}, { n: number }>,
  given: Partial<SimulationSettings> = {},
  program: Partial<EventProgram> = {},
) {
  const bars = "closeTime" in prices ? prices : intradayBars(prices);
  const result = simulateEvents({
    ...plainSettings(bars),
    ...given,
    program: {
      strategy: "driven",
      params: {},
      columns: new Map(),
      schedule: null,
      callbacks: callbacks as EventProgram["callbacks"],
      state: () => ({ n: 0 }),
      ...program,
    },
  });
  const { fills, orders, trades } = result;
  return {
    result,
    /** Bar, phase, side × units, price. */
    fills: Array.from(fills.bar, (bar, k) => [
      bar,
      FILL_PHASES[fills.phase[k]!],
      fills.side[k]! * fills.quantity[k]!,
      fills.price[k],
    ]),
    /** How each order ended. */
    ends: Array.from(orders.reason, (code) => (code === NO_REASON ? "filled" : NOT_FILLED_CODES[code])),
    left: Array.from({ length: trades.length }, (_, k) => tradeAt(trades, k).exitReason),
  };
}
