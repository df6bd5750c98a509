import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { backtest } from "../../index.ts";
import { metricGoal } from "../../optimize/objectives/goal.ts";
import { objectiveOf } from "../../optimize/objectives/search-objective.ts";
import { StrategyFactory } from "../../strategy/strategy-factory.ts";
import { type BacktestOptions, resolveOptions } from "../backtest-options.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import { runReturns } from "../run-returns.ts";
import { comboReturns } from "./combo-returns.ts";
import type { SweepDoor } from "./rows-block.ts";
import { comparedRows, mostCompared, sweepEvidence } from "./sweep-evidence.ts";
import { createSweepRunner, type SweepRequest } from "./sweep-rows.ts";
import { SweepSample } from "./sweep-sample.ts";

const bars = randomMarket("lively", 7, 1200);
const strategy = StrategyFactory.create("sma-cross");
const request = { strategy, bars, settings: { ...DEFAULT_SETTINGS, direction: strategy.direction } };
const combos = [2, 3, 5, 8].flatMap((fast) => [10, 20, 40].map((slow) => ({ fast, slow })));

function sampleOf(most: number): SweepSample {
  const sample = new SweepSample(objectiveOf(metricGoal("sharpeRatio", "higher")), most, 1);
  createSweepRunner(request).run(combos, (rows) => sample.offer(rows, combos));
  return sample;
}

describe("the returns of a combination", () => {
  it("are those of its run", async () => {
    for (const [k, returns] of [...comboReturns(request, combos)].entries()) {
      const { detail } = await backtest(strategy, bars, { params: combos[k]! });
      expect(returns).toEqual(runReturns(detail).returns);
    }
  });

  it("are those of its run through every door, and where equity is gone", async () => {
    const cases: readonly (readonly [BacktestOptions, SweepRequest["kernels"]?])[] = [
      [{}, "typescript"],
      [{ size: { cash: 20_000 } }],
      [{ returns: "bar" }],
      [{ stopLoss: 0.02, trailingStop: 0.03 }],
      [{ direction: "short", leverage: 40, size: { fraction: 40 } }],
    ];
    let ruined = 0;
    for (const [options, kernels = "wasm"] of cases) {
      const { settings } = resolveOptions(options, strategy.direction);
      for (const [k, returns] of [...comboReturns({ strategy, bars, settings, kernels }, combos)].entries()) {
        const { detail } = await backtest(strategy, bars, { ...options, params: combos[k]! });
        expect(returns).toEqual(runReturns(detail).returns);
        if (returns!.includes(-1)) ruined++;
      }
    }
    expect(ruined).toBeGreaterThan(0);
  });

  it("are none where it fails, and in order over more than a block", () => {
    const many = Array.from({ length: 300 }, (_, k) => (k % 7 === 3 ? { fast: 20, slow: 10 } : combos[k % 12]!));
    const alone = [...comboReturns(request, combos)];
    const found = [...comboReturns({ ...request, blockSize: 16 }, many)];
    expect(found).toEqual(many.map((_, k) => (k % 7 === 3 ? null : alone[k % 12])));
  });
});

describe("sweepEvidence", () => {
  it("compares all combinations, the chosen one once", async () => {
    const { detail } = await backtest(strategy, bars, { params: combos[4]! });
    const found = await sweepEvidence(detail, sampleOf(100), request);
    expect(found!.compared).toBe(combos.length);
    expect(found!.evidence.trials.count).toBeLessThanOrEqual(combos.length);
    expect(found!.evidence.overfitting?.probability).toBeGreaterThanOrEqual(0);
  });

  it("takes the combinations outside of a sample for as independent as those in it", async () => {
    const { detail } = await backtest(strategy, bars, { params: combos[4]! });
    const sample = sampleOf(5);
    const found = (await sweepEvidence(detail, sample, request))!;
    const isChosenSampled = sample.rows.some(({ params }) => params.fast === 3 && params.slow === 20);
    expect(found.compared).toBe(isChosenSampled ? 5 : 6);
    // Nobody counted more than these twelve: 12 / compared of what the sample is worth, and those whose returns stand still.
    const { trials, independent } = found.effective;
    const still = found.compared - trials;
    expect(found.evidence.trials.count).toBeCloseTo(independent * (combos.length / found.compared) + still, 10);
  });
});

describe("how many are compared", () => {
  it("is bounded by what resampling takes", () => {
    // 1,200 hours are 50 days: the bound isn't reached before the most that are ever compared.
    expect(mostCompared(bars)).toBe(500);
    // 8,000 hours are 334 days: 2^16 / 334 = 196.2; 40,000 hours are 1,667: 39.3, and never fewer than 128.
    expect(mostCompared(randomMarket("lively", 7, 8_000))).toBe(196);
    expect(mostCompared(randomMarket("lively", 7, 40_000))).toBe(128);
  });

  it("is bounded by what computing them again takes through their doors", () => {
    const rowsThrough = (door: SweepDoor) =>
      Array.from({ length: 500 }, (_, k) => ({ params: { fast: k }, scores: [k], door }));
    // 2^23 / 98,280 = 85.4; an eighth of that work through masks; fewer than the least on a hundred thousand bars more.
    expect(comparedRows(rowsThrough("columns"), 98_280, 1)).toHaveLength(500);
    expect(comparedRows(rowsThrough("plain"), 98_280, 1)).toHaveLength(85);
    expect(comparedRows(rowsThrough("plain"), 1_000_000, 1)).toHaveLength(32);
    const drawn = comparedRows(rowsThrough("plain"), 98_280, 1);
    expect(new Set(drawn).size).toBe(85);
    expect(comparedRows(rowsThrough("plain"), 98_280, 1)).toEqual(drawn);
    expect(comparedRows(rowsThrough("plain"), 98_280, 2)).not.toEqual(drawn);
  });
});
