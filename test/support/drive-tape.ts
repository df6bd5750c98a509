import { simulateTape } from "../../src/engine/event/tape/simulate-tape.ts";
import type { EventCallbacks, EventProgram } from "../../src/strategy/event-strategy.ts";
import { NO_REASON, NOT_FILLED_CODES } from "../../src/trading/orders/order-columns.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import { tradeAt } from "../../src/trading/trade-columns.ts";
import { hourlyBars, plainSettings } from "./intraday-simulation.ts";
import { quotesOf, tradesOf } from "./ticks.ts";

/** Four hours at 100: the tape brings the prices. */
export const HOURS = hourlyBars([
  [100, 100, 100, 100],
  [100, 100, 100, 100],
  [100, 100, 100, 100],
  [100, 100, 100, 100],
]);
const FROM = HOURS.time[0]!;
const MINUTE = 60_000;

/** A quote: minute, bid, ask, bid size, ask size. */
export type QuoteRow = readonly [number, number, number, number, number];
/** A trade: minute, price, size. */
export type TradeRow = readonly [number, number, number];

/** Callbacks over quotes and trades by the minute, 10,000 in cash and no costs; what came of it in words. */
export function driveTape(
  { quotes, trades }: { readonly quotes?: readonly QuoteRow[]; readonly trades?: readonly TradeRow[] },
  callbacks: EventCallbacks<unknown, {}, { n: number }>,
  given: Partial<SimulationSettings> = {},
) {
  const at = (minute: number) => FROM + minute * MINUTE;
  const result = simulateTape({
    ...plainSettings(HOURS),
    cash: 10_000,
    ...given,
    ticks: {
      quotes:
        quotes === undefined
          ? null
          : quotesOf(
              "TEST",
              quotes.map(([m, ...rest]) => [at(m), ...rest]),
            ),
      trades:
        trades === undefined
          ? null
          : tradesOf(
              "TEST",
              trades.map(([m, ...rest]) => [at(m), ...rest]),
            ),
    },
    program: {
      ...{ strategy: "driven", params: {}, columns: new Map(), schedule: null },
      callbacks: callbacks as EventProgram["callbacks"],
      state: () => ({ n: 0 }),
    },
  });
  const { fills, orders, trades: made } = result;
  return {
    result,
    /** Minute, side × units, price. */
    fills: Array.from(fills.time, (time, k) => [
      (time - FROM) / MINUTE,
      fills.side[k]! * fills.quantity[k]!,
      fills.price[k],
    ]),
    /** How each order ended. */
    ends: Array.from(orders.reason, (code) => (code === NO_REASON ? "filled" : NOT_FILLED_CODES[code])),
    trades: Array.from({ length: made.length }, (_, k) => tradeAt(made, k)),
  };
}
