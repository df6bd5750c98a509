import fc from "fast-check";
import type { SignalSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Bars } from "../../src/market/bars.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../src/market/calendar/calendar.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { type Instrument, instrument } from "../../src/market/instrument.ts";
import { timeframe } from "../../src/market/timeframe.ts";
import type { CostSettings } from "../../src/trading/costs/cost-settings.ts";
import type { Size } from "../../src/trading/orders/size.ts";

/** Daily bars around the clock of an open and a close each; high and low reach so much further (a fraction of the price). */
export function dailyBars(
  prices: readonly (readonly [open: number, close: number, reach?: number])[],
  rest: Partial<Omit<Instrument, "symbol">> = {},
): Bars {
  const column = (of: (row: (typeof prices)[number], i: number) => number) => Float64Array.from(prices, of);
  return createBars({
    instrument: instrument("TEST", rest),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: column((_, i) => (20_000 + i) * DAY_MS),
    closeTime: column((_, i) => (20_001 + i) * DAY_MS),
    open: column(([open]) => open),
    high: column(([open, close, reach = 0]) => Math.max(open, close) * (1 + reach)),
    low: column(([open, close, reach = 0]) => Math.min(open, close) / (1 + reach)),
    close: column(([, close]) => close),
    source: "test:daily",
  });
}

/** A mask with ones at the given bars. */
export function maskAt(length: number, ...bars: readonly number[]): Uint8Array {
  const mask = new Uint8Array(length);
  for (const bar of bars) mask[bar] = 1;
  return mask;
}

const cents = fc.integer({ min: 20, max: 30_000 }).map((value) => value / 100);
const anyPrice = fc.double({ min: 0.2, max: 300, noNaN: true });
const cheap = fc.constantFrom(0.2, 0.5, 1);
const price = fc.oneof(cents, cents, anyPrice, cheap);

const instruments = fc.record({
  lot: fc.constantFrom(null, null, 1, 0.001, 100, 1e-8),
  multiplier: fc.constantFrom(1, 1, 50, 0.1),
});

const markets = fc
  .record({ prices: fc.array(fc.tuple(price, price), { minLength: 1, maxLength: 50 }), rest: instruments })
  .map(({ prices, rest }) => dailyBars(prices, rest));

const bit = fc.nat({ max: 3 }).map((value) => (value === 0 ? 1 : 0));

function mask(length: number): fc.Arbitrary<Uint8Array> {
  return fc.array(bit, { minLength: length, maxLength: length }).map((bits) => Uint8Array.from(bits));
}

const sizes: fc.Arbitrary<Size> = fc.oneof(
  fc.record({ kind: fc.constant("quantity" as const), quantity: fc.constantFrom(1, 0.5, 3, 150, 0.0005, 1.23456789) }),
  fc.record({ kind: fc.constant("fraction" as const), fraction: fc.constantFrom(1, 1, 0.95, 0.3) }),
  fc.record({ kind: fc.constant("cash" as const), cash: fc.constantFrom(1000, 123.45, 1e6) }),
);

const costSettings: fc.Arbitrary<CostSettings> = fc.record({
  commission: fc.oneof(
    fc.record({ kind: fc.constant("rate" as const), rate: fc.constantFrom(0, 0.001, 0.0025, 0.2) }),
    fc.record({ kind: fc.constant("per-unit" as const), amount: fc.constantFrom(0, 0.005, 2, 400) }),
  ),
  slippage: fc.constantFrom(0, 0.0005, 0.01, 0.3),
  spread: fc.constantFrom(0, 0.0002, 0.05),
});

/** Any prices, signals and settings of the vector engine, cash too small for them included. */
export const simulations: fc.Arbitrary<SignalSimulation> = markets.chain((bars) =>
  fc
    .record({
      entries: mask(bars.length),
      exits: mask(bars.length),
      cash: fc.constantFrom(40, 1000, 12_345.67, 100_000),
      fill: fc.constantFrom("next-open" as const, "close" as const),
      size: sizes,
      sizeAt: fc.constantFrom("fill" as const, "decision" as const),
      costs: costSettings,
      start: fc.oneof(fc.constant(0), fc.nat(bars.length - 1)),
      history: fc.oneof(fc.constant(0), fc.nat(bars.length + 2)),
    })
    .map(({ start, history, ...rest }) => ({ bars, ...rest, start, firstDecision: Math.max(start, history) })),
);

/** A walk that moves a few percent a bar, with wicks: stops and targets are met at every point of a bar. */
const walks = fc
  .record({
    start: fc.integer({ min: 1000, max: 20_000 }),
    steps: fc.array(
      fc.tuple(
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: -500, max: 500 }),
        fc.constantFrom(0, 0, 0.01, 0.03),
      ),
      { minLength: 2, maxLength: 50 },
    ),
    rest: instruments,
  })
  .map(({ start, steps, rest }) => {
    let cents = start;
    const move = (by: number) => {
      cents = Math.max(20, Math.round(cents * (1 + by / 10_000)));
      return cents / 100;
    };
    return dailyBars(
      steps.map(([gap, change, reach]) => [move(gap), move(change), reach]),
      rest,
    );
  });

const fractionOrNone = fc.constantFrom(null, null, null, 0.01, 0.03, 0.1);

/** Prices near each close, or none. */
function levels({ close }: Bars): fc.Arbitrary<Float64Array> {
  return fc
    .array(fc.constantFrom(NaN, 0.9, 0.97, 1.03, 1.1), { minLength: close.length, maxLength: close.length })
    .map((factors) => close.map((price, i) => price * factors[i]!));
}

/** The whole of the vector engine on signals: both sides, additions, stops, targets, trails, settlement. */
export const richSimulations: fc.Arbitrary<SignalSimulation> = walks.chain((bars) =>
  fc
    .record({
      entries: mask(bars.length),
      exits: mask(bars.length),
      shortEntries: fc.option(mask(bars.length)),
      shortExits: fc.option(mask(bars.length)),
      cash: fc.constantFrom(1000, 12_345.67, 100_000),
      fill: fc.constantFrom("next-open" as const, "close" as const),
      size: fc.oneof(sizes, fc.constant({ kind: "risk" as const, fraction: 0.01 })),
      sizeAt: fc.constantFrom("fill" as const, "decision" as const),
      costs: costSettings.filter(({ slippage }) => Number(slippage) < 0.3),
      direction: fc.constantFrom("long" as const, "short" as const, "both" as const, "both" as const),
      stopLevels: fc.option(levels(bars), { freq: 2 }),
      targetLevels: fc.option(levels(bars), { freq: 2 }),
      accumulate: fc.integer({ min: 1, max: 3 }),
      leverage: fc.constantFrom(1, 1, 2),
      settlement: fc.constantFrom("T+0" as const, "T+1" as const),
      stopLoss: fractionOrNone,
      takeProfit: fractionOrNone,
      trailingStop: fc.option(
        fc.oneof(
          fc.constantFrom(0.01, 0.05).map((fraction) => ({ kind: "fraction" as const, fraction })),
          fc.constantFrom(0.5, 5).map((amount) => ({ kind: "amount" as const, amount })),
        ),
      ),
      intrabar: fc.constantFrom("worst" as const, "best" as const, "ohlc" as const, "olhc" as const),
      start: fc.oneof(fc.constant(0), fc.nat(bars.length - 1)),
      history: fc.oneof(fc.constant(0), fc.nat(bars.length)),
    })
    .map(({ start, history, ...rest }) => ({ bars, ...rest, start, firstDecision: Math.max(start, history) })),
);
