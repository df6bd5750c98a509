import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskAt } from "../../../../test/support/random-simulation.ts";
import type { Bars } from "../../../market/bars.ts";
import { aroundTheClock } from "../../../market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../../market/calendar/calendar.ts";
import { createBars } from "../../../market/create-bars.ts";
import { instrument } from "../../../market/instrument.ts";
import { type Panel, panelOf } from "../../../market/panel.ts";
import { sliceBars } from "../../../market/slice-bars.ts";
import { timeframe } from "../../../market/timeframe.ts";
import { NO_COSTS } from "../../../trading/costs/cost-settings.ts";
import { NOT_FILLED_CODES } from "../../../trading/orders/order-columns.ts";
import type { PortfolioResult, PortfolioSettings } from "../../../trading/panel/simulate-panel.ts";
import { tradeAt } from "../../../trading/trade-columns.ts";
import { type Allocation, simulatePortfolioSignals, simulatePortfolioWeights } from "./simulate-portfolio.ts";

/** Daily bars of an open and a close each; a day that is null has no bar. */
function daily(symbol: string, prices: readonly (readonly [open: number, close: number] | null)[], first = 0): Bars {
  const rows = prices.flatMap((price, i) => (price === null ? [] : [{ day: 20_000 + first + i, price }]));
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return createBars({
    instrument: instrument(symbol),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: column(({ day }) => day * DAY_MS),
    closeTime: column(({ day }) => (day + 1) * DAY_MS),
    open: column(({ price }) => price[0]),
    high: column(({ price }) => Math.max(...price)),
    low: column(({ price }) => Math.min(...price)),
    close: column(({ price }) => price[1]),
    source: `test:${symbol}`,
  });
}

function settings(panel: Panel): PortfolioSettings {
  return {
    panel,
    cash: 1000,
    fill: "next-open",
    size: { kind: "fraction", fraction: 1 },
    sizeAt: "fill",
    costs: NO_COSTS,
    start: 0,
    firstDecision: 0,
  };
}

const allocate = (row: number, ...weights: number[]): Allocation => ({ row, weights: Float64Array.from(weights) });
const fillsOf = ({ instruments }: PortfolioResult, k: number) => {
  const { bar, side, quantity, price, length } = instruments[k]!.fills;
  return Array.from({ length }, (_, i) => ({
    bar: bar[i],
    units: side[i]! * quantity[i]!,
    price: price[i],
  }));
};

