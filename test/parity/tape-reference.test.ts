import fc from "fast-check";
import { expect, it } from "vitest";
import { simulateTape } from "../../src/engine/event/tape/simulate-tape.ts";
import type { EventCallbacks, EventProgram } from "../../src/strategy/event-strategy.ts";
import { HOURS } from "../support/drive-tape.ts";
import { plainSettings } from "../support/intraday-simulation.ts";
import { quotesOf, tradesOf } from "../support/ticks.ts";
import { type SentOrder, simulateTapeSlowly, type TapeEvent } from "./tape-reference.ts";

const FROM = HOURS.time[0]!;
const [A_WHILE, TENTH] = [60_000, 10];

/** Prices in tenths around 100, so that orders, quotes and trades often name the same ones. */
const price = fc.integer({ min: 990, max: 1010 }).map((tenths) => tenths / TENTH);
const size = fc.integer({ min: 1, max: 40 });
const quote = fc
  .record({ bid: price, spread: fc.integer({ min: 0, max: 6 }), bidSize: size, askSize: size, missing: fc.nat(20) })
  .map(({ bid, spread, bidSize, askSize, missing }) => ({
    kind: "quote" as const,
    bid: missing === 0 ? 0 : bid,
    ask: missing === 1 ? 0 : Math.round(bid * TENTH + spread) / TENTH,
    bidSize,
    askSize,
  }));
const trade = fc.record({ kind: fc.constant("trade" as const), price, size });
const sent = fc
  .record({
    side: fc.constantFrom(1 as const, -1 as const),
    size: fc.integer({ min: 1, max: 60 }),
    limit: fc.option(price, { nil: NaN }),
    stop: fc.option(price, { nil: NaN, freq: 2 }),
  })
  .map((order): SentOrder => order);
const cases = fc.record({
  events: fc.array(
    fc.record({ event: fc.oneof(quote, trade), after: fc.nat(3), order: fc.option(sent, { nil: null, freq: 2 }) }),
    { minLength: 4, maxLength: 60 },
  ),
  has: fc.constantFrom("both", "quotes", "trades"),
  latency: fc.constantFrom(0, 0, 1, 2, 5),
});

it("fills as a slow simulation that was written again from the rules", () => {
  let [compared, partial] = [0, 0];
  fc.assert(
    fc.property(cases, ({ events: drawn, has, latency }) => {
      let time = FROM;
      const events: TapeEvent[] = [];
      const orders: (SentOrder | null)[] = [];
      for (const { event, after, order } of drawn) {
        if (has !== "both" && event.kind !== (has === "quotes" ? "quote" : "trade")) continue;
        // One instant holds one event: what comes first of several is another test's matter.
        time += (after + 1) * A_WHILE;
        events.push({ ...event, time });
        orders.push(order);
      }
      const kinds = new Set(events.map(({ kind }) => kind));
      if (kinds.size !== (has === "both" ? 2 : 1)) return;
      const expected = simulateTapeSlowly(events, latency * A_WHILE, (place) => orders[place]!);
      const quotes = events.filter((event) => event.kind === "quote");
      const trades = events.filter((event) => event.kind === "trade");
      let at = -1;
      const told = (ctx: Parameters<NonNullable<EventCallbacks<unknown, {}, unknown>["onBar"]>>[0]) => {
        const order = orders[++at]!;
        if (order === null) return;
        ctx.cancelAll();
        const named = {
          ...(Number.isNaN(order.limit) ? {} : { limit: order.limit }),
          ...(Number.isNaN(order.stop) ? {} : { stop: order.stop }),
        };
        if (order.side > 0) ctx.buy({ size: order.size, ...named });
        else ctx.sell({ size: order.size, ...named });
      };
      const result = simulateTape({
        ...plainSettings(HOURS),
        cash: 1e9,
        latency: latency === 0 ? null : { kind: "time", ms: latency * A_WHILE },
        ticks: {
          quotes:
            quotes.length === 0
              ? null
              : quotesOf(
                  "TEST",
                  quotes.map((one) => [one.time, one.bid, one.ask, one.bidSize, one.askSize]),
                ),
          trades:
            trades.length === 0
              ? null
              : tradesOf(
                  "TEST",
                  trades.map((one) => [one.time, one.price, one.size]),
                ),
        },
        program: {
          ...{ strategy: "random", params: {}, columns: new Map(), schedule: null, state: () => null },
          callbacks: {
            ...(quotes.length === 0 ? {} : { onQuote: told }),
            ...(trades.length === 0 ? {} : { onTick: told }),
          } as unknown as EventProgram["callbacks"],
        },
      });
      const { fills } = result;
      const upTo = events.at(-1)!.time;
      const found = Array.from(fills.time, (when, k) => ({
        time: when,
        units: fills.side[k]! * fills.quantity[k]!,
        price: fills.price[k]!,
      })).filter((fill) => fill.time <= upTo);
      expect(found).toEqual(expected.fills);
      compared += found.length;
      if (found.length > 1) partial++;
    }),
    { numRuns: 3000, seed: 11 },
  );
  expect(compared).toBeGreaterThan(500);
  expect(partial).toBeGreaterThan(50);
});
