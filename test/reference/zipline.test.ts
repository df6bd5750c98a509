import { describe, expect, it } from "vitest";
import { type SignalSimulation, simulateSignals, simulateTargets } from "../../src/engine/vector/simulate-signals.ts";
import { DAY_MS } from "../../src/market/calendar/calendar.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { instrument } from "../../src/market/instrument.ts";
import { OrderTally } from "../../src/trading/costs/commission/order-tally.ts";
import { costColumns } from "../../src/trading/costs/cost-columns.ts";
import { type Commission, type CostSettings, NO_COSTS } from "../../src/trading/costs/cost-settings.ts";
import { TransactionCostEngine } from "../../src/trading/costs/transaction-cost-engine.ts";
import { Ledger } from "../../src/trading/ledger/ledger.ts";
import { RULE_BOOKS } from "../../src/trading/rules/presets.ts";
import { dailyBars, maskAt } from "../support/random-simulation.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";

const costs = readReference("01b-slippage-commission-zipline");

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

/** A case's commission, in the parts that it is made of here. */
function commissionOf({ settings }: ReferenceCase): Commission {
  const {
    perShare,
    perContract = perShare,
    oneTimeFee = 0,
    minimumPerOrder = 0,
    perOrder,
    rate,
  } = settings as Record<string, number>;
  if (rate !== undefined) return { kind: "rate", rate };
  if (perOrder !== undefined) return { kind: "per-order", amount: perOrder };
  const unit: Commission = { kind: "per-unit", amount: perContract! };
  const fee: Commission =
    oneTimeFee === 0 ? unit : { kind: "sum", of: [unit, { kind: "per-order", amount: oneTimeFee }] };
  return minimumPerOrder === 0 ? fee : { kind: "bounded", of: fee, minimum: minimumPerOrder };
}

/** Several fills of one order at a price, each a day after the other: what each pays, and does to cash. */
function fillingInParts(fills: readonly number[], price: number, commission: Commission) {
  const costs = new TransactionCostEngine({ ...NO_COSTS, commission });
  const ledger = new Ledger(1e6, instrument("TEST"), costs);
  const order = new OrderTally();
  const cashFlow = fills.map((units, day) => {
    const before = ledger.cash;
    const place = { bar: day, phase: "close", time: day * DAY_MS, order } as const;
    ledger.increase(units > 0 ? 1 : -1, Math.abs(units), price, place);
    return ledger.cash - before;
  });
  return { paid: [...ledger.fills().commission], cashFlow };
}

const runningSum = (values: readonly number[]) => values.map((_, i) => values.slice(0, i + 1).reduce((a, b) => a + b));

/** One price, or the closes of the bars given. */
function closesOf({ inputs }: ReferenceCase): number[] {
  const { bar, bars, close } = inputs as { bar?: number[]; bars?: number[][]; close?: number };
  if (close !== undefined) return [close];
  return (bars ?? [bar!]).map((row) => row[3]!);
}

/** A fill whose price its share of the volume explains. */
function isVolumeShare({ expected, settings }: ReferenceCase): boolean {
  const { fill = null } = expected as { fill?: object | null };
  return fill !== null && "priceImpact" in settings;
}

function slippageOf({ settings }: ReferenceCase): number {
  const { basisPoints, priceImpact, volumeLimit } = settings as Record<string, number>;
  return basisPoints === undefined ? priceImpact! * volumeLimit! * volumeLimit! : basisPoints / 10_000;
}

describe.skipIf(costs === undefined)("reference: zipline's orders (skipped when ../shared/reference is absent)", () => {
  const cases = costs?.cases ?? [];
  const orders = cases.filter(({ inputs }) => typeof inputs.order === "object");
  const commissions = cases.filter(({ id }) => ["zl-pershare-nomin", "zl-pershare-sell"].includes(id));
  const inParts = cases.filter(({ inputs }) => Array.isArray(inputs.fills));
  const days = cases.filter(({ inputs }) => typeof inputs.order === "number");

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

  it.each(inParts.map((one) => [one.id, one] as const))("%s: an order in parts", (_, one) => {
    const { paid } = fillingInParts((one.inputs as { fills: number[] }).fills, 10, commissionOf(one));
    const { cumulativeCommission, commissionPerFill } = one.expected as Record<string, number[]>;
    if (commissionPerFill !== undefined) expect(paid).toEqual(commissionPerFill.map((fee) => expect.closeTo(fee, 7)));
    else expect(runningSum(paid)).toEqual(cumulativeCommission!.map((fee) => expect.closeTo(fee, 7)));
  });

  it.each(days.map((one) => [one.id, one] as const))("%s: 300 shares at 10, 100 a day", (_, one) => {
    const { paid, cashFlow } = fillingInParts([100, 100, 100], 10, commissionOf(one));
    const { orderCommissionAfterDay, cashFlowPerDay } = one.expected as Record<string, number[]>;
    expect(runningSum(paid)).toEqual(orderCommissionAfterDay!.map((fee) => expect.closeTo(fee, 9)));
    expect(cashFlow).toEqual(cashFlowPerDay!.map((flow) => expect.closeTo(flow, 9)));
  });

  it.each(orders.flatMap((one) => (isVolumeShare(one) ? [[one.id, one] as const] : [])))(
    "%s: the price by the share of volume",
    (_, one) => {
      const { fill } = one.expected as { fill: { price: number; amount: number } };
      const { priceImpact } = one.settings as Record<string, number>;
      const slippage = { kind: "volume-share", impact: priceImpact!, bars: 20 } as const;
      const costs = new TransactionCostEngine({ ...NO_COSTS, slippage });
      const {
        bar,
        close = bar![3]!,
        volume = bar![4]!,
      } = one.inputs as {
        bar?: number[];
        close?: number;
        volume?: number;
      };
      const trade = { side: fill.amount > 0 ? 1 : -1, quantity: Math.abs(fill.amount) } as const;
      expect(costs.calculateCosts(trade, { reference: close, barVolume: volume }).fillPrice).toBeCloseTo(fill.price, 9);
    },
  );

  it("zl-window: what impact is scaled by, from the twenty sessions before", () => {
    const { inputs, expected, settings } = cases.find(({ id }) => id === "zl-window")!;
    const { closes, volumes } = inputs as { closes: number[]; volumes: number[] };
    // One session more: that of the fill, which sees the twenty before it and not itself.
    const prices = dailyBars([...closes, 1].map((close) => [close, close]));
    const bars = createBars({ ...prices, volume: Float64Array.of(...volumes, 1e9) });
    const impact = { kind: "square-root", coefficient: 1, sessions: 20 } as const;
    const { dailyVolume, dailyVolatility } = costColumns(bars, { ...NO_COSTS, impact })!.stateAt(20, 1);
    expect(dailyVolume).toBeCloseTo(expected.meanVolume as number, 9);
    const year = Math.sqrt((settings as { annualisation: number }).annualisation);
    expect(dailyVolatility! * year).toBeCloseTo(expected.volatility as number, 9);
  });

  it("poses every case", () => {
    const posed = [...orders, ...inParts, ...days].map(({ id }) => id);
    expect([...posed, "zl-window"].sort()).toEqual(cases.map(({ id }) => id).sort());
  });
});
