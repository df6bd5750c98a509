import { load } from "backsight";
import { ledoitWolfCovariance, riskParityWeights } from "backsight/portfolio";
import { describe, expect, it } from "vitest";
import momentum, { expected as momentumExpected, prices as momentumPrices } from "../../examples/momentum-of-fifty.ts";
import riskParity, {
  expected as riskParityExpected,
  prices as riskParityPrices,
} from "../../examples/monthly-risk-parity.ts";
import type { Bars } from "../../src/market/bars.ts";

const COMMISSION = 0.001;
const SLIPPAGE = 0.0005;

/** Weights by symbol, decided at the close of a row. */
type Decide = (row: number) => readonly number[];

/** Monthly weights of names that all have the same days, written anew in plain words: sells first, then buys. */
function plainAccount(all: readonly Bars[], first: number, decide: Decide): number {
  const rows = all[0]!.length;
  const month = (row: number) => new Date(all[0]!.closeTime[row]!).toISOString().slice(0, 7);
  let cash = 100_000;
  const held = all.map(() => 0);
  let weights: readonly number[] | null = null;
  const worth = (row: number, at: "open" | "close") =>
    all.reduce((sum, bars, k) => sum + held[k]! * bars[at][row]!, cash);
  for (let row = 0; row < rows; row++) {
    if (weights !== null && row < rows - 1) {
      const before = worth(row, "open");
      for (const [k, weight] of weights.entries()) {
        const open = all[k]!.open[row]!;
        const wanted = (weight * before) / open;
        if (wanted >= held[k]! * (1 - 1e-9)) continue;
        cash += (held[k]! - wanted) * open * (1 - SLIPPAGE) * (1 - COMMISSION);
        held[k] = wanted;
      }
      const after = worth(row, "open");
      const asked = weights.map((weight, k) => Math.max(0, weight * after - held[k]! * all[k]!.open[row]!));
      const sum = asked.reduce((a, b) => a + b, 0);
      const share = sum > cash ? cash / sum : 1;
      for (const [k, budget] of asked.entries()) {
        const wanted = (weights[k]! * after) / all[k]!.open[row]!;
        if (wanted - held[k]! <= 1e-9 * wanted) continue;
        held[k]! += (budget * share) / (all[k]!.open[row]! * (1 + SLIPPAGE) * (1 + COMMISSION));
        cash -= budget * share;
      }
    }
    weights = null;
    const isMonthOver = row === rows - 1 || month(row) !== month(row + 1);
    if (row >= first && (row === first || isMonthOver)) weights = decide(row);
  }
  return worth(rows - 1, "close");
}

describe("examples of several instruments against plain arithmetic", () => {
  it("momentum of fifty names", async () => {
    expect(momentum.params.look.default).toBe(126);
    const all = await Promise.all(momentumPrices.map((one) => load(one)));
    const final = plainAccount(all, 126, (row) => {
      const gains = all.map(({ close }) => close[row]! / close[row - 126]! - 1);
      const best = gains
        .map((gain, k) => ({ gain, k }))
        .filter(({ gain }) => gain > 0)
        .sort((a, b) => b.gain - a.gain)
        .slice(0, 10);
      return all.map((_, k) => (best.some((one) => one.k === k) ? 0.1 : 0));
    });
    expect(final / momentumExpected.finalEquity - 1).toBeCloseTo(0, 9);
  });

  it("monthly risk parity", async () => {
    expect(riskParity.params.look.default).toBe(120);
    const all = await Promise.all(riskParityPrices.map((one) => load(one)));
    const final = plainAccount(all, 120, (row) => {
      const returns = all.map(({ close }) =>
        Array.from({ length: 120 }, (_, i) => close[row - 119 + i]! / close[row - 120 + i]! - 1),
      );
      return [...riskParityWeights(ledoitWolfCovariance(returns).covariance)];
    });
    expect(final / riskParityExpected.finalEquity - 1).toBeCloseTo(0, 9);
  });
});
