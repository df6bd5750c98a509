import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalSimulations, targetSimulations } from "../../../test/support/intraday-simulation.ts";
import { richSimulations } from "../../../test/support/random-simulation.ts";
import { ruleSimulations } from "../../../test/support/rule-simulation.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction, Split } from "../../market/corporate-action.ts";
import { createBars } from "../../market/create-bars.ts";
import { proportionalCosts } from "../../trading/costs/cost-settings.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";
import { type SignalSimulation, simulateSignals, simulateTargets } from "./simulate-signals.ts";

/** Nothing in the settings speaks of shares, or of money per share. */
function isWithoutShares({ bars, size, costs, trailingStop, risk, rules }: SimulationSettings): boolean {
  const { commission } = proportionalCosts(costs)!;
  if (rules?.rounding === "whole") return false;
  const isFree = bars.instrument.lot === null && size.kind !== "quantity" && trailingStop?.kind !== "amount";
  return isFree && (commission.kind === "rate" || commission.amount === 0) && (risk ?? null) === null;
}

interface SplitAt {
  /** Share of the bars after which it comes. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const splits = fc.array(
  fc.record({
    at: fc.nat({ max: 1000 }).map((parts) => parts / 1000),
    // Powers of two move no bit.
    ratio: fc.constantFrom([1, 2], [1, 4], [2, 1], [8, 1], [1, 1]),
  }),
  { minLength: 1, maxLength: 6, size: "max" },
);

/** The splits on days of the bars, and by how much each bar's raw price is above its adjusted one. */
function placed(bars: Bars, wanted: readonly SplitAt[]): { actions: Split[]; factor: Float64Array } {
  const days = new Map<number, Split>();
  for (const { at, from, to } of wanted) {
    const day = bars.session[Math.floor(at * (bars.length - 1))]!;
    days.set(day, { kind: "split", day, from, to });
  }
  const actions = [...days.values()];
  const factor = Float64Array.from(bars.session, (session) =>
    actions.reduce((product, { day, from, to }) => (session < day ? (product * to) / from : product), 1),
  );
  return { actions, factor };
}

function rawOf(bars: Bars, factor: Float64Array): Bars {
  const raw = (column: Float64Array) => column.map((price, i) => price * factor[i]!);
  const [open, high, low, close] = [raw(bars.open), raw(bars.high), raw(bars.low), raw(bars.close)];
  return createBars({ ...bars, open, high, low, close, ticksPerUnit: null });
}

function isTheSame(adjusted: SimulationResult, raw: SimulationResult, factor: Float64Array): void {
  const last = factor.length - 1;
  expect(raw.equity).toStrictEqual(adjusted.equity);
  expect(raw.cash).toStrictEqual(adjusted.cash);
  expect(raw.quantity.map((units, i) => units * factor[i]!)).toStrictEqual(adjusted.quantity);
  expect(raw.fills.bar).toStrictEqual(adjusted.fills.bar);
  expect(raw.fills.price.map((price, k) => price / factor[raw.fills.bar[k]!]!)).toStrictEqual(adjusted.fills.price);
  expect(raw.notFilled).toStrictEqual(adjusted.notFilled);
  expect(raw.ambiguousRange).toStrictEqual(adjusted.ambiguousRange);
  const { trades } = raw;
  for (const name of ["pnl", "returnFraction", "mae", "mfe", "exitReason", "exitBar", "isAmbiguous"] as const)
    expect(trades[name], name).toStrictEqual(adjusted.trades[name]);
  const atExit = (row: number) => factor[Math.min(trades.exitBar[row]!, last)]!;
  expect(trades.entryPrice.map((price, row) => price / atExit(row))).toStrictEqual(adjusted.trades.entryPrice);
  expect(trades.exitPrice.map((price, row) => price / atExit(row))).toStrictEqual(adjusted.trades.exitPrice);
  expect(trades.quantity.map((units, row) => units * atExit(row))).toStrictEqual(adjusted.trades.quantity);
}

const asSplits = (drawn: readonly { at: number; ratio: readonly number[] }[]): SplitAt[] =>
  drawn.map(({ at, ratio: [from, to] }) => ({ at, from: from!, to: to! }));

describe("raw prices with their splits", () => {
  function checkSignals(input: SignalSimulation, wanted: readonly SplitAt[]): void {
    const { actions, factor } = placed(input.bars, wanted);
    const times = (column: Float64Array | null | undefined) => column?.map((price, i) => price * factor[i]!) ?? null;
    const raw: SignalSimulation = {
      ...input,
      bars: rawOf(input.bars, factor),
      actions: actions as CorporateAction[],
      stopLevels: times(input.stopLevels),
      targetLevels: times(input.targetLevels),
      entryLimit: times(input.entryLimit),
      entryStop: times(input.entryStop),
      exitLimit: times(input.exitLimit),
      adjustEntryLimit: times(input.adjustEntryLimit),
    };
    isTheSame(simulateSignals(input), simulateSignals(raw), factor);
  }

  it.each([
    ["daily bars", richSimulations, 600],
    ["sessions of several bars", signalSimulations, 600],
    ["every rule book, with orders that wait", ruleSimulations, 1500],
  ] as const)("are adjusted prices to the bit: %s", (_, simulations, numRuns) => {
    fc.assert(
      fc.property(
        simulations.filter(isWithoutShares),
        splits,
        fc.constantFrom("flat", "exit", "fifo"),
        (input, drawn, tradeUnit) => checkSignals({ ...input, tradeUnit }, asSplits(drawn)),
      ),
      { numRuns },
    );
  });

  it("are adjusted prices for weights", () => {
    const weights = targetSimulations.filter((input) => isWithoutShares(input) && input.targets.kind === "weight");
    fc.assert(
      fc.property(weights, splits, (input, drawn) => {
        const { actions, factor } = placed(input.bars, asSplits(drawn));
        const raw = { ...input, bars: rawOf(input.bars, factor), actions };
        isTheSame(simulateTargets(input), simulateTargets(raw), factor);
      }),
      { numRuns: 600 },
    );
  });
});
