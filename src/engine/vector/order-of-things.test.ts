import { describe, expect, it } from "vitest";
import { intradayBars, type Prices } from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import type { Instrument } from "../../market/instrument.ts";
import { NO_COSTS } from "../../trading/costs/cost-settings.ts";
import { FILL_PHASES, NO_EXIT_REASON } from "../../trading/fills/fill-columns.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { EXIT_REASONS } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals, simulateTargets, type TargetSimulation } from "./simulate-signals.ts";

type Row = Prices[number];
/** A bar whose four prices are one. */
const still = (price: number): Row => [price, price, price, price];

/** 1,000 in cash, ten units at the next open, no costs; three bars make a session. */
function plain(prices: Prices, rest: Partial<Omit<Instrument, "symbol">> = {}): SignalSimulation {
  return {
    bars: intradayBars(prices, rest),
    entries: maskAt(prices.length),
    exits: maskAt(prices.length),
    cash: 1000,
    fill: "next-open",
    size: { kind: "quantity", quantity: 10 },
    sizeAt: "fill",
    costs: NO_COSTS,
    start: 0,
    firstDecision: 0,
  };
}

/** Fills as `bar phase ±quantity @ price reason`. */
function fillsOf({ fills }: SimulationResult): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    const reason = fills.exitReason[i] === NO_EXIT_REASON ? "" : ` ${EXIT_REASONS[fills.exitReason[i]!]}`;
    const quantity = fills.side[i]! * fills.quantity[i]!;
    return `${fills.bar[i]} ${FILL_PHASES[fills.phase[i]!]} ${quantity} @ ${fills.price[i]}${reason}`;
  });
}

/** Runs ten units bought at 100 in bar 1 with a stop of 90. */
function stopped(prices: Prices, changes: (length: number) => Partial<SignalSimulation> = () => ({})): string[] {
  const { length } = prices;
  const input = { ...plain(prices), entries: maskAt(length, 0), stopLoss: 0.1 };
  return fillsOf(simulateSignals({ ...input, ...changes(length) }));
}

describe("at an open", () => {
  it("an exit that is due precedes a stop that lies there", () => {
    const prices = [still(100), still(100), still(100), still(80)];
    expect(stopped(prices)).toEqual(["1 open 10 @ 100", "3 open -10 @ 80 stop-loss"]);
    expect(stopped(prices, (n) => ({ exits: maskAt(n, 2) }))).toEqual(["1 open 10 @ 100", "3 open -10 @ 80 signal"]);
  });

  it("a stop that lies there precedes an addition, which opens a new position with a stop of its own", () => {
    const prices = [still(100), still(100), [80, 80, 71, 75], [75, 75, 70, 70]] satisfies Prices;
    const fills = stopped(prices, (n) => ({ entries: maskAt(n, 0, 1), accumulate: 2 }));
    expect(fills).toEqual([
      "1 open 10 @ 100",
      "2 open -10 @ 80 stop-loss",
      "2 open 10 @ 80",
      "2 intrabar -10 @ 72 stop-loss",
    ]);
  });

  it("a target that lies there fills at the open, which is better", () => {
    const prices = [still(100), still(100), still(130)];
    expect(stopped(prices, () => ({ takeProfit: 0.2 }))).toEqual(["1 open 10 @ 100", "2 open -10 @ 130 take-profit"]);
  });
});

describe("the bar of the entry", () => {
  const prices = [still(100), [100, 100, 85, 100], [100, 100, 100, 100], [100, 100, 85, 100]] satisfies Prices;

  it("can stop who entered at its open", () => {
    expect(stopped(prices)).toEqual(["1 open 10 @ 100", "1 intrabar -10 @ 90 stop-loss"]);
  });

  it("can't stop who entered at its close", () => {
    expect(stopped(prices, (n) => ({ fill: "close", entries: maskAt(n, 1) }))).toEqual([
      "1 close 10 @ 100",
      "3 intrabar -10 @ 90 stop-loss",
    ]);
  });

  it("raises a trail for the next bar only", () => {
    const trailing = { stopLoss: null, trailingStop: { kind: "amount", amount: 10 } } as const;
    const rise = [still(100), [100, 120, 91, 115], [115, 115, 105, 110]] satisfies Prices;
    expect(stopped(rise, () => trailing)).toEqual(["1 open 10 @ 100", "2 intrabar -10 @ 110 trailing-stop"]);
  });
});

