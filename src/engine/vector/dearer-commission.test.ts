import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalSimulations } from "../../../test/support/intraday-simulation.ts";
import { type Commission, proportionalCosts } from "../../trading/costs/cost-settings.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const RUNS = { numRuns: 500 };

describe("a dearer commission", () => {
  it("never makes the same orders worth more", () => {
    fc.assert(
      fc.property(signalSimulations, (given) => {
        // Money enough that nothing is refused and nothing is ruined.
        const input: SignalSimulation = { ...given, size: { kind: "quantity", quantity: 40 }, cash: 1e9 };
        const { commission } = proportionalCosts(input.costs)!;
        const doubled: Commission =
          commission.kind === "rate"
            ? { kind: "rate", rate: 2 * commission.rate }
            : { kind: "per-unit", amount: 2 * commission.amount };
        const cheap = simulateSignals(input);
        const dear = simulateSignals({ ...input, costs: { ...input.costs, commission: doubled } });
        expect(dear.fills.price).toStrictEqual(cheap.fills.price);
        for (let i = 0; i < input.bars.length; i++) expect(dear.equity[i]).toBeLessThanOrEqual(cheap.equity[i]!);
      }),
      RUNS,
    );
  });
});
