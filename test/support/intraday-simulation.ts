import fc from "fast-check";
import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Bars } from "../../src/market/bars.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../src/market/calendar/calendar.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { type Instrument, instrument } from "../../src/market/instrument.ts";
import { timeframe } from "../../src/market/timeframe.ts";
import { type CostSettings, NO_COSTS } from "../../src/trading/costs/cost-settings.ts";
import type { Trail } from "../../src/trading/fills/protective-exit.ts";
import type { TakeProfit } from "../../src/trading/fills/take-profit.ts";
import type { Size } from "../../src/trading/orders/size.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";

const HOUR_MS = DAY_MS / 24;

export type Prices = readonly (readonly [open: number, high: number, low: number, close: number])[];

/** Bars of eight hours, three to a session, of the given prices. */
export function intradayBars(prices: Prices, rest: Partial<Omit<Instrument, "symbol">> = {}): Bars {
  return barsOfHours(8, prices, rest);
}

/** Bars of an hour of the given prices. */
export function hourlyBars(prices: Prices): Bars {
  return barsOfHours(1, prices, {});
}

function barsOfHours(hours: number, prices: Prices, rest: Partial<Omit<Instrument, "symbol">>): Bars {
  const column = (k: 0 | 1 | 2 | 3) => Float64Array.from(prices, (row) => row[k]);
  const timeOf = (i: number) => 20_000 * DAY_MS + i * hours * HOUR_MS;
  return createBars({
    instrument: instrument("TEST", rest),
    timeframe: timeframe(hours, "h"),
    calendar: aroundTheClock,
    time: Float64Array.from(prices, (_, i) => timeOf(i)),
    closeTime: Float64Array.from(prices, (_, i) => timeOf(i + 1)),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    source: "test:intraday",
  });
}

const step = fc.integer({ min: -6, max: 6 });
const gap = fc.oneof(
  fc.constant(0),
  fc.constant(0),
  fc.integer({ min: -10, max: 10 }),
  fc.integer({ min: -40, max: 60 }),
  fc.constantFrom(-60, 120, 300),
);
const reach = fc.oneof(fc.constant(0), fc.nat({ max: 5 }), fc.nat({ max: 12 }));

/** Prices of whole money around 100 with gaps and wicks, so that levels of whole percents are met exactly. */
export const gridPrices: fc.Arbitrary<Prices> = gridPricesOf(2);

function gridPricesOf(minLength: number): fc.Arbitrary<Prices> {
  return fc.array(fc.tuple(gap, step, reach, reach), { minLength, maxLength: 40 }).map((rows) => {
    let last = 100;
    return rows.map(([jump, change, up, down]) => {
      const open = Math.max(10, last + jump);
      const close = Math.max(10, open + change);
      last = close;
      return [open, Math.max(open, close) + up, Math.max(1, Math.min(open, close) - down), close] as const;
    });
  });
}

const instruments = fc.record({
  lot: fc.constantFrom(null, null, null, 1, 0.1, 10),
  multiplier: fc.constantFrom(1, 1, 1, 50, 0.1),
});

const costSettings: fc.Arbitrary<CostSettings> = fc.oneof(
  fc.constant<CostSettings>({ commission: { kind: "rate", rate: 0 }, slippage: 0, spread: 0 }),
  fc.record({
    commission: fc.oneof(
      fc.record({ kind: fc.constant("rate" as const), rate: fc.constantFrom(0, 0.001, 0.05) }),
      fc.record({ kind: fc.constant("per-unit" as const), amount: fc.constantFrom(0, 0.005, 2) }),
    ),
    slippage: fc.constantFrom(0, 0.0005, 0.03),
    spread: fc.constantFrom(0, 0.0002),
  }),
);

const sizes: fc.Arbitrary<Size> = fc.oneof(
  fc.record({ kind: fc.constant("quantity" as const), quantity: fc.constantFrom(1, 0.5, 7, 40, 900) }),
  fc.record({ kind: fc.constant("fraction" as const), fraction: fc.constantFrom(1, 1, 0.5, 0.3, 4) }),
  fc.record({ kind: fc.constant("cash" as const), cash: fc.constantFrom(500, 123.45, 1e6) }),
  fc.record({ kind: fc.constant("risk" as const), fraction: fc.constantFrom(0.01, 0.002, 0.2) }),
);

const percent = fc.constantFrom(null, null, 0.01, 0.02, 0.05, 0.1);

const takeProfits: fc.Arbitrary<TakeProfit | null> = fc.oneof(
  percent,
  fc.constantFrom<TakeProfit>(
    [
      { afterBars: 0, fraction: 0.1 },
      { afterBars: 2, fraction: 0.02 },
      { afterBars: 5, fraction: 0 },
    ],
    [{ afterBars: 3, fraction: -1 }],
    [
      { afterBars: 1, fraction: 0.05 },
      { afterBars: 4, fraction: -0.02 },
    ],
  ),
);

