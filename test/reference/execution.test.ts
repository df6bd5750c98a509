import { describe, expect, it } from "vitest";
import { type SignalSimulation, simulateSignals } from "../../src/engine/vector/simulate-signals.ts";
import { crossedAbove, crossedBelow } from "../../src/indicators/crossed.ts";
import { sma } from "../../src/indicators/sma.ts";
import type { Instrument } from "../../src/market/instrument.ts";
import { findDrawdowns } from "../../src/metrics/drawdowns.ts";
import { NO_COSTS } from "../../src/trading/costs/cost-settings.ts";
import { protectiveExit } from "../../src/trading/fills/protective-exit.ts";
import { RULE_BOOKS } from "../../src/trading/rules/presets.ts";
import type { RuleBook } from "../../src/trading/rules/rule-book.ts";
import type { SimulationResult } from "../../src/trading/simulation-result.ts";
import { tradeAt } from "../../src/trading/trade-columns.ts";
import { intradayBars, type Prices } from "../support/intraday-simulation.ts";
import { maskAt } from "../support/random-simulation.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";
import { readReferenceColumns } from "../support/reference-columns.ts";

const SKIPPED = "(skipped when ../shared/reference is absent)";

/** 10,000 in cash, one unit at the next open, no costs. */
function plain(prices: Prices, rest: Partial<Omit<Instrument, "symbol">> = {}): SignalSimulation {
  const none = new Uint8Array(prices.length);
  return {
    bars: intradayBars(prices, rest),
    entries: none,
    exits: none,
    cash: 10_000,
    fill: "next-open",
    size: { kind: "quantity", quantity: 1 },
    sizeAt: "fill",
    costs: NO_COSTS,
    start: 0,
    firstDecision: 0,
  };
}

const tradesOf = ({ trades }: SimulationResult) => Array.from({ length: trades.length }, (_, i) => tradeAt(trades, i));

/** The first rows of a data file of the collection. */
function pricesOf(path: string, rows = Infinity): Prices {
  const columns = readReferenceColumns(path)!;
  const [open, high, low, close] = ["open", "high", "low", "close"].map((name) => columns.get(name)!);
  return Array.from(open!.subarray(0, rows), (price, i) => [price, high![i]!, low![i]!, close![i]!] as const);
}

function levelAt(length: number, bar: number, price: number): Float64Array {
  return new Float64Array(length).fill(NaN).with(bar, price);
}

// backtesting.py ------------------------------------------------------------------------------------------------------

const orders = readReference("01c-orders-backtesting-py");
const google = (rows = 20) => pricesOf("data/GOOG-2004-2013.csv", rows);

const PEER = RULE_BOOKS["backtesting.py"];

