import { describe, expect, it } from "vitest";
import { runRecord } from "../../test/support/run-detail.ts";
import { NO_COSTS } from "../trading/costs/cost-settings.ts";
import { metricValue, runFacts } from "./run-facts.ts";

describe("metricValue", () => {
  const record = runRecord("x", {
    metrics: { sharpeRatio: 1.5, profitFactor: null, calmarRatio: null },
    undefinedMetrics: { profitFactor: "infinite: no closed trade lost", calmarRatio: "no drawdown" },
  });

  it("is the number, ∞ where the reason says so, else NaN", () => {
    expect(metricValue(record, "sharpeRatio")).toBe(1.5);
    expect(metricValue(record, "profitFactor")).toBe(Infinity);
    expect(metricValue(record, "calmarRatio")).toBeNaN();
    expect(metricValue(record, "unheardOf")).toBeNaN();
    expect(metricValue(record, "constructor")).toBeNaN();
  });
});

describe("runFacts", () => {
  it("adds the costs back to the result", () => {
    const metrics = { finalEquity: 100_700, totalCommission: 200, totalSlippage: 100 };
    // Commission 0.1 %, slippage 0.05 %, no spread: 0.15 % a side.
    expect(runFacts(runRecord("x", { metrics }))).toMatchObject({
      net: 700,
      paid: 300,
      gross: 1000,
      costPerSide: 0.0015,
      costsAreOff: false,
    });
  });

  it("knows costs that are off, and costs that have no rate", () => {
    const { spec } = runRecord("x");
    const withCosts = (costs: typeof NO_COSTS) =>
      runFacts(runRecord("x", { spec: { ...spec, settings: { ...spec.settings, costs } } }));
    expect(withCosts(NO_COSTS).costsAreOff).toBe(true);
    const perUnit = withCosts({ commission: { kind: "per-unit", amount: 0.005 }, slippage: 0, spread: 0 });
    expect(perUnit.costsAreOff).toBe(false);
    expect(perUnit.costPerSide).toBeNaN();
  });
});
