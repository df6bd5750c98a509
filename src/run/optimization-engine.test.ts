import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { createBacktest } from "./backtest.ts";
import { universalPorts } from "./default-ports.ts";
import { monteCarloAnalysis } from "./monte-carlo/monte-carlo-analysis.ts";
import { createOptimizationEngine } from "./optimization-engine.ts";
import { createWalkForward } from "./walk-forward/walk-forward.ts";

const text = () => "";
const platform = {
  ports: async () => universalPorts(),
  presenter: { summary: text, html: text, markdown: text, write: async () => {} },
};
const backtest = createBacktest(platform);
const walkForwardOptimization = createWalkForward(platform);
const strategy = defineStrategy({
  name: "momentum",
  params: { look: int(5, { min: 2, max: 9 }) },
  requiredHistory: (p) => p.look + 1,
  signals: ({ close }, p) => ({ entries: close.gt(close.lag(p.look)), exits: close.lt(close.lag(p.look)) }),
});

describe("OptimizationEngine", () => {
  const engine = new (createOptimizationEngine(walkForwardOptimization))();
  const run = backtest(strategy, walkBars(200, 3), { store: false });

  it("draws from what a run is", async () => {
    const { detail } = await run;
    expect(await engine.monteCarloAnalysis(await run, { paths: 30, seed: 2 })).toEqual(
      monteCarloAnalysis(detail, { paths: 30, seed: 2 }),
    );
  });

  it("walks forward as the function does", async () => {
    const options = { train: 60, test: 20, space: { look: [3, 6] }, store: false };
    const walked = await engine.walkForwardOptimization(strategy, walkBars(200, 3), options);
    const { record } = (await walkForwardOptimization(strategy, walkBars(200, 3), options)).detail;
    expect(walked.detail.record.resultHash).toBe(record.resultHash);
    await expect(engine.monteCarloAnalysis(walked, { method: "permutation", strategy })).rejects.toThrow(
      "of a walk-forward",
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