describe("weights of several instruments", () => {
  it("are fractions of one account, filled at the next opens", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 20],
        [20, 20],
      ]),
      daily("B", [
        [50, 50],
        [50, 50],
        [50, 25],
      ]),
    ]);
    const result = simulatePortfolioWeights(settings(panel), [allocate(0, 0.5, 0.25)]);
    expect(fillsOf(result, 0)).toStrictEqual([{ bar: 1, units: 50, price: 10 }]);
    expect(fillsOf(result, 1)).toStrictEqual([{ bar: 1, units: 5, price: 50 }]);
    // 250 in cash, 50 × 20 and 5 × 50; then 5 × 25.
    expect([...result.equity]).toStrictEqual([1000, 1500, 1375]);
    expect([...result.cash]).toStrictEqual([1000, 250, 250]);
    expect([...result.gross]).toStrictEqual([0, 1250, 1125]);
    expect([...result.positions]).toStrictEqual([0, 2, 2]);
  });

  it("are fractions of what the account is worth at the closes that they are filled at", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 10],
        [10, 20],
      ]),
      daily("B", [
        [10, 10],
        [10, 10],
        [10, 10],
      ]),
    ]);
    const input = { ...settings(panel), fill: "next-close" } as const;
    const result = simulatePortfolioWeights(input, [allocate(0, 0.5, 0), allocate(1, 0.5, 0.2)]);
    // At the last close 500 in cash and 50 × 20: half of 1500 is 37.5 × 20, a fifth 30 × 10.
    expect(fillsOf(result, 0).map(({ units }) => units)).toStrictEqual([50, -12.5]);
    expect(fillsOf(result, 1).map(({ units }) => units)).toStrictEqual([30]);
  });

  it("sells before it buys, and buys with what that brings, whatever the order of instruments", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 10],
        [10, 10],
        [10, 10],
      ]),
      daily("B", [
        [50, 50],
        [50, 100],
        [100, 100],
        [100, 100],
      ]),
    ]);
    const all = [allocate(0, 0, 1), allocate(1, 0.75, 0.25)];
    const result = simulatePortfolioWeights(settings(panel), all);
    // 20 B for 1000 are worth 2000: 15 of them pay for 150 A.
    expect(fillsOf(result, 1)).toStrictEqual([
      { bar: 1, units: 20, price: 50 },
      { bar: 2, units: -15, price: 100 },
    ]);
    expect(fillsOf(result, 0)).toStrictEqual([{ bar: 2, units: 150, price: 10 }]);
  });

  it("shares what there is pro rata when it doesn't pay for all", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 10],
        [10, 10],
      ]),
      daily("B", [
        [50, 50],
        [50, 50],
        [50, 50],
      ]),
    ]);
    const result = simulatePortfolioWeights(settings(panel), [allocate(0, 1.5, 0.5)]);
    // 2000 asked of 1000: a half of each.
    expect(fillsOf(result, 0)).toStrictEqual([{ bar: 1, units: 75, price: 10 }]);
    expect(fillsOf(result, 1)).toStrictEqual([{ bar: 1, units: 5, price: 50 }]);
    const borrowed = simulatePortfolioWeights({ ...settings(panel), leverage: 2 }, [allocate(0, 1.5, 0.5)]);
    expect(fillsOf(borrowed, 0)).toStrictEqual([{ bar: 1, units: 150, price: 10 }]);
    expect(fillsOf(borrowed, 1)).toStrictEqual([{ bar: 1, units: 10, price: 50 }]);
  });

  it("keeps what has no weight, and trades drift only when it is told to", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 20],
        [20, 20],
        [20, 20],
      ]),
      daily("B", [
        [50, 50],
        [50, 50],
        [50, 50],
        [50, 50],
      ]),
    ]);
    const result = simulatePortfolioWeights(settings(panel), [allocate(0, 0.5, 0.5), allocate(2, 0.5, NaN)]);
    // Row 2: 50 × 20 + 10 × 50 = 1500, of which half is 37.5 A.
    expect(fillsOf(result, 0).map(({ units }) => units)).toStrictEqual([50, -12.5]);
    expect(fillsOf(result, 1).map(({ units }) => units)).toStrictEqual([10]);
  });

  it("leaves small differences alone where there is a band, but not what is to go", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 11],
        [11, 11],
        [11, 11],
        [11, 11],
      ]),
      daily("B", [
        [50, 50],
        [50, 50],
        [50, 50],
        [50, 50],
        [50, 50],
      ]),
    ]);
    const all = [allocate(0, 0.5, 0.5), allocate(1, 0.5, 0.5), allocate(2, 0.5, 0)];
    // Row 2: A is 550 of 1050, 52.4 %; a band of 3 % lets it be, one of 2 % doesn't.
    const wide = simulatePortfolioWeights(settings(panel), all, 0.03);
    expect(fillsOf(wide, 0).map(({ units }) => units)).toStrictEqual([50]);
    expect(fillsOf(wide, 1).map(({ units }) => units)).toStrictEqual([10, -10]);
    const narrow = simulatePortfolioWeights(settings(panel), all, 0.02);
    expect(fillsOf(narrow, 0)).toHaveLength(2);
    expect(fillsOf(narrow, 0)[1]!.units).toBeCloseTo(525 / 11 - 50, 12);
  });

  it("waits for an instrument's own next bar", () => {
    const panel = panelOf([
      daily("A", [[10, 10], null, [20, 20], [20, 20]]),
      daily("B", [
        [50, 50],
        [50, 100],
        [100, 100],
        [100, 100],
      ]),
    ]);
    const result = simulatePortfolioWeights(settings(panel), [allocate(0, 0.5, 0.5)]);
    expect(fillsOf(result, 1)).toStrictEqual([{ bar: 1, units: 10, price: 50 }]);
    // By then equity is 500 + 10 × 100 = 1500, of which 500 is left to pay with.
    expect(fillsOf(result, 0)).toStrictEqual([{ bar: 1, units: 25, price: 20 }]);
    const atClose = { ...settings(panel), fill: "close" as const };
    const late = simulatePortfolioWeights(atClose, [allocate(1, 0.5, 0.5)]);
    expect(fillsOf(late, 1)).toStrictEqual([{ bar: 1, units: 5, price: 100 }]);
    expect(fillsOf(late, 0)).toStrictEqual([{ bar: 1, units: 25, price: 20 }]);
  });

  it("leaves an instrument that is traded no more at its last close", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 12],
      ]),
      daily("B", [
        [50, 50],
        [50, 50],
        [50, 50],
      ]),
    ]);
    const result = simulatePortfolioWeights({ ...settings(panel), fill: "close" }, [allocate(0, 0.5, 0.5)]);
    expect(fillsOf(result, 0)).toStrictEqual([
      { bar: 0, units: 50, price: 10 },
      { bar: 1, units: -50, price: 12 },
    ]);
    expect(tradeAt(result.instruments[0]!.trades, 0)).toMatchObject({ exitReason: "delisted", pnl: 100 });
    expect([...result.cash]).toStrictEqual([0, 600, 600]);
  });
});