const activations = fc.constantFrom({}, {}, { activateAt: 0.02 }, { activateAt: 0.1 });
const trails: fc.Arbitrary<Trail | null> = fc.oneof(
  fc.constant(null),
  fc
    .tuple(fc.constantFrom(0.01, 0.05, 0.1), activations)
    .map(([fraction, on]): Trail => ({ kind: "fraction", fraction, ...on })),
  fc.tuple(fc.constantFrom(1, 5), activations).map(([amount, on]): Trail => ({ kind: "amount", amount, ...on })),
);

const settings = (bars: Bars): fc.Arbitrary<SimulationSettings> =>
  fc
    .record({
      cash: fc.constantFrom(40, 1000, 12_345.67, 100_000),
      fill: fc.constantFrom("next-open" as const, "close" as const),
      size: sizes,
      sizeAt: fc.constantFrom("fill" as const, "fill" as const, "decision" as const),
      costs: costSettings,
      direction: fc.constantFrom("both" as const, "both" as const, "long" as const, "short" as const),
      accumulate: fc.constantFrom(1, 1, 2, 4),
      leverage: fc.constantFrom(1, 1, 1, 2, 5),
      settlement: fc.constantFrom("T+0" as const, "T+1" as const),
      stopLoss: percent,
      takeProfit: takeProfits,
      trailingStop: trails,
      intrabar: fc.constantFrom("worst" as const, "best" as const, "ohlc" as const, "olhc" as const),
      start: fc.oneof(fc.constant(0), fc.constant(0), fc.nat(bars.length - 1)),
      history: fc.oneof(fc.constant(0), fc.constant(0), fc.nat(bars.length + 1)),
    })
    .map(({ start, history, ...rest }) => ({ bars, ...rest, start, firstDecision: Math.max(start, history) }));

function column<T>(length: number, value: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: length, maxLength: length });
}

const mask = (length: number, rarity: number) =>
  column(length, fc.nat({ max: rarity })).map((values) => Uint8Array.from(values, (value) => (value === 0 ? 1 : 0)));

const levels = (bars: Bars): fc.Arbitrary<Float64Array | null> =>
  fc.option(
    column(bars.length, fc.constantFrom(NaN, NaN, NaN, -10, -5, -2, 2, 5, 10)).map((offsets) =>
      Float64Array.from(offsets, (offset, i) => bars.close[i]! + offset),
    ),
    { freq: 2 },
  );

const marketsOf = (prices: fc.Arbitrary<Prices>) =>
  fc.tuple(prices, instruments).map(([one, rest]) => intradayBars(one, rest));
const markets = marketsOf(gridPrices);

/** Everything that the engine takes with signals. */
export const signalSimulations: fc.Arbitrary<SignalSimulation> = signalSimulationsOf(markets);

/** The same over so many bars that much can happen. */
export const longSignalSimulations: fc.Arbitrary<SignalSimulation> = signalSimulationsOf(marketsOf(gridPricesOf(20)));

function signalSimulationsOf(over: fc.Arbitrary<Bars>): fc.Arbitrary<SignalSimulation> {
  return over.chain((bars) =>
    fc
      .record({
        rest: settings(bars),
        entries: mask(bars.length, 3),
        exits: mask(bars.length, 6),
        shortEntries: fc.option(mask(bars.length, 4), { freq: 4 }),
        shortExits: fc.option(mask(bars.length, 6), { freq: 4 }),
        stopLevels: levels(bars),
        targetLevels: levels(bars),
      })
      .map(({ rest, ...signals }) => ({ ...rest, ...signals })),
  );
}

/** Everything that the engine takes with targets. */
export const targetSimulations: fc.Arbitrary<TargetSimulation> = markets.chain((bars) =>
  fc
    .record({
      rest: settings(bars),
      rebalance: fc.constantFrom("on-change" as const, "always" as const),
      target: fc.oneof(
        column(bars.length, fc.constantFrom(NaN, NaN, 0, 0.5, 1, -0.5, -1, 0.3, 1.5, -3)).map((values) => ({
          kind: "weight" as const,
          values: Float64Array.from(values),
        })),
        column(bars.length, fc.constantFrom(NaN, NaN, 0, 5, -5, 10, 0.4, -20, 55)).map((values) => ({
          kind: "units" as const,
          values: Float64Array.from(values),
        })),
      ),
    })
    .map(({ rest, rebalance, target }) => ({ ...rest, targets: { ...target, rebalance } })),
);

/** The same bars with every price changed; a change that falls with the price swaps highs and lows. */
export function withPrices(bars: Bars, change: (price: number) => number): Bars {
  const [a, b] = [bars.high.map(change), bars.low.map(change)];
  return createBars({
    ...bars,
    open: bars.open.map(change),
    high: a.map((price, i) => Math.max(price, b[i]!)),
    low: a.map((price, i) => Math.min(price, b[i]!)),
    close: bars.close.map(change),
    ticksPerUnit: null,
  });
}

/** 1,000 in cash, all in at the next open, no costs, no stops. */
export function plainSettings(bars: Bars): SimulationSettings {
  return {
    bars,
    cash: 1000,
    fill: "next-open",
    size: { kind: "fraction", fraction: 1 },
    sizeAt: "fill",
    costs: NO_COSTS,
    start: 0,
    firstDecision: 0,
  };
}
