import { describe, expect, it } from "vitest";
import { NO_COSTS } from "../costs/cost-settings.ts";
import { TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import { RULE_BOOKS } from "../rules/presets.ts";
import type { RuleBookName } from "../rules/rule-book.ts";
import { FillPricing } from "./fill-pricing.ts";

const costs = new TransactionCostEngine({ ...NO_COSTS, slippage: 0.1 });
const bars = { high: Float64Array.of(105), low: Float64Array.of(95) };
const pricing = (rules: RuleBookName) => new FillPricing(costs, RULE_BOOKS[rules], bars);

describe("FillPricing", () => {
  it("lets entries and exits slip, beyond the bar too", () => {
    const ours = pricing("backsight");
    expect(ours.entry(1, 100, 0)).toBeCloseTo(110, 9);
    expect(ours.exit(-1, 100, 0, true)).toBe(90);
    expect(ours.limit(1, 100, 102, 0)).toBe(100);
  });

  it("keeps backtrader's prices in the bar, and its limits within the limit", () => {
    const theirs = pricing("backtrader");
    expect(theirs.entry(1, 100, 0)).toBe(105);
    expect(theirs.exit(-1, 100, 0, false)).toBe(95);
    expect(theirs.limit(1, 100, 102, 0)).toBe(102);
    expect(theirs.limit(1, 90, 102, 0)).toBeCloseTo(99, 9);
  });

  it("lets zipline's limits slip, or wait where that is worse than the limit", () => {
    expect(pricing("zipline").limit(1, 100, 111, 0)).toBeCloseTo(110, 9);
    expect(pricing("zipline").limit(1, 100, 109, 0)).toBeNaN();
    expect(pricing("zipline").limit(-1, 100, 91, 0)).toBeNaN();
  });

  it("spares vectorbt's stops and all of backtesting.py's exits", () => {
    expect(pricing("vectorbt").exit(-1, 100, 0, true)).toBe(100);
    expect(pricing("vectorbt").exit(-1, 100, 0, false)).toBe(90);
    expect(pricing("backtesting.py").exit(-1, 100, 0, false)).toBe(100);
    expect(pricing("backtesting.py").entry(1, 100, 0)).toBeCloseTo(110, 9);
  });
});
