import { describe, expect, it } from "vitest";
import { type SignalSimulation, simulateSignals } from "../../src/engine/vector/simulate-signals.ts";
import { NO_COSTS } from "../../src/trading/costs/cost-settings.ts";
import type { TakeProfitStep } from "../../src/trading/fills/take-profit.ts";
import type { TimeInForce } from "../../src/trading/orders/time-in-force.ts";
import { RULE_BOOKS } from "../../src/trading/rules/presets.ts";
import { tradeAt } from "../../src/trading/trade-columns.ts";
import { hourlyBars } from "../support/intraday-simulation.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";

const intrabar = readReference("01a-intrabar-freqtrade");

const REASONS: Readonly<Record<string, string>> = {
  signal: "EXIT_SIGNAL",
  "stop-loss": "STOP_LOSS",
  "take-profit": "ROI",
  "trailing-stop": "TRAILING_STOP_LOSS",
  "end-of-data": "FORCE_EXIT",
};

interface FreqtradeSettings {
  readonly feeRate: number;
  readonly leverage: number;
  readonly stopLossRatio: number;
  readonly minimalRoi: Readonly<Record<string, number>>;
  readonly trailingStop: boolean;
  readonly trailingOnlyOffsetIsReached: boolean;
  readonly trailingStopPositive: number | null;
  readonly trailingStopPositiveOffset: number;
  readonly useExitSignal: boolean;
  /** Theirs returns the plain stop distance: a trail of that distance from the start. */
  readonly useCustomStoploss: boolean;
  readonly customEntryLimitPrice: number | null;
  readonly customExitLimitPrice: number | null;
  readonly adjustEntryPrice: number | null;
  readonly unfilledTimeoutMinutes: number | { readonly entry: number; readonly exit: number };
}

interface FreqtradeOutcome {
  readonly trades: readonly { exitReason: string; entryIndex: number; exitIndex: number; side: string }[];
  readonly profitRatioSum: number;
}

/** Their targets and activations must be exceeded, ours reached. */
const STRICTLY = 1e-9;

/** A case under their own rules: ratios are of the margin, and the book knows it. */
function posed({ inputs, settings }: ReferenceCase): SignalSimulation {
  const rows = (inputs as { bars: number[][] }).bars;
  const given = settings as unknown as FreqtradeSettings;
  const { leverage, minimalRoi, stopLossRatio, unfilledTimeoutMinutes: timeout } = given;
  const mask = (column: number, isUsed = true) => Uint8Array.from(rows, (row) => (isUsed ? row[column]! : 0));
  const everywhere = (price: number | null) => (price === null ? null : new Float64Array(rows.length).fill(price));
  const minutes = (count: number): TimeInForce => ({ kind: "minutes", minutes: count });
  const steps = Object.entries(minimalRoi).map(
    ([since, fraction]): TakeProfitStep => ({ afterMinutes: Number(since), fraction }),
  );
  const waits = given.trailingOnlyOffsetIsReached && !given.useCustomStoploss;
  return {
    bars: hourlyBars(rows.map((row) => [row[1]!, row[2]!, row[3]!, row[4]!] as const)),
    rules: RULE_BOOKS.freqtrade,
    cash: 10_000,
    fill: "next-open",
    size: { kind: "fraction", fraction: leverage },
    sizeAt: "fill",
    costs: { ...NO_COSTS, commission: { kind: "rate", rate: given.feeRate } },
    start: 0,
    firstDecision: 0,
    entries: mask(6),
    exits: mask(7, given.useExitSignal),
    shortEntries: mask(8),
    shortExits: mask(9, given.useExitSignal),
    leverage,
    stopLoss: -stopLossRatio,
    takeProfit: steps.length === 0 ? null : steps,
    trailingStop: given.trailingStop
      ? {
          kind: "fraction",
          fraction: given.trailingStopPositive ?? -stopLossRatio,
          activateAt: given.trailingStopPositiveOffset,
          ...(waits ? {} : { before: -stopLossRatio }),
        }
      : null,
    entryLimit: everywhere(given.customEntryLimitPrice),
    exitLimit: everywhere(given.customExitLimitPrice),
    adjustEntryLimit: everywhere(given.adjustEntryPrice),
    orderTimeout:
      typeof timeout === "number"
        ? { entry: minutes(timeout), exit: minutes(timeout) }
        : { entry: minutes(timeout.entry), exit: minutes(timeout.exit) },
  };
}

/** The same under our own rules: distances of the price, reached rather than exceeded. */
function posedAsOurs(one: ReferenceCase): SignalSimulation {
  const input = posed(one);
  const { leverage = 1, stopLoss, takeProfit, trailingStop } = input;
  const { before, ...trail } = trailingStop ?? { before: undefined };
  return {
    ...input,
    rules: RULE_BOOKS.backsight,
    stopLoss: stopLoss! / leverage,
    takeProfit:
      (takeProfit as readonly TakeProfitStep[] | null)?.map((step) => ({
        ...step,
        fraction: step.fraction === -1 ? -1 : step.fraction / leverage + STRICTLY,
      })) ?? null,
    trailingStop:
      trailingStop?.kind === "fraction"
        ? {
            ...(trail as typeof trailingStop),
            activateAt: trailingStop.activateAt! + STRICTLY,
            ...(before === undefined ? {} : { before: before / leverage }),
          }
        : null,
  };
}

