import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "./default-settings.ts";
import { executionDefaults } from "./execution-defaults.ts";

describe("executionDefaults", () => {
  it("are the plain defaults under Backsight's own rules", () => {
    expect(executionDefaults("backsight")).toEqual(DEFAULT_SETTINGS);
  });

  it("take from a rule book what a setting could say too", () => {
    expect(executionDefaults("zipline")).toEqual({
      ...DEFAULT_SETTINGS,
      rules: "zipline",
      fill: "next-close",
      sizeAt: "decision",
    });
    expect(executionDefaults("backtesting.py")).toMatchObject({
      size: { kind: "fraction", fraction: 1 - 2 ** -52 },
      tradeUnit: "fifo",
    });
  });
});
