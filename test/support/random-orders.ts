import fc from "fast-check";
import type { EventCallbacks, InstrumentView, OrderPrices, OrderRequest } from "../../src/strategy/event-strategy.ts";
import { gridPrices } from "./intraday-simulation.ts";

/** What is done at a close: an order whose prices are offsets from it, or something to one that was sent before. */
export type Act =
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
export const act: fc.Arbitrary<Act> = fc.oneof(
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
/** Prices, and what is done at each of their closes. */
export const orderSimulations = gridPrices.chain((prices) =>
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
export function actor(acts: readonly (readonly Act[])[]) {
  const sent: number[] = [];
  const trades: number[] = [];
  const ended = new Map<number, number>();
  const callbacks: EventCallbacks<unknown, {}, { n: number }> = {
    onBar(context) {
      act(context, acts[context.bar.index]!);
    },
    onOrder({ order: { id } }) {
      ended.set(id, (ended.get(id) ?? 0) + 1);
    },
  };
  const act = ({ bar, buy, sell, close, hold, cancel }: InstrumentView<{}>, now: readonly Act[]) => {
    const price = (by: number) => Math.max(1, bar.close + by);
    for (const one of now) {
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
  };
  return { sent, trades, ended, act, callbacks };
}
