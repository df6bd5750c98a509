import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { backtest } from "../../index.ts";
import { metricGoal } from "../../optimize/objectives/goal.ts";
import { objectiveOf } from "../../optimize/objectives/search-objective.ts";
import { StrategyFactory } from "../../strategy/strategy-factory.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import { runReturns } from "../run-returns.ts";
import { comboReturns } from "./combo-returns.ts";
import { mostCompared, sweepEvidence } from "./sweep-evidence.ts";
import { createSweepRunner } from "./sweep-rows.ts";
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
    const returnsOf = comboReturns(request);
    for (const params of combos) {
      const { detail } = await backtest(strategy, bars, { params });
      expect(returnsOf(params)).toEqual(runReturns(detail).returns);
    }
  });

  it("are none where it fails", () => {
    expect(comboReturns(request)({ fast: 20, slow: 10 })).toBe(null);
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

describe("mostCompared", () => {
  it("is bounded by what simulating and resampling takes", () => {
    // 1,200 hours are 50 days: neither bound is reached before the most that are ever compared.
    expect(mostCompared(bars)).toBe(1000);
    // 40,000 hours: 2^23 / 40,000 = 209.7; 1,667 days: 2^19 / 1,667 = 314.5.
    expect(mostCompared(randomMarket("lively", 7, 40_000))).toBe(209);
  });
});