function outcomeOf(input: SignalSimulation): FreqtradeOutcome {
  const { trades, orders } = simulateSignals(input);
  const rows = Array.from({ length: trades.length }, (_, i) => tradeAt(trades, i));
  const filled = [...orders.decisionBar].filter((_, i) => orders.status[i] === 0);
  return {
    trades: rows.map(({ exitReason, exitBar, side }, i) => ({
      exitReason: REASONS[exitReason] ?? exitReason,
      entryIndex: filled[2 * i]! + 1,
      exitIndex: exitBar,
      side,
    })),
    profitRatioSum: rows.reduce((sum, trade) => sum + trade.returnFraction, 0) * (input.leverage ?? 1),
  };
}

const rowsOf = ({ trades }: FreqtradeOutcome) =>
  trades.map(({ exitReason, entryIndex, exitIndex, side }) => ({ exitReason, entryIndex, exitIndex, side }));

/** What a case gives under our conventions: the open decides first, and a trail was set by earlier bars. */
function expectedOfOurs(one: ReferenceCase): FreqtradeOutcome {
  const others = (one as unknown as { underOtherConventions: Record<string, FreqtradeOutcome> }).underOtherConventions;
  return others.conservativeCombined ?? (one.expected as unknown as FreqtradeOutcome);
}

/** Where our rules differ although the collection calls it the same everywhere: why, and what ours give. */
const OTHERWISE: Readonly<Record<string, { readonly why: string; readonly gives: readonly [string, number, number] }>> =
  {
    "ft-tc16": {
      why: "its target changes in minute 65, inside a bar: theirs fills at the bar's low, ours leaves at the open after it",
      gives: ["ROI", 3, 4975 / 5000 - 1],
    },
    "ft-tc20": {
      why: "its target of 5,050 changes in minute 119, inside a bar: theirs fills there although the next open is 5,200",
      gives: ["ROI", 3, 5200 / 5000 - 1],
    },
    "ft-tc24": {
      why: "the bar opens at 4,850, beyond the trailing stop of 5,093.47: ours is out there, before its high meets the target",
      gives: ["TRAILING_STOP_LOSS", 3, 4850 / 5000 - 1],
    },
    "ft-tc44": {
      why: "the open of 5,100 is better than the exit's limit of 4,552: ours fills there, theirs at the bar's low",
      gives: ["EXIT_SIGNAL", 3, 5100 / 5000 - 1],
    },
    "ft-tc46": {
      why: "what is open at the end is marked at the last close of 4,950, not closed at the last open",
      gives: ["open", 4, 1 - 4950 / 5000],
    },
  };

describe.skipIf(intrabar === undefined)(
  "reference: freqtrade's bars (skipped when ../shared/reference is absent)",
  () => {
    const cases = intrabar?.cases ?? [];

    it.each(cases.map((one) => [one.id, one] as const))("%s", (_, one) => {
      const expected = one.expected as unknown as FreqtradeOutcome;
      const found = outcomeOf(posed(one));
      expect(rowsOf(found)).toEqual(rowsOf(expected));
      expect(Math.abs(found.profitRatioSum - expected.profitRatioSum)).toBeLessThanOrEqual(0.0005 + 1e-12);
    });

    it.each(cases.map((one) => [one.id, one] as const))("%s to the price that their rules derive", (_, one) => {
      const { derived } = one as unknown as { derived: { trades: { entryPrice: number; exitPrice: number }[] } };
      const { trades } = simulateSignals(posed(one));
      const prices = Array.from({ length: trades.length }, (_, i) => [trades.entryPrice[i]!, trades.exitPrice[i]!]);
      const expected = derived.trades.map(({ entryPrice, exitPrice }) => [entryPrice, exitPrice]);
      expect(prices).toEqual(expected.map((pair) => pair.map((price) => expect.closeTo(price, 6))));
    });

    it.each(cases.filter(({ id }) => !(id in OTHERWISE)).map((one) => [one.id, one] as const))(
      "%s under Backsight's own rules",
      (_, one) => {
        const found = outcomeOf(posedAsOurs(one));
        const expected = expectedOfOurs(one);
        expect(rowsOf(found)).toEqual(rowsOf(expected));
        expect(Math.abs(found.profitRatioSum - expected.profitRatioSum)).toBeLessThan(0.0005);
      },
    );

    it.each(cases.filter(({ id }) => id in OTHERWISE).map((one) => [one.id, one] as const))(
      "%s differs under Backsight's own rules as named",
      (id, one) => {
        const found = outcomeOf(posedAsOurs(one));
        const [reason, bar, ratio] = OTHERWISE[id]!.gives;
        const side = one.id === "ft-tc46" ? "short" : "long";
        expect(found.trades).toEqual([{ exitReason: reason, entryIndex: 1, exitIndex: bar, side }]);
        expect(found.profitRatioSum).toBeCloseTo(ratio, 9);
        expect(Math.abs(found.profitRatioSum - expectedOfOurs(one).profitRatioSum)).toBeGreaterThan(0.0005);
      },
    );

    it("names only cases that there are", () => {
      expect(cases.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(OTHERWISE)));
    });
  },
);
