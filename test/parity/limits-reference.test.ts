import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SignalSimulation, simulateSignals, simulateTargets } from "../../src/engine/vector/simulate-signals.ts";
import {
  limitedRuleSimulations,
  limitedSimulations,
  limitedTargetSimulations,
  stopSimulations,
} from "../support/risk-simulation.ts";
import { inWords } from "./engine-words.ts";
import { referenceRun } from "./reference-simulator.ts";

function agree(input: SignalSimulation): void {
  expect(inWords(simulateSignals(input))).toStrictEqual(referenceRun(input));
}

describe("limits and stops of the vector engine and of the reference simulator", () => {
  it("agree to the bit on stops by time and at break-even", () => {
    fc.assert(fc.property(stopSimulations, agree), { numRuns: 1200 });
  });

  it("agree to the bit on limits that cut, refuse and flatten", () => {
    fc.assert(fc.property(limitedSimulations, agree), { numRuns: 2000 });
  });

  it("agree under every rule book, with orders that wait for their prices", () => {
    fc.assert(fc.property(limitedRuleSimulations, agree), { numRuns: 1200 });
  });

  it("agree on weights and units", () => {
    fc.assert(
      fc.property(limitedTargetSimulations, (input) => {
        expect(inWords(simulateTargets(input))).toStrictEqual(referenceRun(input));
      }),
      { numRuns: 1000 },
    );
  });

  it("are asked about every limit and every such stop", () => {
    const seen = new Map<string, number>();
    const see = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
    for (const input of fc.sample(limitedSimulations, { numRuns: 2000, seed: 1 })) {
      const { trades, orders } = referenceRun(input);
      const names = [
        ...orders.map(({ outcome }) => outcome),
        ...trades.map(({ side, exitReason }) => `${side} ${exitReason}`),
        ...trades.filter(({ isAmbiguous }) => isAmbiguous).map(({ exitReason }) => `ambiguous ${exitReason}`),
      ];
      for (const name of new Set(names)) see(name);
      for (const limit of Object.keys(simulateSignals(input).limited)) see(`cut by ${limit}`);
    }
    const cutting = ["risk-position-size", "risk-heat", "risk-gross-exposure", "risk-net-exposure", "risk-turnover"];
    const wanted = [
      ...["risk-position-size", "risk-heat", "risk-turnover", "risk-leverage", "risk-daily-loss", "risk-drawdown"],
      ...cutting.map((limit) => `cut by ${limit}`),
      ...["time-stop", "break-even", "circuit-breaker"].flatMap((reason) => [`long ${reason}`, `short ${reason}`]),
      "ambiguous break-even",
    ];
    expect(wanted.filter((name) => (seen.get(name) ?? 0) < 5)).toEqual([]);
  });
});
