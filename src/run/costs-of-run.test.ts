import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { backtest } from "../index.ts";
import { signalsStrategy } from "../strategy/signals-strategy.ts";
import { readCosts } from "../trading/costs/read-costs.ts";
import { TransactionCostEngine } from "../trading/costs/transaction-cost-engine.ts";
import { DEFAULT_SETTINGS } from "./default-settings.ts";
import { impactCosts } from "./impact-costs.ts";
import { simulate } from "./simulate.ts";
import { accountOf } from "./simulated-account.ts";

describe("a run at costs that ask the market", () => {
  const bars = walkBars(120, 11);
  const mask = (...at: number[]) => {
    const column = new Uint8Array(bars.length);
    for (const i of at) column[i] = 1;
    return column;
  };

  it("says how many fills came too early to know it", async () => {
    // Bought at bar 1, when one session was over: no volatility yet; sold at bar 31.
    const strategy = signalsStrategy({ entries: mask(0), exits: mask(30) });
    const { detail, metrics } = await backtest(strategy, bars, { costs: { impact: "square-root" }, store: false });
    expect(detail.record.notes.join("\n")).toContain("1 fill came before the market was known well enough");
    expect(metrics.totalImpact).toBeGreaterThan(0);
  });

  it("has the capacity at which twice the square root of the size would eat its edge", () => {
    const costs = readCosts({ impact: "square-root" });
    const settings = { ...DEFAULT_SETTINGS, costs };
    const range = { start: 0, firstDecision: 0 };
    const result = simulate(bars, { entries: mask(40, 80), exits: mask(60, 100) }, settings, range);
    const impact = impactCosts(accountOf(bars, result), costs);
    const paid = result.fills.impact.reduce((sum, money) => sum + money, 0);
    expect(impact(1)).toBeCloseTo(paid, 6);
    // Money goes with size × √size.
    expect(impact(4)).toBeCloseTo(8 * paid, 5);
  });

  it("takes a quoted spread only where quotes come with it", () => {
    const costs = new TransactionCostEngine(readCosts({ spread: "quotes", slippage: 0 }));
    expect(costs.calculateCosts({ side: 1, quantity: 1 }, { reference: 100, spread: 0.02 }).fillPrice).toBe(101);
  });
});