describe("additions", () => {
  it("move a stop in percent with the average entry", () => {
    // Ten at 100 and ten at 80 cost 90 each: out at 45, where 50 would have been half of the first entry.
    const prices = [still(100), still(100), still(80), [80, 80, 45, 60]] satisfies Prices;
    const changes = { cash: 10_000, stopLoss: 0.5, accumulate: 2 };
    expect(stopped(prices, (n) => ({ ...changes, entries: maskAt(n, 0, 1) }))).toEqual([
      "1 open 10 @ 100",
      "2 open 10 @ 80",
      "3 intrabar -20 @ 45 stop-loss",
    ]);
  });

  it("are each sized alone", () => {
    // 40 % of 1,000; then the price has doubled, and 40 % of 1,400 is 560.
    const prices = [still(10), still(10), still(20), still(20)];
    const size = { kind: "fraction", fraction: 0.4 } as const;
    const result = simulateSignals({ ...plain(prices), entries: maskAt(4, 0, 1), accumulate: 2, size });
    expect(fillsOf(result)).toEqual(["1 open 40 @ 10", "2 open 28 @ 20"]);
  });
});

describe("a reversal", () => {
  it("is a close and an opening at one price", () => {
    const prices = [still(100), still(100), still(90), still(90)];
    const result = simulateSignals({ ...plain(prices), entries: maskAt(4, 0), shortEntries: maskAt(4, 1) });
    expect(fillsOf(result)).toEqual(["1 open 10 @ 100", "2 open -10 @ 90 reverse", "2 open -10 @ 90"]);
    expect(result.cash[3]).toBe(1000 - 100 + 900);
  });

  it("leaves nothing when the opening is refused", () => {
    // Ten short at 100 are bought back at 120: 800 left, which can't pay ten at 120.
    const prices = [still(100), still(100), still(120), still(120)];
    const result = simulateSignals({ ...plain(prices), shortEntries: maskAt(4, 0), entries: maskAt(4, 1) });
    expect(fillsOf(result)).toEqual(["1 open -10 @ 100", "2 open 10 @ 120 reverse"]);
    expect(result.notFilled).toEqual({ "insufficient-cash": 1 });
    expect([...result.quantity]).toEqual([0, -10, 0, 0]);
  });

  it("sized at the decision takes the equity of that close", () => {
    // Five at 100. At the deciding close equity is 1,000, and half of it is five at 100. Sold at 50, equity is 750.
    const prices = [still(100), still(100), still(50), still(50)];
    const size = { kind: "fraction", fraction: 0.5 } as const;
    const base = { ...plain(prices), entries: maskAt(4, 0), shortEntries: maskAt(4, 1), size };
    expect(fillsOf(simulateSignals({ ...base, sizeAt: "decision" })).at(-1)).toBe("2 open -5 @ 50");
    expect(fillsOf(simulateSignals(base)).at(-1)).toBe("2 open -7.5 @ 50");
  });
});

describe("settlement T+1", () => {
  // Bars 0 to 2 are one session, 3 to 5 the next.
  const prices = Array.from({ length: 6 }, () => still(100));
  const run = (changes: Partial<SignalSimulation>) =>
    simulateSignals({ ...plain(prices), fill: "close", settlement: "T+1", ...changes });

  it("withholds what a sale brought from the buyer until the next session", () => {
    const sameSession = run({ entries: maskAt(6, 0, 2), exits: maskAt(6, 1) });
    expect(fillsOf(sameSession)).toEqual(["0 close 10 @ 100", "1 close -10 @ 100 signal"]);
    expect(sameSession.notFilled).toEqual({ "insufficient-cash": 1 });
    const nextSession = run({ entries: maskAt(6, 0, 3), exits: maskAt(6, 1) });
    expect(fillsOf(nextSession)).toHaveLength(3);
  });

  it("leaves money that was there before", () => {
    const size = { kind: "quantity", quantity: 5 } as const;
    expect(fillsOf(run({ entries: maskAt(6, 0, 2), exits: maskAt(6, 1), size }))).toHaveLength(3);
  });

  it("lets a long position be reversed into a short one, which spends nothing", () => {
    const result = run({ entries: maskAt(6, 0), shortEntries: maskAt(6, 1) });
    expect(fillsOf(result)).toEqual(["0 close 10 @ 100", "1 close -10 @ 100 reverse", "1 close -10 @ 100"]);
  });
});

describe("a size by risk", () => {
  const risk = { size: { kind: "risk", fraction: 0.01 } } as const;

  it("measures to the nearer of stop and trail", () => {
    const trailingStop = { kind: "amount", amount: 2 } as const;
    const prices = [still(100), still(100)];
    expect(stopped(prices, () => risk)).toEqual(["1 open 1 @ 100"]);
    expect(stopped(prices, () => ({ ...risk, trailingStop }))).toEqual(["1 open 5 @ 100"]);
  });

  it("at the decision measures from its close, and at the fill is still refused beyond the stop", () => {
    // 1 % of 1,000 to a stop of 95: from the close of 100 two units, from the open of 105 one.
    const level = { ...risk, stopLoss: null, stopLevels: Float64Array.of(95, NaN) };
    expect(stopped([still(100), still(105)], () => level)).toEqual(["1 open 1 @ 105"]);
    expect(stopped([still(100), still(105)], () => ({ ...level, sizeAt: "decision" }))).toEqual(["1 open 2 @ 105"]);
    expect(stopped([still(100), still(95)], () => ({ ...level, sizeAt: "decision" }))).toEqual([]);
    expect(stopped([still(95), still(100)], () => ({ ...level, sizeAt: "decision" }))).toEqual([]);
  });
});

