import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalSimulations, targetSimulations, withPrices } from "../../../test/support/intraday-simulation.ts";
import { type Commission, proportionalCosts } from "../../trading/costs/cost-settings.ts";
import type { Trail } from "../../trading/fills/protective-exit.ts";
import type { Size } from "../../trading/orders/size.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";
import { simulateSignals, simulateTargets } from "./simulate-signals.ts";

const RUNS = { numRuns: 500 };

describe("prices a power of two as large", () => {
  /** Settings in prices that are `factor` times, and money that is `money` times as large. */
  function scaled<T extends SimulationSettings>(input: T, factor: number, money: number): T {
    const { size, costs, trailingStop } = input;
    const units = money / factor;
    const given = proportionalCosts(costs)!.commission;
    const commission: Commission = given.kind === "rate" ? given : { kind: "per-unit", amount: given.amount * factor };
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
