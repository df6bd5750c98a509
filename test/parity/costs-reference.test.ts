import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateSignals, simulateTargets } from "../../src/engine/vector/simulate-signals.ts";
import { CASH_EVENT_KINDS } from "../../src/trading/ledger/cash-events.ts";
import type { SimulationResult } from "../../src/trading/simulation-result.ts";
import { costsOfEveryKind as costs, withCosts } from "../support/cost-settings-arbitrary.ts";
import { signalSimulations, targetSimulations } from "../support/intraday-simulation.ts";
import { inWords } from "./engine-words.ts";
import { referenceRun } from "./reference-simulator.ts";

/** Equal but for rounding: sums in another order, halvings that end elsewhere. */
function expectNear(found: unknown, expected: unknown, path = "run"): void {
  if (typeof found === "number" && typeof expected === "number") {
    if (Object.is(found, expected) || Math.abs(found - expected) <= 1e-8 * Math.max(1, Math.abs(expected))) return;
    expect(found, path).toBe(expected);
  } else if (typeof expected === "object" && expected !== null && typeof found === "object" && found !== null) {
    expect(Object.keys(found).sort(), path).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected))
      expectNear((found as Record<string, unknown>)[key], value, `${path}.${key}`);
  } else expect(found, path).toBe(expected);
}

/** Money is conserved and explained: what cash did follows from fills, charges and nights; parts explain prices. */
function expectExplained(
  { startingCash, cash, equity, fills, trades, cashEvents }: SimulationResult,
  multiplier: number,
) {
  let flow = 0;
  let largest = startingCash;
  for (const value of equity) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < fills.length; i++) {
    const units = fills.quantity[i]! * multiplier;
    const given = Math.abs(fills.price[i]! - fills.reference[i]!) * units;
    const parts = fills.spread[i]! + fills.slippage[i]! + fills.impact[i]!;
    expect(Math.abs(parts - given)).toBeLessThanOrEqual(1e-9 * Math.max(1, given));
    flow -= fills.side[i]! * units * fills.price[i]! + fills.commission[i]! + fills.taxes[i]!;
    largest = Math.max(largest, units * fills.price[i]!);
  }
  const nights = cashEvents.amount.reduce((sum, amount) => sum + amount, 0);
  expect(Math.abs(cash.at(-1)! - startingCash - flow - nights)).toBeLessThan(1e-9 * largest);
  const pnl = trades.pnl.reduce((sum, one) => sum + one, 0);
  const inTrades = trades.carry.reduce((sum, one) => sum + one, 0);
  // Nights that an account in debt without a position paid belong to no trade.
  expect(Math.abs(equity.at(-1)! - startingCash - pnl - (nights + inTrades))).toBeLessThan(1e-9 * largest);
  for (const part of ["commission", "spread", "slippage", "impact", "taxes"] as const) {
    const difference = trades[part].reduce((sum, one) => sum + one, 0) - fills[part].reduce((sum, one) => sum + one, 0);
    expect(Math.abs(difference)).toBeLessThan(1e-9 * largest);
  }
}

describe("the vector engine and the reference simulator, at costs that depend on more than the price", () => {
  it("agree on signals", () => {
    fc.assert(
      fc.property(signalSimulations, costs, (input, given) => {
        const asked = withCosts(input, given);
        const result = simulateSignals(asked);
        expectNear(inWords(result), referenceRun(asked));
        expectExplained(result, asked.bars.instrument.multiplier);
      }),
      { numRuns: 2000 },
    );
  });

  it("agree on weights and units", () => {
    fc.assert(
      fc.property(targetSimulations, costs, (input, given) => {
        const asked = withCosts(input, given);
        const result = simulateTargets(asked);
        expectNear(inWords(result), referenceRun(asked));
        expectExplained(result, asked.bars.instrument.multiplier);
      }),
      { numRuns: 1000 },
    );
  });

  it("are asked about every part of the costs by these inputs", () => {
    const seen = new Map<string, number>();
    const see = (name: string, isSeen: boolean) => seen.set(name, (seen.get(name) ?? 0) + (isSeen ? 1 : 0));
    for (const [input, given] of fc.sample(fc.tuple(signalSimulations, costs), { numRuns: 1500, seed: 1 })) {
      const { fills, cashEvents, notFilled } = simulateSignals(withCosts(input, given));
      for (const part of ["commission", "spread", "slippage", "impact", "taxes"] as const)
        see(
          part,
          fills[part].some((money) => money > 0),
        );
      for (const kind of ["borrow", "financing"] as const)
        see(kind, cashEvents.kind.includes(CASH_EVENT_KINDS.indexOf(kind)));
      see("insufficient-cash", (notFilled["insufficient-cash"] ?? 0) > 0);
    }
    const rare = [...seen].filter(([, count]) => count < 10).map(([name]) => name);
    expect(rare).toEqual([]);
  });
});
