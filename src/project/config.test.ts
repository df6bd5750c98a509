import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { CONFIG_KEYS, loadConfig, readConfig } from "./config.ts";
import { CONFIG_TEMPLATE } from "./project-templates.ts";

/** Every key with a value that isn't the built-in one. */
const FULL = `
data: { source: "csv:prices.csv", cache_dir: ./cache, max_cache_size_gb: 0.5, retention_days: 90, encrypt: true }
results: { encrypt: true }
polygon: { endpoint: "https://files.example.com", bucket: flat, rest_endpoint: "https://rest.example.com", plan: starter }
binance: { archive_endpoint: "https://archive.example.com", rest_endpoint: "https://rest.example.com" }
backtesting: { strategy: ./mine.ts, initial_capital: 5000, commission: 0, slippage_model: variable, slippage_rate: 0.001, slippage: 0.1%, spread: edge, impact: kyle, borrow: 0.03, financing: 5%, taxes: uk-stamp-duty, participation: 10%, latency: 250ms, account: reg-t, rules: freqtrade }
risk: { max_position_size: 0.1, max_portfolio_heat: 0.06, max_gross_exposure: 1, max_net_exposure: 0.5, max_sector_exposure: 0.3, max_leverage: 2, max_concentration: 0.5, max_correlation: 0.8, max_daily_loss: 0.03, max_drawdown: 0.2, max_var: 0.02, max_cvar: 0.03, max_turnover: 4, sectors: { SPY: index }, on_breach: flatten, stop_loss: 0.02, trailing_stop: 0.05, time_stop: 20, break_even: 0.02 }
optimization: { walk_forward: { train_periods: 100, test_periods: 20, step_size: 5 } }
audit: { required: true }
`;

const problem = (text: string): string => {
  const error = thrown(() => readConfig("config.yaml", text));
  expect(error.code).toBe("BACKSIGHT_CONFIG");
  expect(error.message).toMatch(/^config\.yaml: [^\n]+$/);
  return error.message;
};

afterEach(() => vi.restoreAllMocks());