describe("splits and dividends of several instruments", () => {
  const day = 20_002;
  const raw = [
    daily("A", [
      [10, 10],
      [10, 10],
      [5, 5],
      [5, 5],
    ]),
    daily("B", [
      [50, 50],
      [50, 50],
      [48, 48],
      [48, 48],
    ]),
  ];
  const actionsOf = [
    [{ kind: "split", day, from: 1, to: 2 } as const],
    [{ kind: "dividend", day, amount: 2, currency: "USD" } as const],
  ];

  it("restate what is held and pay it, before the opens of their day", () => {
    const panel = panelOf(raw);
    const result = simulatePortfolioWeights({ ...settings(panel), actionsOf }, [allocate(0, 0.5, 0.5)]);
    // 50 A become 100 at 5; 10 B at 48 are paid 20.
    expect([...result.equity]).toStrictEqual([1000, 1000, 1000, 1000]);
    expect([...result.cash]).toStrictEqual([1000, 0, 20, 20]);
    expect(result.instruments[0]!.trades.quantity[0]).toBe(100);
    expect(result.instruments[1]!.cashEvents.amount[0]).toBe(20);
  });

  it("let what they pay be spent at that day's opens", () => {
    const panel = panelOf(raw);
    const all = [allocate(0, 0.5, 0.5), allocate(1, 0.5, 0.5)];
    const result = simulatePortfolioWeights({ ...settings(panel), actionsOf }, all);
    // Worth 500 + 480 + 20: both get 500.
    expect(fillsOf(result, 1)[1]!.units).toBeCloseTo(20 / 48, 12);
    expect(result.cash[2]).toBe(0);
  });
});

describe("signals of several instruments", () => {
  it("spend one cash, in the order of instruments", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 10],
        [10, 10],
      ]),
      daily("B", [
        [50, 50],
        [50, 50],
        [50, 50],
      ]),
    ]);
    const none = new Uint8Array(3);
    const size = { kind: "fraction", fraction: 0.75 } as const;
    const signals = { entries: maskAt(3, 0), exits: none };
    const result = simulatePortfolioSignals({ ...settings(panel), size }, [signals, signals]);
    expect(fillsOf(result, 0)).toStrictEqual([{ bar: 1, units: 75, price: 10 }]);
    expect(fillsOf(result, 1)).toStrictEqual([{ bar: 1, units: 5, price: 50 }]);
    expect(result.instruments.map(({ clipped }) => clipped)).toStrictEqual([0, 1]);
  });

  it("lets what one leaves pay for the other at the same open", () => {
    const panel = panelOf([
      daily("A", [
        [10, 10],
        [10, 10],
        [10, 10],
        [10, 10],
      ]),
      daily("B", [
        [50, 50],
        [50, 50],
        [50, 50],
        [50, 50],
      ]),
    ]);
    const [first, none] = [maskAt(4, 0), new Uint8Array(4)];
    const result = simulatePortfolioSignals(settings(panel), [
      { entries: maskAt(4, 1), exits: none },
      { entries: first, exits: maskAt(4, 1) },
    ]);
    expect(fillsOf(result, 0)).toStrictEqual([{ bar: 2, units: 100, price: 10 }]);
  });
});

it("refuses prices in several currencies", () => {
  const foreign = daily("C", [[10, 10]]);
  const mixed = panelOf([
    daily("A", [[10, 10]]),
    { ...foreign, instrument: { ...foreign.instrument, currency: "EUR" } },
  ]);
  expect(() => simulatePortfolioWeights(settings(mixed), [])).toThrow("USD and EUR");
});