/** How the cases are posed; those that say no more hold under both rule books. */
const ORDER_CASES: Readonly<Record<string, (expected: ReferenceCase["expected"], rules: RuleBook) => void>> = {
  "bpy-commission-func": ({ units, equityAtBar2And3 }, rules) => {
    // Bought at the second close's decision with 99.99 % in whole shares, sold a bar later.
    const { fills, equity } = simulateSignals({
      ...plain(google(), rules === PEER ? {} : { lot: 1 }),
      rules,
      entries: maskAt(20, 1),
      exits: maskAt(20, 2),
      size: PEER.size,
      costs: { ...NO_COSTS, commission: { kind: "rate", rate: 0.01 } },
    });
    expect(fills.quantity[0]).toBe(units);
    expect([equity[2], equity[3]]).toEqual((equityAtBar2And3 as number[]).map((value) => expect.closeTo(value, 2)));
  },
  "bpy-fixed-plus-pct": ({ entryPrice, exitPrice, commissions, finalEquity }, rules) => {
    // Two fixed fees of 10 aren't in our commission: they are added here.
    const fixed = 20;
    const prices = [1, 1, 1, 2, 4, 1, 2].map((price) => [price, price, price, price] as const);
    const result = simulateSignals({
      ...plain(prices),
      rules,
      cash: 5000,
      entries: maskAt(7, 1),
      targetLevels: levelAt(7, 1, 3),
      size: { kind: "quantity", quantity: 100 },
      costs: { ...NO_COSTS, commission: { kind: "rate", rate: 0.01 } },
    });
    const [trade] = tradesOf(result);
    expect(trade).toMatchObject({ entryPrice, exitPrice, exitReason: "take-profit" });
    expect(trade!.commission + fixed).toBeCloseTo(commissions as number, 9);
    expect(result.equity[6]! - fixed).toBeCloseTo(finalEquity as number, 9);
  },
  "bpy-stop-entry-sl-ambiguous": ({ entryPrice, exitPrice }, rules) => {
    // Decided on 2012-10-17; the day after reaches from 759.42 down to 676, through both stops.
    const rows = google(Infinity);
    const day = rows.findIndex(([, high, low], i) => i > 2000 && high === 759.42 && low <= 720) - 1;
    const [trade] = tradesOf(
      simulateSignals({
        ...plain(rows),
        rules,
        entries: maskAt(rows.length, day),
        entryStop: levelAt(rows.length, day, 758),
        stopLevels: levelAt(rows.length, day, 720),
      }),
    );
    // Theirs waits with the stop for the next bar; ours takes the worse of what the bar may have been.
    const ours = { exitBar: day + 1, exitPrice: 720 };
    const theirs = { exitBar: day + 2, exitPrice };
    expect(trade).toMatchObject({ entryBar: day + 1, entryPrice, ...(rules === PEER ? theirs : ours) });
  },
  "bpy-stop-entry-tp-same-bar": ({ exitBar, exitPrice }, rules) => {
    const none = new Uint8Array(20);
    const [trade] = tradesOf(
      simulateSignals({
        ...plain(google()),
        rules,
        shortEntries: maskAt(20, 2),
        shortExits: none,
        entryStop: levelAt(20, 2, 108),
        stopLevels: levelAt(20, 2, 113),
        targetLevels: levelAt(20, 2, 105),
      }),
    );
    expect(trade).toMatchObject({ side: "short", entryBar: 3, entryPrice: 108, exitBar, exitPrice });
  },
  "bpy-sl-before-tp": ({ exitBar, exitPrice }) => {
    // The levels come after the entry, which signals can't do: the rule of the bar itself is asked.
    const [open, high, low, close] = google()[exitBar as number]!;
    const held = { side: 1, stop: 105, target: 107.9, trail: null, extreme: 104.96 } as const;
    const exit = protectiveExit(held, { open, high, low, close }, "best");
    expect(exit).toEqual({ reason: "stop-loss", reference: exitPrice, phase: "open" });
  },
  "bpy-sl-gapped": ({ entryBar, entryPrice, exitBar, exitPrice }, rules) => {
    const [trade] = tradesOf(
      simulateSignals({ ...plain(google()), rules, entries: maskAt(20, 8), stopLevels: levelAt(20, 8, 99.5) }),
    );
    expect(trade).toMatchObject({ entryBar, entryPrice, exitBar, exitPrice, exitReason: "stop-loss" });
  },
  "bpy-toc-no": ({ trades }, rules) => {
    // Its two orders have stops of their own: each is a run. The data's high and low are the close; a bar needs its open inside.
    const closes = [100, 101, 102, 50, 51];
    const prices = [90, 91, 92, 40, 41].map((open, i) => [open, closes[i]!, open, closes[i]!] as const);
    const run = (stop: number, exits: Uint8Array) => {
      const input = {
        ...plain(prices),
        rules,
        cash: 250,
        entries: maskAt(5, 1),
        exits,
        stopLevels: levelAt(5, 1, stop),
      };
      return tradesOf(simulateSignals(input))[0]!;
    };
    const [closed, stopped] = [run(90, maskAt(5, 2)), run(80, maskAt(5))];
    expect([closed.exitReason, stopped.exitReason]).toEqual(["signal", "stop-loss"]);
    const rows = [closed, stopped].map((one) => [one.entryBar, one.exitBar, one.entryPrice, one.exitPrice]);
    expect(rows).toEqual(trades);
  },
  "bpy-drawdown-durations": ({ durations, peaks }) => {
    const series = [0, 1, 7, 0, 4, 0, 0];
    const { recovery, peak, depth } = findDrawdowns(Float64Array.from(series, (value) => 100 - value));
    const by = (value: (k: number) => number) => Object.fromEntries([...recovery].map((row, k) => [row, value(k)]));
    expect(by((k) => recovery[k]! - peak[k]!)).toEqual(durations);
    expect(by((k) => Math.round(-100 * depth[k]!))).toEqual(peaks);
  },
};

