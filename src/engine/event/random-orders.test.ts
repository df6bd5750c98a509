import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import { gridPrices, intradayBars } from "../../../test/support/intraday-simulation.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import type { EventCallbacks, OrderPrices, OrderRequest } from "../../strategy/event-strategy.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";

/** What is done at a close: an order whose prices are offsets from it, or something to one that was sent before. */
type Act =
  | {
      readonly kind: "buy" | "sell";
      readonly order: OrderRequest;
      readonly limit: number | null;
      readonly stop: number | null;
    }
  | { readonly kind: "close"; readonly order: OrderPrices }
  | { readonly kind: "hold"; readonly units: number }
  | { readonly kind: "cancel"; readonly back: number };

const offset = fc.option(fc.constantFrom(-6, -3, -1, 1, 3, 6), { freq: 1 });
const order: fc.Arbitrary<OrderRequest> = fc.record(
  {
    size: fc.constantFrom<NonNullable<OrderRequest["size"]>>(1, 3, { fraction: 0.5 }, { cash: 300 }),
    timeInForce: fc.constantFrom<NonNullable<OrderRequest["timeInForce"]>>("day", "ioc", { bars: 2 }),
    group: fc.constantFrom("a", "b"),
    reduceOnly: fc.boolean(),
    stopLoss: fc.constant({ fraction: 0.04 }),
    takeProfit: fc.constantFrom({ fraction: 0.05 }, { r: 1 }),
  },
  { requiredKeys: [] },
);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("buy" as const, "sell" as const),
      order,
      limit: offset,
      stop: offset,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("buy" as const, "sell" as const),
      order: fc.constantFrom(
        { at: "session-close" as const },
        { at: "session-open" as const },
        { trail: { amount: 3 } },
      ),
      limit: fc.constant(null),
      stop: fc.constant(null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("close" as const),
      order: fc.constantFrom({}, { trail: { fraction: 0.02 } }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("hold" as const), units: fc.integer({ min: -4, max: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("cancel" as const), back: fc.nat({ max: 4 }) }),
  },
);
const inputs = gridPrices.chain((prices) =>
  fc.record({
    prices: fc.constant(prices),
    acts: fc.array(fc.array(act, { maxLength: 2 }), { minLength: prices.length, maxLength: prices.length }),
    settings: fc.record({
      intrabar: fc.constantFrom("worst" as const, "best" as const, "ohlc" as const, "olhc" as const),
      direction: fc.constantFrom("both" as const, "both" as const, "long" as const, "short" as const),
      fill: fc.constantFrom("next-open" as const, "next-open" as const, "close" as const, "next-close" as const),
      leverage: fc.constantFrom(1, 3),
    }),
  }),
);

/** Does what is said, and keeps what was sent and what ended. */
function actor(acts: readonly (readonly Act[])[]) {
  const sent: number[] = [];
  const trades: number[] = [];
  const ended = new Map<number, number>();
  const callbacks: EventCallbacks<unknown, {}, { n: number }> = {
    onBar({ bar, buy, sell, close, hold, cancel }) {
      const price = (by: number) => Math.max(1, bar.close + by);
      for (const one of acts[bar.index]!) {
        if (one.kind === "hold") sent.push(hold(one.units));
        else if (one.kind === "close") sent.push(close(one.order));
        else if (one.kind === "cancel") cancel(sent.at(-1 - one.back) ?? 0);
        else {
          const limit = one.limit === null ? {} : { limit: price(one.limit) };
          const stop = one.stop === null ? {} : { stop: price(one.stop) };
          const id = (one.kind === "buy" ? buy : sell)({ ...one.order, ...limit, ...stop });
          sent.push(id);
          trades.push(id);
        }
      }
    },
    onOrder({ order: { id } }) {
      ended.set(id, (ended.get(id) ?? 0) + 1);
    },
  };
  return { sent, trades, ended, callbacks };
}

describe("any orders", () => {
  it("leave an account whose cash, units and equity follow from its fills", () => {
    fc.assert(
      fc.property(inputs, ({ prices, acts, settings }) => {
        const { callbacks } = actor(acts);
        const { result } = driveEvents(prices, callbacks, settings as Partial<SimulationSettings>);
        const { fills, cash, quantity, equity } = result;
        let [money, held, next] = [1000, 0, 0];
        for (let i = 0; i < prices.length; i++) {
          for (; next < fills.length && fills.bar[next] === i; next++) {
            const signed = fills.side[next]! * fills.quantity[next]!;
            money -= signed * fills.price[next]!;
            held += signed;
            const { open, high, low } = { open: prices[i]![0], high: prices[i]![1], low: prices[i]![2] };
            expect(fills.price[next]).toBeGreaterThanOrEqual(Math.min(open, low));
            expect(fills.price[next]).toBeLessThanOrEqual(Math.max(open, high));
          }
          expect(cash[i]! - money).toBeCloseTo(0, 6);
          expect(quantity[i]! - held).toBeCloseTo(0, 6);
          expect(equity[i]! - (money + held * prices[i]![3])).toBeCloseTo(0, 6);
          if (settings.direction === "long") expect(quantity[i]).toBeGreaterThanOrEqual(0);
          if (settings.direction === "short") expect(quantity[i]).toBeLessThanOrEqual(0);
        }
        expect(next).toBe(fills.length);
      }),
      { numRuns: 1500 },
    );
  });

  it("end, each of them, and are told under their own number", () => {
    fc.assert(
      fc.property(inputs, ({ prices, acts, settings }) => {
        const { sent, trades, ended, callbacks } = actor(acts);
        driveEvents(prices, callbacks, settings as Partial<SimulationSettings>);
        expect(trades.filter((id) => !ended.has(id))).toEqual([]);
        expect([...ended.keys()].filter((id) => id !== 0 && !sent.includes(id))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("know nothing of the future", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), ({ prices, acts, settings }, cut) => {
        // Nothing is entered at the close of a last bar.
        fc.pre(settings.fill !== "close");
        const bars = intradayBars(prices);
        const length = 1 + (cut % prices.length);
        const whole = driveEvents(bars, actor(acts).callbacks, settings as Partial<SimulationSettings>);
        const part = driveEvents(
          sliceBars(bars, 0, length),
          actor(acts).callbacks,
          settings as Partial<SimulationSettings>,
        );
        expect(part.fills).toEqual(whole.fills.filter(([bar]) => (bar as number) < length));
        expect(part.result.equity).toStrictEqual(whole.result.equity.slice(0, length));
      }),
      { numRuns: 1000 },
    );
  });

  it("give the same twice", () => {
    fc.assert(
      fc.property(inputs, ({ prices, acts, settings }) => {
        const run = () =>
          driveEvents(prices, actor(acts).callbacks, settings as Partial<SimulationSettings>).result.fills;
        expect(run()).toStrictEqual(run());
      }),
      { numRuns: 200 },
    );
  });
});
