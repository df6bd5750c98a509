import { describe, expect, it } from "vitest";
import { RISK_LIMIT_NAMES, resolveRiskLimits } from "../trading/risk/resolve-risk-limits.ts";
import { riskText } from "./risk-text.ts";

const ALL = resolveRiskLimits({
  maxPositionSize: 0.1,
  maxPortfolioHeat: 0.06,
  maxGrossExposure: 1.5,
  maxNetExposure: 0.5,
  maxSectorExposure: 0.3,
  maxLeverage: 2,
  maxConcentration: 0.6,
  maxCorrelation: 0.8,
  maxDailyLoss: 0.03,
  maxDrawdown: 0.2,
  maxVar: { limit: 0.02, level: 0.99 },
  maxCvar: 0.03,
  maxTurnover: 4,
  sectors: { AAPL: "technology", XOM: "energy" },
  onBreach: "flatten",
});

describe("limits in a text", () => {
  it("names every limit", () => {
    expect(Object.keys(ALL).sort()).toEqual([...RISK_LIMIT_NAMES].sort());
    expect(riskText(ALL)).toBe(
      "max position size 10%, max portfolio heat 6%, max gross exposure 150%, max net exposure 50%, max sector exposure 30%, max daily loss 3%, max drawdown 20%, max turnover 400%, max leverage 2.00, max concentration 60% in 5 positions, max correlation 0.80 over 60 bars, max value at risk 2% at 99% over 250 bars, max expected shortfall 3% at 95% over 250 bars; sectors AAPL technology, XOM energy; on breach: flatten",
    );
    expect(riskText(undefined)).toBe("");
    expect(riskText({ maxDrawdown: 0.2 })).toBe("max drawdown 20%");
  });
});