const price = fc.integer({ min: 500, max: 20_000 }).map((cents) => cents / 100);
const day = fc.oneof({ arbitrary: fc.tuple(price, price), weight: 6 }, { arbitrary: fc.constant(null), weight: 1 });
const weight = fc.constantFrom(NaN, 0, 0.2, 0.5, 1, -0.3, -1, 1.5);
const portfolios = fc
  .record({ instruments: fc.integer({ min: 2, max: 5 }), days: fc.integer({ min: 3, max: 25 }) })
  .chain(({ instruments, days }) =>
    fc.record({
      panel: fc
        .array(fc.array(day, { minLength: days, maxLength: days }), { minLength: instruments, maxLength: instruments })
        .map((all) =>
          panelOf(all.map((one, k) => daily(`S${k}`, one.every((bar) => bar === null) ? [[10, 10]] : one))),
        ),
      allocations: fc.array(
        fc.tuple(fc.nat({ max: 3 }), fc.array(weight, { minLength: instruments, maxLength: instruments })),
        { minLength: days, maxLength: days },
      ),
      fill: fc.constantFrom("next-open" as const, "close" as const, "next-close" as const),
      leverage: fc.constantFrom(1, 2),
      commission: fc.constantFrom(0, 0.001, 0.02),
      slippage: fc.constantFrom(0, 0.0005),
    }),
  )
  .map(({ panel, allocations, fill, leverage, commission, slippage }) => ({
    input: {
      ...settings(panel),
      fill,
      leverage,
      costs: { commission: { kind: "rate" as const, rate: commission }, slippage, spread: 0 },
    },
    allocations: allocations.flatMap(([dice, weights], row) =>
      dice === 0 && row < panel.length ? [allocate(row, ...weights)] : [],
    ),
  }));

describe("any portfolio", () => {
  it("loses no money and makes none: what it is worth is what it had and every trade's profit", () => {
    fc.assert(
      fc.property(portfolios, ({ input, allocations }) => {
        const result = simulatePortfolioWeights(input, allocations);
        const profit = result.instruments.reduce((sum, { trades }) => sum + trades.pnl.reduce((a, b) => a + b, 0), 0);
        const last = result.equity.at(-1)!;
        expect(Math.abs(last - (1000 + profit))).toBeLessThan(1e-8 * (Math.abs(last) + 1000));
      }),
      { numRuns: 400 },
    );
  });

  it("borrows nothing that it may not", () => {
    fc.assert(
      fc.property(portfolios, ({ input, allocations }) => {
        const { cash, ruinedAt } = simulatePortfolioWeights(
          { ...input, leverage: 1 },
          allocations.map(({ row, weights }) => ({ row, weights: weights.map(Math.abs) })),
        );
        for (let row = 0; row < (ruinedAt < 0 ? cash.length : ruinedAt); row++)
          expect(cash[row]).toBeGreaterThanOrEqual(-1e-9 * 1000);
      }),
      { numRuns: 400 },
    );
  });

  it("knows nothing of the future", () => {
    fc.assert(
      fc.property(portfolios, fc.integer({ min: 2, max: 25 }), ({ input, allocations }, cut) => {
        const { panel } = input;
        const rows = Math.min(cut, panel.length);
        const until = panel.closeTime[rows - 1]!;
        const heads = panel.instruments.map((one) =>
          sliceBars(one, 0, Math.max(1, one.closeTime.filter((t) => t <= until).length)),
        );
        fc.pre(heads.every((head, k) => head.closeTime[0]! <= until && head.length < panel.instruments[k]!.length));
        const head = panelOf(heads);
        const whole = simulatePortfolioWeights(input, allocations);
        const part = simulatePortfolioWeights(
          { ...input, panel: head },
          allocations.filter(({ row }) => row < rows),
        );
        // Each head's last bar ends its instrument: nothing enters there any more, and what ends early leaves.
        const same = Math.min(...heads.map((one) => head.closeTime.indexOf(one.closeTime.at(-1)!)));
        expect(part.equity.slice(0, same)).toStrictEqual(whole.equity.slice(0, same));
        expect(part.cash.slice(0, same)).toStrictEqual(whole.cash.slice(0, same));
      }),
      { numRuns: 300 },
    );
  });

  it("says of every order why it didn't fill", () => {
    fc.assert(
      fc.property(portfolios, ({ input, allocations }) => {
        for (const { orders, fills } of simulatePortfolioWeights(input, allocations).instruments) {
          const filled = orders.status.filter((status) => status === 0).length;
          expect(filled).toBeLessThanOrEqual(fills.length);
          for (let i = 0; i < orders.length; i++)
            if (orders.status[i] !== 0) expect(NOT_FILLED_CODES[orders.reason[i]!]).toBeDefined();
        }
      }),
      { numRuns: 100 },
    );
  });
});