describe("readConfig", () => {
  it("takes every key there is", () => {
    const config = readConfig("config.yaml", FULL);
    expect(config).toEqual({
      data: {
        source: "csv:prices.csv",
        cache_dir: "./cache",
        max_cache_size_gb: 0.5,
        retention_days: 90,
        encrypt: true,
      },
      results: { encrypt: true },
      polygon: {
        endpoint: "https://files.example.com",
        bucket: "flat",
        rest_endpoint: "https://rest.example.com",
        plan: "starter",
      },
      binance: { archive_endpoint: "https://archive.example.com", rest_endpoint: "https://rest.example.com" },
      backtesting: {
        strategy: "./mine.ts",
        initial_capital: 5000,
        commission: 0,
        slippage_model: "variable",
        slippage_rate: 0.001,
        slippage: "0.1%",
        spread: "edge",
        impact: "kyle",
        borrow: 0.03,
        financing: "5%",
        taxes: "uk-stamp-duty",
        participation: "10%",
        latency: "250ms",
        account: "reg-t",
        rules: "freqtrade",
      },
      risk: {
        max_position_size: 0.1,
        max_portfolio_heat: 0.06,
        max_gross_exposure: 1,
        max_net_exposure: 0.5,
        max_sector_exposure: 0.3,
        max_leverage: 2,
        max_concentration: 0.5,
        max_correlation: 0.8,
        max_daily_loss: 0.03,
        max_drawdown: 0.2,
        max_var: 0.02,
        max_cvar: 0.03,
        max_turnover: 4,
        sectors: { SPY: "index" },
        on_breach: "flatten",
        stop_loss: 0.02,
        trailing_stop: 0.05,
        time_stop: 20,
        break_even: 0.02,
      },
      optimization: { walk_forward: { train_periods: 100, test_periods: 20, step_size: 5 } },
      audit: { required: true },
    });
    const leaves = (value: object, path = ""): string[] =>
      Object.entries(value).flatMap(([key, inner]) =>
        typeof inner === "object" && !CONFIG_KEYS.includes(`${path}${key}`)
          ? leaves(inner as object, `${path}${key}.`)
          : [`${path}${key}`],
      );
    expect(leaves(config)).toEqual([...CONFIG_KEYS]);
  });

  it("takes nothing at all: an empty file, comments, a byte order mark", () => {
    for (const text of ["", "\n\n", "# nothing yet\n", "---\n", "\ufeff", "null\n"]) {
      expect(readConfig("config.yaml", text)).toEqual({});
    }
  });

  it("takes what init writes", () => {
    expect(readConfig("config.yaml", CONFIG_TEMPLATE)).toMatchObject({ backtesting: { commission: 0.001 } });
  });

  it("takes aliases in moderation", () => {
    const config = readConfig("config.yaml", "data: { cache_dir: &a ./x }\npolygon: { bucket: *a }");
    expect(config).toEqual({ data: { cache_dir: "./x" }, polygon: { bucket: "./x" } });
  });

  it.each([
    [
      "dta: {}",
      'unknown key "dta". Did you mean "data"? Known here: data, results, polygon, binance, backtesting, risk, optimization, audit.',
    ],
    ["data: { cachedir: x }", 'unknown key "data.cachedir". Did you mean "cache_dir"? Known here: source, cache_dir'],
    [
      "optimization: { walk_forward: { step: 1 } }",
      'unknown key "optimization.walk_forward.step". Did you mean "step_size"? Known here: train_periods, test_periods, step_size.',
    ],
    [
      "optimization: { walk_forward: { step_sise: 1 } }",
      'unknown key "optimization.walk_forward.step_sise". Did you mean "step_size"?',
    ],
    ["risk: { max_position_sise: 0.1 }", 'unknown key "risk.max_position_sise". Did you mean "max_position_size"?'],
    ["risk: { max_var: { limit: 0.1, windoww: 3 } }", 'unknown key "risk.max_var.windoww". Did you mean "window"?'],
    ["__proto__: { risk: 1 }", 'unknown key "__proto__"'],
    ["backtesting: { __proto__: { commission: 0.5 } }", 'unknown key "backtesting.__proto__"'],
    ["constructor: 1", 'unknown key "constructor"'],
    ["<<: { data: {} }", 'unknown key "<<"'],
    ["1: 2", 'unknown key "1"'],
    ["? [a, b]\n: 1", 'unknown key "[ a, b ]"'],
  ])("names the nearest key for %j", (text, says) => {
    expect(problem(text)).toContain(says);
  });

  it("changes no prototype", () => {
    problem("__proto__: { polluted: true }");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    ["hello", "the file: "],
    ["- 1", "the file: "],
    ["data: []", "data: "],
    ["data:", "data: "],
    ["data: { source: '' }", "data.source: "],
    ["data: { max_cache_size_gb: 0 }", "data.max_cache_size_gb: "],
    ["polygon: { endpoint: files }", "polygon.endpoint: "],
    ["backtesting: { initial_capital: '5000' }", "backtesting.initial_capital: "],
    ["backtesting: { initial_capital: .inf }", "backtesting.initial_capital: "],
    ["backtesting: { initial_capital: -1 }", "backtesting.initial_capital: "],
    ["backtesting: { commission: 1 }", "backtesting.commission: "],
    ["backtesting: { commission: .nan }", "backtesting.commission: "],
    ["backtesting: { slippage_model: fxed }", "backtesting.slippage_model: "],
    ["backtesting: { slippage_rate: -0.1 }", "backtesting.slippage_rate: "],
    ["optimization: { walk_forward: { train_periods: 1.5 } }", "optimization.walk_forward.train_periods: "],
    ["risk:", "risk: "],
    ["risk: { max_position_size: 10% }", "risk.max_position_size: "],
    ["risk: { max_position_size: 0 }", "risk.max_position_size: "],
    ["risk: { max_var: { limit: 0.02, window: 1 } }", "risk.max_var.window: "],
    ["risk: { max_var: much }", "risk.max_var: "],
    ["risk: { stop_loss: 1 }", "risk.stop_loss: "],
    ["risk: { on_breach: stop }", "risk.on_breach: "],
    ["optimization: { walk_forward: { test_periods: 0 } }", "optimization.walk_forward.test_periods: "],
  ])("names the place of the wrong value in %j", (text, place) => {
    expect(problem(text)).toContain(`config.yaml: ${place}`);
  });

  it("says on one line where the YAML is wrong", () => {
    expect(problem("backtesting: { commission: \n")).toMatch(/not valid YAML: .* at line 1, column \d+\. Correct/);
    expect(problem("data: { source: x, source: y }")).toContain("not valid YAML: Map keys must be unique at line 1");
    expect(problem("data: {}\n---\ndata: {}")).toContain("multiple documents");
  });

  it("refuses an alias bomb", () => {
    const levels = [..."bcdef"].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcde"[i]}`).join(", ")}]`);
    expect(problem(["a: &a [x, x]", ...levels].join("\n"))).toContain("Excessive alias count");
    expect(problem("data: &d { source: *d }")).toContain("data.source: ");
  });

  it("refuses tags that mean nothing, and warns past nobody", () => {
    const warned = vi.spyOn(process, "emitWarning");
    expect(problem("backtesting: !!js/function 'x'")).toContain("not valid YAML: Unresolved tag");
    expect(problem("backtesting: { strategy: !env HOME }")).toContain("Unresolved tag: !env at line 1");
    problem("? { a: b }\n: 1");
    expect(warned).not.toHaveBeenCalled();
  });
});

describe("loadConfig", () => {
  it("takes the named file, else config.yaml of the folder, else none", () => {
    const folder = temporaryFolder();
    expect(loadConfig(folder, undefined)).toBeNull();
    const path = join(folder, "config.yaml");
    writeFileSync(path, "backtesting: { commission: 0.1 }");
    writeFileSync(join(folder, "other.yaml"), "backtesting: { commission: 0.2 }");
    expect(loadConfig(folder, undefined)).toEqual({ path, config: { backtesting: { commission: 0.1 } } });
    expect(loadConfig(folder, join(folder, "other.yaml"))?.config.backtesting?.commission).toBe(0.2);
  });

  it("says which file isn't there, or can't be read", () => {
    const folder = temporaryFolder();
    const missing = thrown(() => loadConfig(folder, join(folder, "none.yaml")));
    expect(missing.code).toBe("BACKSIGHT_FILE_NOT_FOUND");
    expect(missing.message).toContain("none.yaml");
    expect(thrown(() => loadConfig(folder, folder)).code).toBe("BACKSIGHT_FILE_READ");
  });
});
