import { describe, expect, it } from "vitest";
import { type SignalSimulation, simulateSignals, simulateTargets } from "../../src/engine/vector/simulate-signals.ts";
import { type CostSettings, NO_COSTS } from "../../src/trading/costs/cost-settings.ts";
import { RULE_BOOKS } from "../../src/trading/rules/presets.ts";
import { dailyBars, maskAt } from "../support/random-simulation.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";

const costs = readReference("01b-slippage-commission-zipline");

const MINIMUM = "a commission with a minimum or a fee per order";
const WINDOW = "a window of volumes, not an execution";

/** What keeps the rest from being posed. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  "zl-window": WINDOW,
  "zl-pershare-min2.5": MINIMUM,
  "zl-pershare-min3.5": MINIMUM,
  "zl-pershare-min5.5": MINIMUM,
  "zl-percontract-FV": MINIMUM,
  "zl-percontract-min5": MINIMUM,
  "zl-pertrade": MINIMUM,
  "zl-algo-pershare-min-8": MINIMUM,
  "zl-algo-pershare-min-12": MINIMUM,
  "zl-algo-pershare-min-18": MINIMUM,
};

interface Order {
  readonly amount: number;
  readonly limit?: number;
  readonly stop?: number;
}

/**
 * One order, decided on a bar before those of the case. The volume share is taken as given: the quantity that it lets
 * through is ordered, and the impact of that share (impact × share²) is a plain slippage.
 */
function ordering(closes: readonly number[], order: Order, quantity: number, slippage: number): SignalSimulation {
  const length = closes.length + 2;
  const first = closes[0]!;
  const none = new Uint8Array(length);
  const decided = maskAt(length, 0);
  const price = (value: number | undefined) => new Float64Array(length).fill(NaN).with(0, value ?? NaN);
  return {
    bars: dailyBars([[first, first], ...closes.map((close) => [first, close] as const), [first, closes.at(-1)!]]),
    rules: RULE_BOOKS.zipline,
    fill: "next-close",
    sizeAt: "decision",
    size: { kind: "quantity", quantity },
    cash: 10,
    costs: { ...NO_COSTS, slippage },
    start: 0,
    firstDecision: 0,
    entries: order.amount > 0 ? decided : none,
    exits: none,
    shortEntries: order.amount < 0 ? decided : none,
    shortExits: none,
    entryLimit: price(order.limit),
    entryStop: price(order.stop),
    orderTimeout: { entry: { kind: "bars", bars: closes.length }, exit: { kind: "gtc" } },
  };
}

/** Fills of several sizes one after the other, as targets in units. */
function filling(fills: readonly number[], commission: CostSettings["commission"]) {
  let held = 0;
  const values = Float64Array.from([...fills.map((units) => (held += units)), NaN]);
  const bars = dailyBars(Array.from(values, () => [10, 10] as const));
  return simulateTargets({
    bars,
    rules: RULE_BOOKS.zipline,
    fill: "next-close",
    sizeAt: "decision",
    size: { kind: "quantity", quantity: 1 },
    cash: 1000,
    costs: { ...NO_COSTS, commission },
    start: 0,
    firstDecision: 0,
    targets: { kind: "units", values, rebalance: "on-change" },
  });
}

/** One price, or the closes of the bars given. */
function closesOf({ inputs }: ReferenceCase): number[] {
  const { bar, bars, close } = inputs as { bar?: number[]; bars?: number[][]; close?: number };
  if (close !== undefined) return [close];
  return (bars ?? [bar!]).map((row) => row[3]!);
}

function slippageOf({ settings }: ReferenceCase): number {
  const { basisPoints, priceImpact, volumeLimit } = settings as Record<string, number>;
  return basisPoints === undefined ? priceImpact! * volumeLimit! * volumeLimit! : basisPoints / 10_000;
}

describe.skipIf(costs === undefined)("reference: zipline's orders (skipped when ../shared/reference is absent)", () => {
  const cases = costs?.cases ?? [];
  const orders = cases.filter(({ inputs }) => typeof inputs.order === "object");
  const commissions = cases.filter(({ id }) => ["zl-pershare-nomin", "zl-pershare-sell"].includes(id));

  it.each(orders.map((one) => [one.id, one] as const))("%s", (_, one) => {
    const order = one.inputs.order as Order;
    const expected = one.expected as { fill?: { price: number; amount: number } | null };
    const quantity = Math.abs(expected.fill?.amount ?? order.amount);
    const { fills, notFilled } = simulateSignals(ordering(closesOf(one), order, quantity, slippageOf(one)));
    if (expected.fill === null || expected.fill === undefined) {
      expect(fills.length).toBe(0);
      expect(notFilled).toEqual({ "timed-out": 1 });
      return;
    }
    expect(fills.price[0]).toBeCloseTo(expected.fill.price, 9);
    expect(fills.quantity[0]! * fills.side[0]!).toBe(expected.fill.amount);
    expect(fills.bar[0]).toBe(1);
  });

  it.each(commissions.map((one) => [one.id, one] as const))("%s", (_, one) => {
    const { fills: units } = one.inputs as { fills: number[] };
    const { perShare } = one.settings as { perShare: number };
    const { fills } = filling(units, { kind: "per-unit", amount: perShare });
    let sum = 0;
    const running = Array.from(fills.commission, (paid) => (sum += paid));
    const { cumulativeCommission, commissionPerFill } = one.expected as Record<string, number[]>;
    const found = cumulativeCommission === undefined ? [...fills.commission] : running;
    expect(found).toEqual((cumulativeCommission ?? commissionPerFill!).map((value) => expect.closeTo(value, 7)));
  });

  it("zl-algo-perdollar: 100 shares a day, though the account holds less than they cost", () => {
    const { expected, settings } = cases.find(({ id }) => id === "zl-algo-perdollar")!;
    const { cash } = filling([100, 100, 100], { kind: "rate", rate: (settings as { rate: number }).rate });
    expect([1, 2, 3].map((day) => cash[day]! - cash[day - 1]!)).toEqual(expected.cashFlowPerDay);
  });

  it("names what it can't pose", () => {
    const posed = [...orders, ...commissions].map(({ id }) => id);
    const rest = cases.map(({ id }) => id).filter((id) => !posed.includes(id) && id !== "zl-algo-perdollar");
    expect(rest.sort()).toEqual(Object.keys(OUT_OF_REACH).sort());
  });
});
