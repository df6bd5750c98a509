import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { int } from "../../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { sma } from "../../indicators/sma.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import { comboReturns } from "./combo-returns.ts";
import { crossValidateSweep } from "./cross-validate-sweep.ts";

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});
const request = { strategy: cross, bars: randomMarket("lively", 7, 600), settings: DEFAULT_SETTINGS };
const combos = [2, 3, 5, 9].flatMap((fast) => [4, 8, 16].map((slow) => ({ fast, slow })));

describe("crossValidateSweep", () => {
  it("takes the best of the training rows to the test, on every path", () => {
    const found = crossValidateSweep(request, combos, { folds: 5, testFolds: 2, purge: 3, embargo: 2 });
    // 9 ≥ 4 and 9 ≥ 8, 5 ≥ 4 are forbidden; C(5, 2)·2/5 paths
    expect([found.params.length, found.failed, found.paths.length]).toEqual([9, 3, 4]);
    const columns = [...comboReturns(request, found.params)];
    const rows = columns[0]!.length;
    const size = Math.floor(rows / 5);
    // path 0 takes folds 0 and 1 from the split that tests both
    const { chosen, testFolds } = found.splits[0]!;
    expect(testFolds).toEqual([0, 1]);
    const own = columns[chosen]!;
    expect(found.paths[0]!.subarray(0, 2 * size)).toEqual(own.subarray(0, 2 * size));
    for (const [k, path] of found.paths.entries()) {
      const growth = path.reduce((money, change) => money * (1 + change), 1);
      expect(found.pathMetrics[k]!.totalReturn).toBeCloseTo(growth - 1, 9);
    }
  });

  it("ranks by the score that is asked for", () => {
    const least = crossValidateSweep(request, combos, {
      folds: 4,
      testFolds: 1,
      score: (returns) => -Math.max(...returns),
    });
    const columns = [...comboReturns(request, least.params)];
    const train = columns.map((column) => Math.max(...column!.subarray(Math.floor(column!.length / 4))));
    expect(train[least.splits[0]!.chosen]).toBe(Math.min(...train));
  });

  it("refuses what can't be simulated", () => {
    expect(() => crossValidateSweep(request, [{ fast: 9, slow: 4 }], { folds: 4, testFolds: 1 })).toThrow("1 of them");
  });
});
