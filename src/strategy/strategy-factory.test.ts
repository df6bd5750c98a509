import { describe, expect, it, onTestFinished } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { int } from "../core/params/parameter.ts";
import { resolveParams } from "../core/params/resolve-params.ts";
import { asStrategy } from "./as-strategy.ts";
import { defineStrategy } from "./define-strategy.ts";
import { smaCross } from "./library/sma-cross.ts";
import { isLibraryStrategy, StrategyFactory } from "./strategy-factory.ts";

const mine = defineStrategy({
  name: "mine",
  params: { look: int(5) },
  signals: ({ close }, p) => ({ entries: close.gt(close.lag(p.look)) }),
});

describe("StrategyFactory", () => {
  it("lists what is there by name, with parameters", () => {
    const names = StrategyFactory.listAvailable().map(({ name }) => name);
    expect(names).toContain("sma-cross");
    expect(names).toContain("ema-cross");
    expect(names).toEqual([...names].sort());
    for (const { name, description, params } of StrategyFactory.listAvailable()) {
      if (!isLibraryStrategy(StrategyFactory.create(name))) continue;
      expect(description).not.toBe("");
      for (const parameter of Object.values(params)) expect(parameter.description).toBeTruthy();
    }
  });

  it("creates a strategy with other defaults, and leaves the original alone", () => {
    const created = StrategyFactory.create("sma-cross", { fast: "5" });
    expect(created.params.fast!.default).toBe(5);
    expect(created.params.slow!.default).toBe(smaCross.params.slow.default);
    expect(smaCross.params.fast.default).toBe(10);
    expect(resolveParams("sma-cross", created.params, {}).fast).toBe(5);
  });

  it("registers strategies, and classes", () => {
    StrategyFactory.register(mine);
    onTestFinished(() => StrategyFactory.register(smaCross));
    expect(StrategyFactory.create("mine", { look: 3 }).params.look!.default).toBe(3);
    StrategyFactory.register({ ...mine, name: "sma-cross" });
    expect(Object.keys(StrategyFactory.create("sma-cross").params)).toEqual(["look"]);
  });

  it.each<[() => unknown, string, string]>([
    [() => StrategyFactory.create("sma-corss"), "BACKSIGHT_STRATEGY_UNKNOWN", 'Did you mean "sma-cross"?'],
    [() => StrategyFactory.create("constructor"), "BACKSIGHT_STRATEGY_UNKNOWN", '"constructor"'],
    [() => StrategyFactory.create("sma-cross", { fats: 5 }), "BACKSIGHT_PARAMETER_UNKNOWN", 'Did you mean "fast"?'],
    [() => StrategyFactory.create("sma-cross", { fast: 1 }), "BACKSIGHT_PARAMETER_VALUE", "from 2 to 100, was 1"],
    [() => StrategyFactory.register({ name: "x" }), "BACKSIGHT_STRATEGY_DEFINITION", "object is neither"],
    [() => asStrategy(undefined), "BACKSIGHT_STRATEGY_DEFINITION", "undefined is neither"],
    [() => asStrategy(() => 1), "BACKSIGHT_STRATEGY_DEFINITION", "function is neither"],
  ])("refuses: %s", (work, code, message) => {
    const error = thrown(work);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});

describe("isLibraryStrategy", () => {
  it("knows the package's own, with whatever defaults", () => {
    expect(isLibraryStrategy(smaCross)).toBe(true);
    expect(isLibraryStrategy(StrategyFactory.create("ema-cross", { fast: 3 }))).toBe(true);
  });

  it("isn't fooled by a name", () => {
    expect(isLibraryStrategy({ ...mine, name: "sma-cross" })).toBe(false);
  });
});
