import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { createBacktest } from "./backtest.ts";
import { universalPorts } from "./default-ports.ts";
import { monteCarloAnalysis } from "./monte-carlo/monte-carlo-analysis.ts";
import { OptimizationEngine } from "./optimization-engine.ts";

const text = () => "";
const backtest = createBacktest({
  ports: async () => universalPorts(),
  presenter: { summary: text, html: text, markdown: text, write: async () => {} },
});
const strategy = defineStrategy({
  name: "momentum",
  params: { look: int(5, { min: 2, max: 9 }) },
  requiredHistory: (p) => p.look + 1,
  signals: ({ close }, p) => ({ entries: close.gt(close.lag(p.look)), exits: close.lt(close.lag(p.look)) }),
});

describe("OptimizationEngine", () => {
  const engine = new OptimizationEngine();
  const run = backtest(strategy, walkBars(200, 3), { store: false });

  it("draws from what a run is", async () => {
    const { detail } = await run;
    expect(await engine.monteCarloAnalysis(await run, { paths: 30, seed: 2 })).toEqual(
      monteCarloAnalysis(detail, { paths: 30, seed: 2 }),
    );
  });

  it("judges a run that carries its verdict", async () => {
    const { verdict, detail } = await run;
    expect(verdict).toBe(detail.record.verdict);
    expect(verdict.reasons.length).toBeGreaterThan(0);
  });

  it("runs a strategy again in other worlds", async () => {
    const found = await engine.monteCarloAnalysis(await run, { method: "parameter-jitter", paths: 5, strategy });
    expect(found).toMatchObject({ method: "parameter-jitter", paths: 5, fan: null });
  });

  it("asks for the strategy where one is needed", async () => {
    await expect(engine.monteCarloAnalysis(await run, { method: "permutation" })).rejects.toThrow("Give the strategy");
    await expect(engine.monteCarloAnalysis(await run, { method: "permutation", strategy: 1 })).rejects.toThrow(
      "defineStrategy",
    );
  });
});
