import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  gridPrices,
  intradayBars,
  signalSimulations,
  targetSimulations,
} from "../../../test/support/intraday-simulation.ts";
import type { Bars } from "../../market/bars.ts";
import { createBars } from "../../market/create-bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { type Commission, NO_COSTS } from "../../trading/costs/cost-settings.ts";
import type { IntrabarMode, Trail } from "../../trading/fills/protective-exit.ts";
import type { Size } from "../../trading/orders/size.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import {
  type SignalSimulation,
  type SimulationSettings,
  simulateSignals,
  simulateTargets,
  type TargetSimulation,
} from "./simulate-signals.ts";

const RUNS = { numRuns: 500 };
const none = (length: number) => new Uint8Array(length);

function withPrices(bars: Bars, change: (price: number) => number): Bars {
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

describe("long and short are mirror images", () => {
  const SUM = 100_000;
  const OTHER_WAY: Record<IntrabarMode, IntrabarMode> = { worst: "worst", best: "best", ohlc: "olhc", olhc: "ohlc" };
  const SIDES = { long: "short", short: "long", both: "both" } as const;
  const columnOf = (column: Float64Array | null | undefined) => column?.map((price) => SUM - price) ?? null;

  it("in prices of 100,000 less: the same pnl, trade by trade, to the bit", () => {
    const quantities = fc.constantFrom(1, 7, 40);
    const amounts = fc.option(fc.constantFrom(1, 5).map((amount): Trail => ({ kind: "amount", amount })));
    fc.assert(
      fc.property(signalSimulations, quantities, amounts, (given, quantity, trailingStop) => {
        // Whole prices and units, levels and amounts instead of fractions, and money enough: everything is exact.
        const { bars, shortEntries, shortExits } = given;
        const input: SignalSimulation = {
          ...given,
          bars: { ...bars, instrument: { ...bars.instrument, lot: null, multiplier: 1 } },
          size: { kind: "quantity", quantity },
          costs: NO_COSTS,
          cash: 2 ** 30,
          stopLoss: null,
          takeProfit: null,
          trailingStop,
        };
        const mirrored: SignalSimulation = {
          ...input,
          bars: withPrices(input.bars, (price) => SUM - price),
          entries: shortEntries ?? none(bars.length),
          exits: shortExits ?? none(bars.length),
          shortEntries: given.entries,
          shortExits: given.exits,
          stopLevels: columnOf(given.stopLevels),
          targetLevels: columnOf(given.targetLevels),
          direction: SIDES[given.direction ?? "both"],
          intrabar: OTHER_WAY[given.intrabar ?? "worst"],
        };
        const [one, other] = [simulateSignals(input), simulateSignals(mirrored)];
        expect(other.equity).toStrictEqual(one.equity);
        expect(other.trades.pnl).toStrictEqual(one.trades.pnl);
        expect(other.trades.exitReason).toStrictEqual(one.trades.exitReason);
        expect(other.trades.isAmbiguous).toStrictEqual(one.trades.isAmbiguous);
        expect(other.fills.bar).toStrictEqual(one.fills.bar);
        expect(other.fills.side).toStrictEqual(one.fills.side.map((side) => -side));
        expect(other.notFilled).toStrictEqual(one.notFilled);
        const closest = one.ambiguousRange.map((money) => expect.closeTo(money, 6));
        expect(other.ambiguousRange).toEqual(closest);
      }),
      RUNS,
    );
  });
});

describe("prices a power of two as large", () => {
  /** Settings in prices that are `factor` times, and money that is `money` times as large. */
  function scaled<T extends SimulationSettings>(input: T, factor: number, money: number): T {
    const { size, costs, trailingStop } = input;
    const units = money / factor;
    const commission: Commission =
      costs.commission.kind === "rate"
        ? costs.commission
        : { kind: "per-unit", amount: costs.commission.amount * factor };
    const sized: Size =
      size.kind === "quantity"
        ? { kind: "quantity", quantity: size.quantity * units }
        : size.kind === "cash"
          ? { kind: "cash", cash: size.cash * money }
          : size;
    const trail: Trail | null =
      trailingStop?.kind === "amount"
        ? { ...trailingStop, amount: trailingStop.amount * factor }
        : (trailingStop ?? null);
    return {
      ...input,
      bars: withPrices(input.bars, (price) => price * factor),
      cash: input.cash * money,
      costs: { ...costs, commission },
      size: sized,
      trailingStop: trail,
    };
  }

  function isScaled(plain: SimulationResult, large: SimulationResult, factor: number, money: number): void {
    expect(large.cash).toStrictEqual(plain.cash.map((value) => value * money));
    expect(large.equity).toStrictEqual(plain.equity.map((value) => value * money));
    expect(large.quantity).toStrictEqual(plain.quantity.map((units) => (units * money) / factor));
    expect(large.fills.price).toStrictEqual(plain.fills.price.map((price) => price * factor));
    expect(large.fills.bar).toStrictEqual(plain.fills.bar);
    expect(large.trades.returnFraction).toStrictEqual(plain.trades.returnFraction);
    expect(large.trades.exitReason).toStrictEqual(plain.trades.exitReason);
    expect(large.notFilled).toStrictEqual(plain.notFilled);
    expect(large.ambiguousRange).toStrictEqual(plain.ambiguousRange.map((value) => value * money));
  }

  const factors = fc.constantFrom(0.125, 0.5, 2, 1024);
  const hasNoLot = ({ bars }: SimulationSettings) => bars.instrument.lot === null;

  it("with so many fewer units are a split: the same money to the bit; with so much more money, the same units", () => {
    const times = (column: Float64Array | null | undefined, factor: number) =>
      column?.map((price) => price * factor) ?? null;
    fc.assert(
      fc.property(signalSimulations.filter(hasNoLot), factors, fc.boolean(), (input, factor, isRicher) => {
        const money = isRicher ? factor : 1;
        const large = {
          ...scaled(input, factor, money),
          stopLevels: times(input.stopLevels, factor),
          targetLevels: times(input.targetLevels, factor),
        };
        isScaled(simulateSignals(input), simulateSignals(large), factor, money);
      }),
      RUNS,
    );
  });

  it("do the same to weights and units", () => {
    fc.assert(
      fc.property(targetSimulations.filter(hasNoLot), factors, fc.boolean(), (input, factor, isRicher) => {
        const money = isRicher ? factor : 1;
        const { kind, values, rebalance } = input.targets;
        const scaledValues = kind === "weight" ? values : values.map((units) => (units * money) / factor);
        const large = { ...scaled(input, factor, money), targets: { kind, rebalance, values: scaledValues } };
        isScaled(simulateTargets(input), simulateTargets(large), factor, money);
      }),
      RUNS,
    );
  });
});

describe("a simulation on targets", () => {
  it("knows nothing of the future", () => {
    fc.assert(
      fc.property(targetSimulations, fc.nat(), (input, cut) => {
        const whole = simulateTargets(input);
        const length = Math.max(input.start + 1, cut % (input.bars.length + 1));
        const { targets } = input;
        const part = simulateTargets({
          ...input,
          bars: sliceBars(input.bars, 0, length),
          targets: { ...targets, values: targets.values.slice(0, length) },
        });
        // Nothing is entered at the close of a last bar.
        const same = input.fill === "close" && "last-bar" in part.notFilled ? length - 1 : length;
        for (const name of ["cash", "equity", "quantity"] as const)
          expect(part[name].slice(0, same)).toStrictEqual(whole[name].slice(0, same));
      }),
      RUNS,
    );
  });

  it("holds the weight that it was given, where nothing costs and nothing rounds", () => {
    fc.assert(
      fc.property(targetSimulations, fc.constantFrom(0.25, 0.5, 1, -0.5, -1), (given, weight) => {
        const { bars } = given;
        const input: TargetSimulation = {
          ...given,
          bars: { ...bars, instrument: { ...bars.instrument, lot: null } },
          fill: "close",
          sizeAt: "fill",
          costs: NO_COSTS,
          direction: "both",
          leverage: 1,
          settlement: "T+0",
          stopLoss: null,
          takeProfit: null,
          trailingStop: null,
          targets: { kind: "weight", values: new Float64Array(bars.length).fill(weight), rebalance: "always" },
        };
        const { equity, quantity, ruinedAt } = simulateTargets(input);
        for (let i = input.firstDecision; i < bars.length - 1; i++) {
          if (ruinedAt >= 0 && i >= ruinedAt) break;
          const held = (quantity[i]! * bars.close[i]! * bars.instrument.multiplier) / equity[i]!;
          expect(held).toBeCloseTo(weight, 8);
        }
      }),
      RUNS,
    );
  });

  it("sends no order where price and weight stand still", () => {
    // A third of 1,000 at 3 leaves rounding behind, which is no difference to be traded.
    const flat = Array.from({ length: 20 }, () => [3, 3, 3, 3] as const);
    const { fills, orders } = simulateTargets({
      ...plain(intradayBars(flat)),
      targets: { kind: "weight", values: new Float64Array(20).fill(1 / 3), rebalance: "always" },
    });
    expect([fills.length, orders.length]).toEqual([1, 1]);
  });
});

/** 1,000 in cash, all in at the next open, no costs, no stops. */
function plain(bars: Bars): SimulationSettings {
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

describe("a dearer commission", () => {
  it("never makes the same orders worth more", () => {
    fc.assert(
      fc.property(signalSimulations, (given) => {
        // Money enough that nothing is refused and nothing is ruined.
        const input: SignalSimulation = { ...given, size: { kind: "quantity", quantity: 40 }, cash: 1e9 };
        const { commission } = input.costs;
        const doubled: Commission =
          commission.kind === "rate"
            ? { kind: "rate", rate: 2 * commission.rate }
            : { kind: "per-unit", amount: 2 * commission.amount };
        const cheap = simulateSignals(input);
        const dear = simulateSignals({ ...input, costs: { ...input.costs, commission: doubled } });
        expect(dear.fills.price).toStrictEqual(cheap.fills.price);
        for (let i = 0; i < input.bars.length; i++) expect(dear.equity[i]).toBeLessThanOrEqual(cheap.equity[i]!);
      }),
      RUNS,
    );
  });
});

describe("ruin", () => {
  it("can't come to who is long without borrowing and pays a rate", () => {
    fc.assert(
      fc.property(signalSimulations, (given) => {
        const commission = { kind: "rate", rate: 0.05 } as const;
        const { ruinedAt, equity } = simulateSignals({
          ...given,
          direction: "long",
          leverage: 1,
          costs: { ...given.costs, commission },
        });
        expect(ruinedAt).toBe(-1);
        expect(equity.every((money) => money > 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it("liquidates at the next open and lets nothing follow", () => {
    fc.assert(
      fc.property(signalSimulations, (input) => {
        const { ruinedAt, fills, quantity, cash } = simulateSignals(input);
        if (ruinedAt < 0) return;
        const after = Array.from(fills.bar).filter((bar) => bar > ruinedAt);
        expect(after.length).toBeLessThanOrEqual(1);
        const next = ruinedAt + 1;
        if (next === input.bars.length) return;
        if (after.length === 1)
          expect([after[0], fills.reference[fills.length - 1]]).toEqual([next, input.bars.open[next]]);
        expect(quantity.slice(next).every((units) => units === 0)).toBe(true);
        expect(new Set(cash.slice(next)).size).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });

  it("comes to a short whose price doubles, and to a long that borrowed and halves", () => {
    const run = (open: number, leverage: number, direction: "long" | "short") => {
      const prices = [100, 100, open, 77].map((price) => [price, price, price, price] as const);
      const mask = Uint8Array.of(1, 0, 0, 0);
      return simulateSignals({
        ...plain(intradayBars(prices)),
        entries: mask,
        exits: none(4),
        shortEntries: mask,
        direction,
        leverage,
        size: { kind: "fraction", fraction: leverage },
      });
    };
    // Ten short at 100 leave 2,000 in cash; at 200 nothing is left, and they are bought back at 77.
    const short = run(200, 1, "short");
    expect([...short.equity]).toEqual([1000, 1000, 0, 1230]);
    expect([short.ruinedAt, tradeAt(short.trades, 0).exitReason]).toEqual([2, "ruined"]);
    // Twenty long at 100 owe 1,000; at 50 they are worth that.
    const long = run(50, 2, "long");
    expect([...long.equity]).toEqual([1000, 1000, 0, 540]);
    expect(long.ruinedAt).toBe(2);
  });
});

describe("the order of prices inside a bar", () => {
  const MODES = ["worst", "ohlc", "olhc", "best"] as const;
  const once = (bars: Bars, changes: Partial<SignalSimulation>) => {
    const entries = none(bars.length);
    entries[0] = 1;
    return Object.fromEntries(
      MODES.map((intrabar) => {
        const { equity } = simulateSignals({ ...plain(bars), entries, exits: none(bars.length), intrabar, ...changes });
        return [intrabar, equity[bars.length - 1]!];
      }),
    ) as Record<(typeof MODES)[number], number>;
  };

  it("of one trade with a stop and a target: worst is the least, best the most", () => {
    const share = fc.constantFrom(null, 0.01, 0.02, 0.05);
    fc.assert(
      fc.property(gridPrices, share, share, fc.boolean(), (prices, stopLoss, takeProfit, isShort) => {
        const bars = intradayBars(prices);
        const masks = isShort
          ? { entries: none(bars.length), shortEntries: Uint8Array.of(1, ...none(bars.length - 1)) }
          : {};
        const { worst, ohlc, olhc, best } = once(bars, { stopLoss, takeProfit, ...masks });
        expect(worst).toBeLessThanOrEqual(Math.min(ohlc, olhc));
        expect(best).toBeGreaterThanOrEqual(Math.max(ohlc, olhc));
      }),
      { numRuns: 1000 },
    );
  });

  it("with a trail is no ranking: a path raises it inside the bar, worst and best don't", () => {
    // 10 bought at 100, trail of 10. Up to 120 first: out at 110. Otherwise the low of 95 is above 90, and 50 comes next.
    const bars = intradayBars([
      [100, 100, 100, 100],
      [100, 120, 95, 112],
      [50, 50, 50, 50],
    ]);
    const trailingStop = { kind: "amount", amount: 10 } as const;
    expect(once(bars, { trailingStop })).toEqual({ worst: 500, ohlc: 1100, olhc: 500, best: 500 });
  });

  it("with another entry afterwards is no ranking either: the winner can afford the next loss", () => {
    // 10 at 100: out at 90 or 110. The next 10 at 100 are too dear for 900, and leave 1,100 with 200 when 10 comes.
    const bars = intradayBars([
      [100, 100, 100, 100],
      [100, 110, 90, 100],
      [100, 100, 100, 100],
      [10, 10, 10, 10],
    ]);
    const levels = (price: number) => Float64Array.of(price, NaN, NaN, NaN);
    const changes = { entries: Uint8Array.of(1, 1, 0, 0), stopLevels: levels(90), targetLevels: levels(110) };
    const size = { kind: "quantity", quantity: 10 } as const;
    expect(once(bars, { ...changes, size })).toEqual({ worst: 900, ohlc: 200, olhc: 900, best: 200 });
  });

  it("spans at least the range from what was taken to what the other orders bring, for one trade", () => {
    const share = fc.constantFrom(null, 0.01, 0.02, 0.05);
    fc.assert(
      fc.property(gridPrices, share, share, (prices, stopLoss, takeProfit) => {
        const bars = intradayBars(prices);
        const { worst, best } = once(bars, { stopLoss, takeProfit });
        const entries = none(bars.length);
        entries[0] = 1;
        const taken = simulateSignals({ ...plain(bars), entries, exits: none(bars.length), stopLoss, takeProfit });
        expect(taken.ambiguousRange[0]).toBe(0);
        expect(taken.ambiguousRange[1]).toBeCloseTo(best - worst, 6);
      }),
      { numRuns: 1000 },
    );
  });
});
