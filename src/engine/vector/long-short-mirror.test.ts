import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalSimulations, withPrices } from "../../../test/support/intraday-simulation.ts";
import { NO_COSTS } from "../../trading/costs/cost-settings.ts";
import type { IntrabarMode, Trail } from "../../trading/fills/protective-exit.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const RUNS = { numRuns: 500 };
const none = (length: number) => new Uint8Array(length);

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
