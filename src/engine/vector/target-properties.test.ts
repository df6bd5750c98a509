import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intradayBars, plainSettings, targetSimulations } from "../../../test/support/intraday-simulation.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { NO_COSTS } from "../../trading/costs/cost-settings.ts";
import { simulateTargets, type TargetSimulation } from "./simulate-signals.ts";

const RUNS = { numRuns: 500 };

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
      ...plainSettings(intradayBars(flat)),
      targets: { kind: "weight", values: new Float64Array(20).fill(1 / 3), rebalance: "always" },
    });
    expect([fills.length, orders.length]).toEqual([1, 1]);
  });
});
