import { describe, expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { DEFAULT_SETTINGS } from "../run/default-settings.ts";
import { DEFAULT_COSTS, NO_COSTS } from "../trading/costs/cost-settings.ts";
import { readConfig } from "./config.ts";
import { resolveSettings, type SimulationFlags } from "./resolve-settings.ts";
import { openSession } from "./session.ts";

const settings = (flags: SimulationFlags, yaml = "") =>
  resolveSettings(flags, yaml === "" ? null : readConfig("config.yaml", yaml), "both");

describe("what comes first", () => {
  it("is the built-in where nothing is said", () => {
    expect(settings({})).toEqual(DEFAULT_SETTINGS);
    expect(settings({}, "data: { source: x }")).toEqual(DEFAULT_SETTINGS);
    expect(resolveSettings({}, null, "long").direction).toBe("long");
  });

  it("is the configuration before the built-in, and a flag before both", () => {
    const yaml = "backtesting: { initial_capital: 5000, commission: 0.003, slippage_rate: 0.002 }";
    const configured = { commission: { kind: "rate", rate: 0.003 }, slippage: 0.002, spread: 0 };
    expect(settings({}, yaml)).toEqual({ ...DEFAULT_SETTINGS, cash: 5000, costs: configured });
    const flags = { cash: "700", commission: "0.1%", slippage: "0" };
    const costs = { commission: { kind: "rate", rate: 0.001 }, slippage: 0, spread: 0 };
    expect(settings(flags, yaml)).toEqual({ ...DEFAULT_SETTINGS, cash: 700, costs });
    expect(settings({ commission: "0.01/share" }, yaml).costs).toEqual({
      ...configured,
      commission: { kind: "per-unit", amount: 0.01 },
    });
    expect(settings({ costs: "none" }, yaml).costs).toEqual(NO_COSTS);
    expect(settings({}, "backtesting: { commission: 0 }").costs).toEqual({
      ...DEFAULT_COSTS,
      commission: { kind: "rate", rate: 0 },
    });
  });

  it("is a rule book before the built-in, and a flag before it", () => {
    const yaml = "backtesting: { rules: zipline }";
    expect(settings({}, yaml)).toMatchObject({ rules: "zipline", fill: "next-close", sizeAt: "decision" });
    expect(settings({ rules: "freqtrade" }, yaml)).toMatchObject({ rules: "freqtrade", fill: "next-open" });
    expect(settings({ rules: "zipline", fill: "close", size: "3" })).toMatchObject({
      fill: "close",
      size: { kind: "quantity", quantity: 3 },
      sizeAt: "decision",
    });
  });

  it("lets sizes go as far as leverage does", () => {
    expect(settings({ leverage: "2", size: "150%" })).toMatchObject({ leverage: 2, size: { fraction: 1.5 } });
    const error = thrown(() => settings({ leverage: "2", size: "250%" }));
    expect(error.message).toContain("a share of equity up to 200% (95%)");
  });

  it("reads how long orders wait", () => {
    const { orderTimeout } = settings({ orderTimeout: "10m,3" });
    expect(orderTimeout).toEqual({ entry: { kind: "minutes", minutes: 10 }, exit: { kind: "bars", bars: 3 } });
  });

  it("is the named configuration before the folder's", async () => {
    projectFolder({
      "config.yaml": "backtesting: { initial_capital: 1 }",
      "other.yaml": "backtesting: { initial_capital: 2 }",
    });
    const cash = async (config?: string) =>
      resolveSettings({}, (await openSession({ config }).config())!.config, "both").cash;
    expect(await cash()).toBe(1);
    expect(await cash("other.yaml")).toBe(2);
  });
});

it("every flag has its setting", () => {
  expect(
    settings({
      fill: "close",
      size: "cash:500",
      sizeAt: "decision",
      direction: "short",
      accumulate: "3",
      settlement: "T+1",
      stopLoss: "2%",
      takeProfit: "250%",
      trailingStop: "amount:1.5",
      intrabar: "olhc",
      rebalance: "always",
      returns: "bar",
      rf: "3%",
      benchmark: "none",
    }),
  ).toMatchObject({
    fill: "close",
    size: { kind: "cash", cash: 500 },
    sizeAt: "decision",
    direction: "short",
    accumulate: 3,
    settlement: "T+1",
    stopLoss: 0.02,
    takeProfit: 2.5,
    trailingStop: { kind: "amount", amount: 1.5 },
    intrabar: "olhc",
    rebalance: "always",
    returns: "bar",
    riskFree: 0.03,
    benchmark: "none",
  });
});

describe("what is refused", () => {
  it.each<[SimulationFlags, string]>([
    [{ cash: "0" }, "cash must be an amount of money above 0, was 0."],
    [{ cash: "lots" }, "cash must be an amount of money above 0, was lots."],
    [{ size: "150%" }, "size must be units (100)"],
    [{ size: "" }, "size must be units (100)"],
    [{ commission: "-1" }, "commission must be a fraction from 0 to below 1"],
    [{ slippage: "1" }, "slippage must be a fraction from 0 to below 1"],
    [{ rf: "x" }, "rf must be a fraction"],
    [{ stopLoss: "0" }, "stop-loss must be above 0"],
    [{ stopLoss: "100%" }, "stop-loss must be a fraction from 0 to below 1"],
    [{ takeProfit: "-1" }, "take-profit must be"],
    [{ trailingStop: "100%" }, "trailing-stop must be a fraction from 0 to below 1"],
    [{ trailingStop: "amount:0" }, "trailing-stop must be an amount of money above 0"],
    [{ accumulate: "0" }, "accumulate must be a whole number from 1, was 0."],
    [{ accumulate: "1.5" }, "accumulate must be a whole number from 1, was 1.5."],
  ])("%j", (flags, says) => {
    const error = thrown(() => settings(flags));
    expect(error.code).toBe("BACKSIGHT_ARGUMENT");
    expect(error.message).toContain(says);
  });

  it.each<[SimulationFlags, string]>([
    [{ rules: "zipliner" }, 'value for --rules "zipliner". Did you mean "zipline"?'],
    [{ fill: "closed" }, 'value for --fill "closed". Did you mean "close"? Known: next-open, close, next-close.'],
    [{ sizeAt: "fil" }, 'value for --size-at "fil". Did you mean "fill"? Known: fill, decision.'],
    [{ direction: "logn" }, 'value for --direction "logn". Did you mean "long"?'],
    [{ settlement: "T+2" }, 'value for --settlement "T+2". Did you mean "T+0"? Known: T+0, T+1.'],
    [{ intrabar: "wrst" }, 'value for --intrabar "wrst". Did you mean "worst"?'],
    [{ rebalance: "daily" }, 'value for --rebalance "daily". Known: on-change, always.'],
    [{ returns: "month" }, 'value for --returns "month". Known: session, bar.'],
    [{ tradeUnit: "fif" }, 'value for --trade-unit "fif". Did you mean "fifo"?'],
    [{ costs: "all" }, 'cost model "all". Known: none.'],
  ])("%j", (flags, says) => {
    const error = thrown(() => settings(flags));
    expect(error.code).toBe("BACKSIGHT_OPTION_UNKNOWN");
    expect(error.message).toContain(`unknown ${says}`);
  });

  it("costs that contradict each other", () => {
    for (const flags of [
      { commission: "0" },
      { slippage: "0" },
      { spread: "0" },
      { impact: "none" },
      { borrow: "0" },
    ]) {
      expect(thrown(() => settings({ costs: "none", ...flags })).code).toBe("BACKSIGHT_USAGE");
    }
  });

  it("a spread, of which a fill pays half", () => {
    expect(settings({ spread: "0.2%" }, "").costs.spread).toBe(0.002);
    expect(() => settings({ spread: "100%" }, "")).toThrow("spread must be a fraction from 0 to below 1");
  });

  it("models of costs, from the configuration or by flags that come before it", () => {
    const yaml = `
backtesting:
  commission: 0.005/share,min:1,max:1%
  slippage: volume-share:0.2
  spread: edge
  impact: { kind: square-root, coefficient: 0.5 }
  borrow: 3%
  financing: 0.05
  taxes: uk-stamp-duty
`;
    const configured = settings({}, yaml).costs;
    expect(configured).toEqual({
      commission: { kind: "bounded", of: { kind: "per-unit", amount: 0.005 }, minimum: 1, maximumRate: 0.01 },
      slippage: { kind: "volume-share", impact: 0.2, bars: 20 },
      spread: { kind: "estimated", by: "edge", sessions: 21 },
      impact: { kind: "square-root", coefficient: 0.5, sessions: 20 },
      carry: { borrow: 0.03, financing: 0.05 },
      taxes: { buys: 0.005, sells: 0 },
    });
    expect(settings({ commission: "ibkr-tiered", impact: "none", borrow: "0" }, yaml).costs).toEqual({
      commission: { kind: "schedule", name: "ibkr-tiered" },
      slippage: configured.slippage,
      spread: configured.spread,
      carry: { borrow: 0, financing: 0.05 },
      taxes: configured.taxes,
    });
  });

  it("variable slippage: the rate at a bar volatility of 1 %, unless a flag says the slippage", () => {
    const yaml = "backtesting: { slippage_model: variable, slippage_rate: 0.001 }";
    expect(settings({}, yaml).costs.slippage).toEqual({ kind: "volatility", multiple: 0.1, bars: 20 });
    const plain = settings({}, "backtesting: { slippage_model: variable }").costs.slippage;
    expect(plain).toEqual({ kind: "volatility", multiple: 0.05, bars: 20 });
    expect(settings({ slippage: "0.2" }, yaml).costs.slippage).toBe(0.2);
    expect(settings({ costs: "none" }, yaml).costs).toEqual(NO_COSTS);
  });
});