describe.skipIf(orders === undefined)(`reference: backtesting.py's orders ${SKIPPED}`, () => {
  const cases = orders?.cases ?? [];

  it.each(cases.map((one) => [one.id, one] as const))("%s", (id, { expected }) => ORDER_CASES[id]!(expected, PEER));

  it.each(cases.map((one) => [one.id, one] as const))("%s, under Backsight's own rules", (id, { expected }) =>
    ORDER_CASES[id]!(expected, RULE_BOOKS.backsight),
  );

  it("are all posed", () => {
    expect(cases.map(({ id }) => id).sort()).toEqual(Object.keys(ORDER_CASES).sort());
  });
});

// Backtrader ----------------------------------------------------------------------------------------------------------

const strategies = readReference("01d-strategies-backtrader");

describe.skipIf(strategies === undefined)(`reference: Backtrader's strategies ${SKIPPED}`, () => {
  const cases = strategies?.cases ?? [];
  const crosses = cases.filter(({ settings }) => "period" in settings);

  /** One unit on the cross of the close over its average. `leverage` stands for their margin: pnl doesn't depend on it. */
  function crossing({ id, settings }: ReferenceCase): SignalSimulation {
    const { period, commissionPerContract = 0, multiplier = 1 } = settings as Record<string, number>;
    const input = plain(pricesOf("data/2006-day-001.csv"), { multiplier });
    const average = sma(input.bars.close, period!);
    const entries = crossedAbove(input.bars.close, average);
    const isHeld = id.startsWith("bt-opt");
    return {
      ...input,
      entries,
      exits: isHeld ? input.exits : crossedBelow(input.bars.close, average),
      leverage: multiplier === 1 ? 1 : 100,
      costs: { ...NO_COSTS, commission: { kind: "per-unit", amount: commissionPerContract } },
    };
  }

  const books = [RULE_BOOKS.backtrader, RULE_BOOKS.backsight];
  const posed = crosses.flatMap((one) => books.map((rules) => [one.id, rules.name, one, rules] as const));

  it.each(posed)("%s under the rules of %s", (_, _name, one, rules) => {
    const input = { ...crossing(one), rules };
    const { equity, cash, fills } = simulateSignals(input);
    const last = input.bars.length - 1;
    expect(equity[last]).toBeCloseTo(one.expected.finalValue as number, 2);
    if (!("buyFills" in one.expected)) return;
    expect(cash[last]).toBeCloseTo(one.expected.finalCash as number, 2);
    const prices = (side: number) => [...fills.price].filter((_, i) => fills.side[i] === side);
    expect(prices(1)).toEqual(one.expected.buyFills);
    expect(prices(-1)).toEqual(one.expected.sellFills);
  });

  it("bt-comminfo-future: 100 contracts of 10 a point, 0.5 each, fall from 10 to 5", () => {
    const { expected, settings } = cases.find(({ id }) => id === "bt-comminfo-future")!;
    const { commissionPerContract, multiplier } = settings as Record<string, number>;
    const prices = [10, 10, 5].map((price) => [price, price, price, price] as const);
    const { fills, equity } = simulateSignals({
      ...plain(prices, { multiplier: multiplier! }),
      cash: 20_000,
      entries: maskAt(3, 0),
      size: { kind: "quantity", quantity: 100 },
      costs: { ...NO_COSTS, commission: { kind: "per-unit", amount: commissionPerContract! } },
    });
    expect(fills.commission[0]).toBe(expected.commission);
    expect(equity[2]! - equity[1]!).toBe(expected.pnl);
  });

  it("poses them all", () => {
    expect(cases.filter((one) => !crosses.includes(one)).map(({ id }) => id)).toEqual(["bt-comminfo-future"]);
  });
});