describe("weights", () => {
  const run = (
    prices: Prices,
    values: readonly number[],
    changes: Partial<TargetSimulation> = {},
    rest: Partial<Omit<Instrument, "symbol">> = {},
  ) => {
    const { entries, exits, ...settings } = plain(prices, rest);
    const targets = { kind: "weight", values: Float64Array.from(values), rebalance: "on-change" } as const;
    return simulateTargets({ ...settings, targets, ...changes });
  };

  it("trade the difference to weight × equity", () => {
    // Half of 1,000 at 10: 50. At 20 equity is 1,500: all of it is 75. A fifth of 1,500: 15 stay.
    const prices = [still(10), still(10), still(20), still(20)];
    expect(fillsOf(run(prices, [0.5, 1, 0.2, NaN]))).toEqual([
      "1 open 50 @ 10",
      "2 open 25 @ 20",
      "3 open -60 @ 20 signal",
    ]);
  });

  it("let drift be unless they always rebalance", () => {
    // 50 at 10, at 20 they are 1,000 of 1,500: 37.5 is half.
    const prices = [still(10), still(10), still(20), still(20)];
    expect(fillsOf(run(prices, [0.5, 0.5, 0.5, 0.5]))).toEqual(["1 open 50 @ 10"]);
    const targets = { kind: "weight", values: new Float64Array(4).fill(0.5), rebalance: "always" } as const;
    expect(fillsOf(run(prices, [], { targets }))).toEqual(["1 open 50 @ 10", "2 open -12.5 @ 20 signal"]);
  });

  it("go through zero by closing first, and size the other side from what is left", () => {
    // 100 at 10, sold at 20 with a quarter of it as fee: 1,500. All of that short, its fee included: 60 at 20.
    const costs = { ...NO_COSTS, commission: { kind: "rate", rate: 0.25 } as const };
    const prices = [still(10), still(10), still(20), still(20)];
    const result = run(prices, [1, -1, NaN, NaN], { costs, cash: 1250 });
    expect(fillsOf(result)).toEqual(["1 open 100 @ 10", "2 open -100 @ 20 reverse", "2 open -60 @ 20"]);
  });

  it("buy the lots that the budget pays for, and hold no more than it", () => {
    // 0.505 × 1,000 at 10.05 a unit: 50 lots. At 20 equity is 1,497.5; 0.3 of it is 449.25, 22 lots.
    const prices = [still(10), still(10), still(20)];
    const costs = { ...NO_COSTS, slippage: 0.005 };
    const { fills } = run(prices, [0.505, 0.3, NaN], { costs }, { lot: 1 });
    expect([...fills.quantity]).toEqual([50, 28]);
  });

  it("that were stopped out wait for a change of the target", () => {
    const prices = [still(100), [100, 100, 80, 80], still(80), still(80), still(80)] satisfies Prices;
    expect(fillsOf(run(prices, [0.5, 0.5, 0.5, 0.4, NaN], { stopLoss: 0.1 }))).toEqual([
      "1 open 5 @ 100",
      "1 intrabar -5 @ 90 stop-loss",
      "4 open 4.75 @ 80",
    ]);
  });

  it("of sides that may not be taken are nothing", () => {
    const prices = [still(10), still(10), still(10), still(10)];
    const fills = fillsOf(run(prices, [0.5, -0.5, NaN, NaN], { direction: "long" }));
    expect(fills).toEqual(["1 open 50 @ 10", "2 open -50 @ 10 signal"]);
  });

  it("that change on the last bar are counted as orders without a bar", () => {
    const prices = [still(10), still(10), still(10)];
    const result = run(prices, [0.5, NaN, -0.5]);
    expect(result.notFilled).toEqual({ "last-bar": 2 });
    expect([...result.orders.side]).toEqual([1, -1, -1]);
    expect([...result.orders.quantity]).toEqual([50, 50, NaN]);
  });

  it("of the warm-up are counted and not kept", () => {
    const prices = [still(10), still(10), still(10), still(10)];
    const result = run(prices, [0.5, NaN, 0.5, NaN], { firstDecision: 2 });
    expect(fillsOf(result)).toEqual(["3 open 50 @ 10"]);
    expect(result.notFilled).toEqual({ "warm-up": 1 });
  });
});
