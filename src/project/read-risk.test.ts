import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { riskWords } from "../report/risk-words.ts";
import { DEFAULT_SETTINGS } from "../run/default-settings.ts";
import { RISK_LIMIT_NAMES } from "../trading/risk/resolve-risk-limits.ts";
import { readConfig } from "./config.ts";
import { type RiskFlags, readRisk, riskKeysInForce } from "./read-risk.ts";

const NOTHING = { stopLoss: null, trailingStop: null };
const blockOf = (yaml: string) => readConfig("config.yaml", `risk: ${yaml}`).risk;
const read = (flags: RiskFlags, yaml?: string) => readRisk(flags, yaml === undefined ? undefined : blockOf(yaml));

describe("limits and stops of a run", () => {
  it("are none where nothing is said", () => {
    expect(read({})).toEqual(NOTHING);
    expect(read({}, "{}")).toEqual(NOTHING);
    expect(read({ onBreach: "flatten" }, "{ sectors: { A: banks } }")).toEqual(NOTHING);
  });

  it("come from the configuration, and from a flag before it", () => {
    const plan = "{ max_position_size: 0.1, max_portfolio_heat: 0.06, stop_loss: 0.02 }";
    const risk = { maxPositionSize: 0.1, maxPortfolioHeat: 0.06 };
    expect(read({}, plan)).toEqual({ risk, stopLoss: 0.02, trailingStop: null });
    expect(read({ maxPositionSize: "25%", stopLoss: "3%" }, plan)).toEqual({
      ...{ risk: { ...risk, maxPositionSize: 0.25 }, stopLoss: 0.03, trailingStop: null },
    });
    const none = { maxPositionSize: "none", maxPortfolioHeat: "none", stopLoss: "none" };
    expect(read(none, plan)).toEqual(NOTHING);
  });

  it("may be given in parts", () => {
    const { risk } = read({}, "{ max_var: { limit: 0.02, window: 100 }, max_concentration: 0.5, on_breach: flatten }");
    expect(risk).toEqual({
      maxVar: { limit: 0.02, level: 0.95, window: 100 },
      maxConcentration: { limit: 0.5, positions: 5 },
      onBreach: "flatten",
    });
    expect(read({ maxVar: "2%:99%:500", maxCorrelation: "0.8", maxConcentration: "60%:3" }).risk).toEqual({
      maxVar: { limit: 0.02, level: 0.99, window: 500 },
      maxCorrelation: { limit: 0.8, window: 60 },
      maxConcentration: { limit: 0.6, positions: 3 },
    });
  });

  it("take stops by time and at break-even", () => {
    expect(read({ timeStop: "20", breakEven: "2%" })).toMatchObject({
      ...{ timeStop: 20, breakEven: { afterGain: 0.02, offset: 0 } },
    });
    expect(read({ breakEven: "0.2%@2%" }).breakEven).toEqual({ afterGain: 0.02, offset: 0.002 });
    const yaml = "{ time_stop: 5, trailing_stop: 0.05, break_even: { after_gain: 0.03, offset: -0.01 } }";
    expect(read({}, yaml)).toEqual({
      ...{ stopLoss: null, trailingStop: { kind: "fraction", fraction: 0.05 } },
      ...{ timeStop: 5, breakEven: { afterGain: 0.03, offset: -0.01 } },
    });
    expect(read({ timeStop: "none", trailingStop: "none", breakEven: "none" }, yaml)).toEqual(NOTHING);
  });

  it.each<[RiskFlags, string]>([
    [{ maxPositionSize: "0" }, "max-position-size must be above 0 (none for no limit), was 0"],
    [{ maxPositionSize: "ten" }, "max-position-size must be a fraction from 0"],
    [{ maxDailyLoss: "100%" }, "maxDailyLoss must be a fraction above 0 and below 1, was 1"],
    [{ maxVar: "2%:99%:500:1" }, "max-var must be a fraction, or with level and bars"],
    [{ maxVar: "2%:1" }, "maxVar.level must be a fraction above 0 and below 1, was 1"],
    [{ maxCorrelation: "high" }, "max-correlation must be a correlation below 1"],
    [{ onBreach: "flaten" }, 'unknown value for --on-breach "flaten". Did you mean "flatten"?'],
    [{ sectors: "AAPL" }, "sectors must be like AAPL=technology,XOM=energy, was AAPL"],
    [{ timeStop: "2.5" }, "time-stop must be a whole number of bars, was 2.5"],
    [{ breakEven: "0" }, "break-even must be a gain above 0"],
    [{ breakEven: "3%@2%" }, "break-even must be a gain above 0"],
    [{ breakEven: "1%@2%@3%" }, "break-even must be a gain above 0"],
  ])("refuse %o", (flags, message) => {
    expect(thrown(() => read(flags)).message).toContain(message);
  });

  it("say which keys of the file are in force", () => {
    const block = blockOf("{ max_position_size: 0.1, stop_loss: 0.02, on_breach: halt }");
    expect(riskKeysInForce({ stopLoss: "3%" }, block)).toEqual(["max_position_size", "on_breach"]);
    expect(riskKeysInForce({ maxPositionSize: "none" }, block)).toEqual(["stop_loss"]);
    expect(riskKeysInForce({}, undefined)).toEqual([]);
  });

  it("are what the flags that repeat a run say", () => {
    const flags: RiskFlags = {
      ...{ maxPositionSize: "0.1", maxPortfolioHeat: "0.06", maxGrossExposure: "1.5", maxNetExposure: "0.5" },
      ...{ maxSectorExposure: "0.3", maxLeverage: "2", maxConcentration: "0.6:3", maxCorrelation: "-0.2:30" },
      ...{ maxDailyLoss: "0.03", maxDrawdown: "0.2", maxVar: "0.02:0.99:100", maxCvar: "0.03:0.95:250" },
      ...{ maxTurnover: "4", sectors: "AAPL=technology,XOM=energy", onBreach: "flatten" },
      ...{ timeStop: "7", breakEven: "0.001@0.02" },
    };
    const settings = readRisk(flags, undefined);
    expect(Object.keys(settings.risk!).sort()).toEqual([...RISK_LIMIT_NAMES].sort());
    const words = riskWords({ ...DEFAULT_SETTINGS, ...settings });
    const again: Record<string, string> = {};
    for (let k = 0; k < words.length; k += 2)
      again[words[k]!.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = words[k + 1]!;
    expect(again).toEqual(flags);
  });
});
