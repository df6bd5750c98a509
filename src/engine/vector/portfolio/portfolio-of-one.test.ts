import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costsOfEveryKind, withCosts } from "../../../../test/support/cost-settings-arbitrary.ts";
import { targetSimulations } from "../../../../test/support/intraday-simulation.ts";
import { limitedRuleSimulations } from "../../../../test/support/risk-simulation.ts";
import { ruleSimulations } from "../../../../test/support/rule-simulation.ts";
import { delayed, limitedByVolume, onMargin } from "../../../../test/support/volume-simulation.ts";
import { panelOf } from "../../../market/panel.ts";
import type { PortfolioResult } from "../../../trading/panel/simulate-panel.ts";
import { BACKSIGHT_RULES } from "../../../trading/rules/presets.ts";
import type { SimulationResult } from "../../../trading/simulation-result.ts";
import { simulateSignals, simulateTargets } from "../simulate-signals.ts";
import { simulatePortfolioSignals, simulatePortfolioWeights } from "./simulate-portfolio.ts";

const RUNS = { numRuns: 600 };

/** One instrument in an account of its own must fare the same, whichever way it was simulated. */
function expectSame(portfolio: PortfolioResult, alone: SimulationResult): void {
  const [one] = portfolio.instruments;
  for (const name of ["orders", "fills", "trades", "notFilled", "clipped", "ambiguousRange"] as const)
    expect(one![name], name).toStrictEqual(alone[name]);
  expect(portfolio.equity).toStrictEqual(alone.equity);
  expect(portfolio.cash).toStrictEqual(alone.cash);
  expect(portfolio.ruinedAt).toBe(alone.ruinedAt);
  expect(portfolio.positions).toStrictEqual(alone.quantity.map((units) => (units === 0 ? 0 : 1)));
}

describe("a portfolio of one instrument", () => {
  it("fares as the instrument alone, on signals under every rule book", () => {
    fc.assert(
      fc.property(ruleSimulations, (input) => {
        const { bars, firstDecision } = input;
        const portfolio = simulatePortfolioSignals({ ...input, panel: panelOf([bars]), firstDecision }, [input]);
        expectSame(portfolio, simulateSignals(input));
      }),
      RUNS,
    );
  });

  it("fares as the instrument alone under limits, and with every stop", () => {
    fc.assert(
      fc.property(limitedRuleSimulations, (input) => {
        const { bars, firstDecision } = input;
        const portfolio = simulatePortfolioSignals({ ...input, panel: panelOf([bars]), firstDecision }, [input]);
        expectSame(portfolio, simulateSignals(input));
        expect(portfolio.instruments[0]!.limited).toEqual(simulateSignals(input).limited);
      }),
      RUNS,
    );
  });

  it("fares as the instrument alone at costs of every kind, those of its nights included", () => {
    fc.assert(
      fc.property(ruleSimulations, costsOfEveryKind, (given, costs) => {
        const input = { ...withCosts(given, costs), rules: BACKSIGHT_RULES };
        const { bars, firstDecision } = input;
        const portfolio = simulatePortfolioSignals({ ...input, panel: panelOf([bars]), firstDecision }, [input]);
        const alone = simulateSignals(input);
        expectSame(portfolio, alone);
        expect(portfolio.instruments[0]!.cashEvents).toStrictEqual(alone.cashEvents);
      }),
      RUNS,
    );
  });

  it("fares as the instrument alone when fills are limited by volume, on their way, and on margin", () => {
    const inputs = fc.oneof(limitedByVolume(ruleSimulations), delayed(ruleSimulations), onMargin(ruleSimulations));
    fc.assert(
      fc.property(inputs, (input) => {
        const { bars, firstDecision } = input;
        const portfolio = simulatePortfolioSignals({ ...input, panel: panelOf([bars]), firstDecision }, [input]);
        expectSame(portfolio, simulateSignals(input));
      }),
      RUNS,
    );
  });

  it("fares as the instrument alone, on weights", () => {
    fc.assert(
      fc.property(targetSimulations, ({ targets, ...input }) => {
        const { bars } = input;
        const values = targets.kind === "weight" ? targets.values : targets.values.map((units) => units / 100);
        const alone = simulateTargets({ ...input, targets: { kind: "weight", values, rebalance: "always" } });
        const allocations = Array.from(values, (weight, row) => ({ row, weights: Float64Array.of(weight) }));
        expectSame(simulatePortfolioWeights({ ...input, panel: panelOf([bars]) }, allocations), alone);
      }),
      RUNS,
    );
  });
});
