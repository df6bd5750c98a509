import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { limitsInForce, RISK_LIMIT_NAMES, type RiskLimitOptions, resolveRiskLimits } from "./resolve-risk-limits.ts";

describe("resolveRiskLimits", () => {
  it("takes numbers as they are, and gives them the usual windows, levels and counts", () => {
    expect(resolveRiskLimits({ maxPositionSize: 0.1, maxLeverage: 2, onBreach: "flatten" })).toEqual({
      maxPositionSize: 0.1,
      maxLeverage: 2,
      onBreach: "flatten",
    });
    expect(resolveRiskLimits({ maxVar: 0.02, maxCorrelation: 0.8, maxConcentration: 0.5 })).toEqual({
      maxVar: { limit: 0.02, level: 0.95, window: 250 },
      maxCorrelation: { limit: 0.8, window: 60 },
      maxConcentration: { limit: 0.5, positions: 5 },
    });
    expect(resolveRiskLimits({ maxCvar: { limit: 0.03, window: 100 } })).toEqual({
      maxCvar: { limit: 0.03, level: 0.95, window: 100 },
    });
  });

  it("resolves what is resolved to itself", () => {
    const limits = resolveRiskLimits({
      maxVar: 0.02,
      maxConcentration: 0.5,
      sectors: { A: "banks" },
      maxDrawdown: 0.2,
    });
    expect(resolveRiskLimits(limits)).toEqual(limits);
  });

  it("names the nearest limit, and its nearest part", () => {
    const error = thrown(() => resolveRiskLimits({ maxPositionSice: 0.1 } as RiskLimitOptions));
    expect(error.code).toBe("BACKSIGHT_OPTION_UNKNOWN");
    expect(error.message).toContain('unknown risk limit "maxPositionSice". Did you mean "maxPositionSize"?');
    const part = thrown(() => resolveRiskLimits({ maxVar: { limit: 0.1, windows: 5 } as never }));
    expect(part.message).toContain('unknown part of maxVar "windows". Did you mean "window"?');
  });

  it.each<[string, unknown, string]>([
    ["maxPositionSize", 0, "maxPositionSize must be a fraction above 0, was 0"],
    ["maxPositionSize", "10%", 'maxPositionSize must be a fraction above 0, was "10%"'],
    ["maxDailyLoss", 1, "maxDailyLoss must be a fraction above 0 and below 1, was 1"],
    ["maxDrawdown", NaN, "maxDrawdown must be a fraction above 0 and below 1, was NaN"],
    ["maxCorrelation", 1, "maxCorrelation must be from -1 to below 1, was 1"],
    ["maxVar", { limit: 0.1, level: 1 }, "maxVar.level must be a fraction above 0 and below 1, was 1"],
    ["maxVar", { limit: 0.1, window: 1 }, "maxVar.window must be a whole number of bars from 2, was 1"],
    ["maxConcentration", { positions: 2 }, "maxConcentration.limit must be a fraction above 0, was undefined"],
    ["sectors", { A: 3 }, "sectors must be a sector for each symbol"],
    ["onBreach", "stop", 'onBreach must be "halt" or "flatten", was "stop"'],
  ])("refuses %s %o", (name, value, message) => {
    expect(thrown(() => resolveRiskLimits({ [name]: value } as RiskLimitOptions)).message).toContain(message);
  });

  it("refuses what is no set of limits", () => {
    expect(thrown(() => resolveRiskLimits(0.1 as never)).message).toContain("risk must be an object of limits");
  });
});

describe("limitsInForce", () => {
  it("is null where nothing is limited", () => {
    expect(limitsInForce({})).toBeNull();
    expect(limitsInForce({ sectors: { A: "banks" }, onBreach: "halt" })).toBeNull();
    for (const name of RISK_LIMIT_NAMES) {
      if (name !== "sectors" && name !== "onBreach") expect(limitsInForce({ [name]: 1 })).toEqual({ [name]: 1 });
    }
  });
});
