import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costsOfEveryKind, withCosts } from "../../../test/support/cost-settings-arbitrary.ts";
import { signalSimulations } from "../../../test/support/intraday-simulation.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { NO_COSTS } from "../../trading/costs/cost-settings.ts";
import { simulateSignals } from "./simulate-signals.ts";

const RUNS = { numRuns: 600 };

describe("a simulation at costs of every kind", () => {
  it("never buys for more than its cash, all costs included", () => {
    fc.assert(
      fc.property(signalSimulations, costsOfEveryKind, (given, { carry, ...costs }) => {
        const input = { ...withCosts(given, costs), leverage: 1, direction: "long" as const };
        const { fills, startingCash } = simulateSignals(input);
        let cash = startingCash;
        let largest = startingCash;
        for (let i = 0; i < fills.length; i++) {
          const notional = fills.quantity[i]! * fills.price[i]! * input.bars.instrument.multiplier;
          cash -= fills.side[i]! * notional + fills.commission[i]! + fills.taxes[i]!;
          largest = Math.max(largest, notional, cash);
          if (fills.side[i]! > 0) expect(cash).toBeGreaterThan(-2e-9 * largest);
        }
      }),
      RUNS,
    );
  });

  it("ends no richer than without costs when it trades one unit at a time", () => {
    fc.assert(
      fc.property(signalSimulations, costsOfEveryKind, (given, costs) => {
        const size = { kind: "quantity", quantity: 1 } as const;
        const unguarded = {
          stopLoss: null,
          takeProfit: null,
          trailingStop: null,
          stopLevels: null,
          targetLevels: null,
        };
        const plain = { ...unguarded, settlement: "T+0" as const };
        const input = { ...withCosts(given, costs), ...plain, size, cash: 1e9 };
        const [dear, free] = [simulateSignals(input), simulateSignals({ ...input, costs: NO_COSTS })];
        expect(dear.fills.bar).toStrictEqual(free.fills.bar);
        expect(dear.equity.at(-1)!).toBeLessThanOrEqual(free.equity.at(-1)! + 1e-6);
      }),
      RUNS,
    );
  });

  it("pays for a fill what was known before it: later bars change nothing of earlier fills", () => {
    fc.assert(
      fc.property(signalSimulations, costsOfEveryKind, fc.nat(1000), (given, costs, seed) => {
        const input = withCosts(given, costs);
        const length = 1 + (seed % input.bars.length);
        const cut = <T extends Uint8Array | Float64Array | null | undefined>(column: T) =>
          column?.subarray(0, length) as T;
        const shorter = simulateSignals({
          ...input,
          bars: sliceBars(input.bars, 0, length),
          entries: cut(input.entries)!,
          exits: cut(input.exits)!,
          shortEntries: cut(input.shortEntries) ?? null,
          shortExits: cut(input.shortExits) ?? null,
          stopLevels: cut(input.stopLevels) ?? null,
          targetLevels: cut(input.targetLevels) ?? null,
          entryLimit: cut(input.entryLimit) ?? null,
          entryStop: cut(input.entryStop) ?? null,
          exitLimit: cut(input.exitLimit) ?? null,
          adjustEntryLimit: cut(input.adjustEntryLimit) ?? null,
          start: Math.min(input.start, length - 1),
          firstDecision: Math.max(input.firstDecision, Math.min(input.start, length - 1)),
        });
        fc.pre(input.start <= length - 1);
        const whole = simulateSignals(input);
        // The last bar enters nothing: what it decides may differ.
        const known = shorter.fills.bar.filter((bar) => bar < length - 1).length;
        for (const name of ["price", "quantity", "commission", "spread", "slippage", "impact", "taxes"] as const)
          expect(shorter.fills[name].subarray(0, known), name).toStrictEqual(whole.fills[name].subarray(0, known));
      }),
      RUNS,
    );
  });
});
