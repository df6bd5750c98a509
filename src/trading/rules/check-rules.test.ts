import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { NO_COSTS } from "../costs/cost-settings.ts";
import { ALL_EQUITY } from "../orders/size.ts";
import { type AskedOfRules, checkRules } from "./check-rules.ts";
import { RULE_BOOKS } from "./presets.ts";
import type { RuleBookName } from "./rule-book.ts";

const PLAIN: AskedOfRules = {
  size: ALL_EQUITY,
  costs: NO_COSTS,
  accumulate: 1,
  leverage: 1,
  settlement: "T+0",
  takeProfit: null,
  trailingStop: null,
  timeStop: null,
  breakEven: null,
  intrabar: "worst",
  hasFiner: false,
  participation: null,
  latency: null,
  account: null,
  stopRange: null,
  trailRange: null,
  entryLimit: null,
  entryStop: null,
  exitLimit: null,
  hasTargets: false,
};

const check = (rules: RuleBookName, asked: Partial<AskedOfRules>) => () =>
  checkRules(RULE_BOOKS[rules], { ...PLAIN, ...asked });

describe("checkRules", () => {
  it("lets a plain run pass under every rule book", () => {
    for (const name of Object.keys(RULE_BOOKS)) expect(check(name as RuleBookName, {})).not.toThrow();
  });

  it("names everything that the tool has no way to express", () => {
    const asked = { entryLimit: Float64Array.of(NaN, 3), leverage: 2, settlement: "T+1" } as const;
    const error = thrown(check("vectorbt", asked));
    expect(error.code).toBe("BACKSIGHT_RULES_CANNOT");
    expect(error.message).toContain(
      "the rules of vectorbt have no way to express limit entries, leverage other than 1, settlement T+1.",
    );
    expect(check("backsight", asked)).not.toThrow();
  });

  it.each<[RuleBookName, Partial<AskedOfRules>, string]>([
    ["freqtrade", { entryStop: Float64Array.of(3) }, "stop entries"],
    ["freqtrade", { hasTargets: true }, "targets (weights or units)"],
    ["freqtrade", { accumulate: 2 }, "accumulate above 1"],
    ["vectorbt", { costs: { ...NO_COSTS, taxes: { buys: 0.005, sells: 0 } } }, "costs by order, side, market or time"],
    ["freqtrade", { costs: { ...NO_COSTS, commission: { kind: "per-unit", amount: 1 } } }, "a commission per unit"],
    ["backtesting.py", { trailingStop: { kind: "fraction", fraction: 0.1 } }, "a trailing stop"],
    ["zipline", { takeProfit: [{ afterBars: 0, fraction: 0.1 }] }, "a target by time held"],
    ["zipline", { size: { kind: "risk", fraction: 0.01 } }, "a size by risk"],
    ["backtrader", { intrabar: "ohlc" }, "an order of prices other than worst"],
    ["backtrader", { timeStop: 5 }, "a stop by time"],
    ["freqtrade", { breakEven: { afterGain: 0.02, offset: 0 } }, "a stop at break-even"],
    ["vectorbt", { exitLimit: Float64Array.of(3) }, "exits at a limit"],
    ["vectorbt", { trailingStop: { kind: "amount", amount: 1 } }, "a trailing stop by an amount"],
  ])("%s refuses %o", (rules, asked, what) => {
    expect(thrown(check(rules, asked)).message).toContain(`no way to express ${what}.`);
  });

  it("asks for no order that a column of NaN doesn't ask for", () => {
    expect(check("vectorbt", { entryLimit: Float64Array.of(NaN, NaN), entryStop: Float64Array.of(NaN) })).not.toThrow();
  });
});
