import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { randomStream } from "../core/random.ts";
import { log1p } from "../math/log1p.ts";
import { variance } from "../math/moments.ts";
import { beyondBenchmark } from "./audits/beyond-benchmark.ts";
import { warmUpDependence } from "./audits/warm-up-dependence.ts";
import { deflatedSharpe } from "./deflated-sharpe.ts";
import { haircutSharpes } from "./haircut-sharpe.ts";
import { auditLookAhead } from "./look-ahead-audit.ts";
import { luckZScore } from "./luck-p-value.ts";
import { minimumBacktestLengthBound } from "./minimum-backtest-length.ts";
import { blockBootstrap } from "./monte-carlo/block-bootstrap.ts";
import { circularBootstrap } from "./monte-carlo/circular-bootstrap.ts";
import { fanOf } from "./monte-carlo/fan.ts";
import { fitGarch, garchPaths } from "./monte-carlo/garch.ts";
import { fitGeometricBrownian, geometricBrownianPaths } from "./monte-carlo/geometric-brownian.ts";
import { iidBootstrap } from "./monte-carlo/iid-bootstrap.ts";
import { kellyMultiple, kellyUnderUncertainty } from "./monte-carlo/kelly.ts";
import { metricIntervals } from "./monte-carlo/metric-intervals.ts";
import { permutationTest } from "./monte-carlo/permutation-test.ts";
import { fitRegimeSwitching, regimeSwitchingPaths } from "./monte-carlo/regime-switching.ts";
import { drawdownProbability, lossProbabilities, riskOfRuin } from "./monte-carlo/ruin.ts";
import { simulatePaths } from "./monte-carlo/simulate-paths.ts";
import { stationaryPaths } from "./monte-carlo/stationary-paths.ts";
import { tradeReturns, tradeShuffle } from "./monte-carlo/trade-shuffle.ts";
import { benjaminiHochberg, benjaminiYekutieli, bonferroni } from "./multiple-testing.ts";
import { politisWhiteBlockLength } from "./politis-white-block-length.ts";
import { probabilisticSharpe } from "./probabilistic-sharpe.ts";
import { stationaryVariance } from "./stationary-variance.ts";
import { stepwiseSuperior } from "./step-m.ts";
import { evidenceLines } from "./verdict/evidence-lines.ts";
import { searchEvidence } from "./verdict/search-evidence.ts";
import { verdict } from "./verdict/verdict.ts";
import { verdictEvidence } from "./verdict/verdict-evidence.ts";

const drawn = (draw: ReturnType<typeof iidBootstrap>, length: number) => {
  const out = new Float64Array(length);
  draw(randomStream(1, "examples"), out);
  return out;
};
const twoPaths = simulatePaths((_, out) => out.set([0.1, -0.5, 0.2]), {
  periods: 3,
  paths: 2,
  seed: 1,
  name: "example",
  startingCash: 100,
});
const calmThenWild = Array.from({ length: 60 }, (_, i) => (i % 2 === 1 ? -1 : 1) * (i < 30 ? 0.01 : 0.03));

describe("the examples of docblocks that have no test of their own", () => {
  it("tests and audits", () => {
    const fives = Array.from({ length: 20 }, (_, i) => (i % 10 < 5 ? 1 : -1));
    expect(politisWhiteBlockLength(fives)).toEqual({ stationary: 7, circular: 7 });
    expect(stationaryVariance([1, -1], 2)).toBe(0.5);
    const differences = [Float64Array.of(1, 2, 3, 2), Float64Array.of(-1, 0, 1, 0)];
    const resamples = [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 1, 2, 3)];
    expect(stepwiseSuperior(differences, { resamples, studentised: false })).toEqual([0]);
    const { beta, alpha } = beyondBenchmark([0.02, 0.01, 0.03, 0, 0.02], [0.01, 0, 0.01, -0.01, 0.02]);
    expect([beta, alpha]).toEqual([expect.closeTo(420 / 520, 12), expect.closeTo(0.016 - (420 / 520) * 0.006, 12)]);
    const close = Float64Array.from({ length: 200 }, (_, i) => 100 + ((i * 37) % 23));
    const { share } = warmUpDependence({
      length: 200,
      evaluate: (start) => {
        let sum = 0;
        const above = Array.from(close.subarray(start), (price, i) => {
          sum += price;
          return price > sum / (i + 1) ? 1 : 0;
        });
        return new Map([["entries", above]]);
      },
      requiredHistory: 5,
      random: randomStream(1, "examples"),
    });
    expect(share).toBeGreaterThan(0);
  });

  it("paths", () => {
    const pairs = (path: Float64Array) => {
      const found = new Set<string>();
      for (let i = 0; i < path.length; i += 2) found.add(`${path[i]} ${path[i + 1]}`);
      return [...found].sort();
    };
    expect(pairs(drawn(blockBootstrap([1, 2, 3], 2), 200))).toEqual(["1 2", "2 3"]);
    expect(pairs(drawn(circularBootstrap([1, 2, 3], 2), 200))).toEqual(["1 2", "2 3", "3 1"]);
    expect(new Set(drawn(iidBootstrap([0.01, -0.02]), 50))).toEqual(new Set([0.01, -0.02]));
    expect(drawn(stationaryPaths([1, 2, 3], 1), 50)).toEqual(drawn(iidBootstrap([1, 2, 3]), 50));
    expect([...twoPaths.equity.map((column) => column[0]!)]).toEqual(
      [100, 110, 55, 66].map((x) => expect.closeTo(x, 9)),
    );
    expect([twoPaths.maxDrawdown[0], twoPaths.lowest[0], twoPaths.longestUnderWater[0]]).toEqual([
      -0.5,
      expect.closeTo(55, 9),
      2,
    ]);
    expect([...fanOf(twoPaths, [0.5]).equity[0]!]).toEqual([100, 110, 55, 66].map((x) => expect.closeTo(x, 9)));
    expect([riskOfRuin(twoPaths, 0.4), riskOfRuin(twoPaths, 0.5)]).toEqual([1, 0]);
    const shuffled = drawn(tradeShuffle([0.1, -0.2, 0.5]), 3);
    expect(shuffled.reduce((money, change) => money * (1 + change), 1)).toBeCloseTo(1.32, 12);
  });

  it("models", () => {
    const { omega, alpha, beta } = fitGarch(calmThenWild);
    expect(omega / (1 - alpha - beta)).toBeCloseTo(variance(Float64Array.from(calmThenWild, log1p), 0), 12);
    expect(omega / (1 - alpha - beta)).toBeCloseTo(0.0005003, 6);
    const brownian = fitGeometricBrownian([0.1, -0.05, 0.02]);
    expect([brownian.mean, brownian.deviation]).toEqual([expect.closeTo(0.02127, 5), expect.closeTo(0.07331, 5)]);
    const regimes = fitRegimeSwitching(calmThenWild);
    expect(regimes.deviations).toEqual([expect.closeTo(0.01, 3), expect.closeTo(0.0295, 4)]);
    expect(regimes.stay[0]).toBeCloseTo(0.965, 3);
    expect(regimes.isWildNow).toBeCloseTo(1, 6);
  });

  it("what paths say", () => {
    const { full, median, low } = kellyUnderUncertainty([0.02, -0.01, 0.03, 0], Float64Array.of(10, 30, 50));
    expect([full, median, low]).toEqual([30, 30, 12].map((value) => expect.closeTo(value, 9)));
    expect(metricIntervals({ sharpeRatio: 2.5 }, { sharpeRatio: Float64Array.of(1, 2, 3) }, 0.5)).toEqual([
      { id: "sharpeRatio", observed: 2.5, low: 1.5, median: 2, high: 2.5 },
    ]);
  });

  it("Sharpe ratios and p-values", () => {
    const returns = [0.02, -0.01, 0.03, 0];
    expect(probabilisticSharpe(returns)).toBeCloseTo(0.8254, 4);
    expect(deflatedSharpe(returns, { count: 1 })).toBe(probabilisticSharpe(returns));
    const haircuts = haircutSharpes([0.2, 0.1, 0.02], 120, "holm");
    const near = (values: readonly number[], digits = 3) => values.map((value) => expect.closeTo(value, digits));
    expect(haircuts.map(({ pValue }) => pValue)).toEqual(near([0.03, 0.276, 0.827]));
    expect(haircuts.map(({ adjustedPValue }) => adjustedPValue)).toEqual(near([0.091, 0.551, 0.827]));
    expect(haircuts.map(({ sharpe }) => sharpe)).toEqual(near([0.155, 0.055, 0.02]));
    expect([luckZScore(0.05, 1), luckZScore(0.05, 100)]).toEqual(near([1.645, 3.283]));
    expect(minimumBacktestLengthBound(45)).toBeCloseTo(7.6, 1);
    const pValues = [0.01, 0.04, 0.03];
    expect([...bonferroni(pValues)]).toEqual(near([0.03, 0.12, 0.09], 12));
    expect([...benjaminiHochberg(pValues)]).toEqual(near([0.03, 0.04, 0.04], 12));
    expect([...benjaminiYekutieli(pValues)]).toEqual(near([0.055, 0.073, 0.073]));
    const { pValue, selectionBias } = permutationTest(3, () => 1, { permutations: 9, seed: 1 });
    expect([pValue, selectionBias]).toEqual([0.1, 1]);
  });

  it("more of paths", () => {
    const flat = { mean: 0.01, omega: 0, alpha: 0, beta: 0, nextVariance: 0, residuals: Float64Array.of(1) };
    const regimes = { means: [0.01, 0.01], deviations: [0, 0], stay: [1, 1], isWildNow: 0 } as const;
    const draws = [
      garchPaths(flat),
      geometricBrownianPaths({ mean: 0.01, deviation: 0 }),
      regimeSwitchingPaths(regimes),
    ];
    for (const draw of draws) expect([...drawn(draw, 2)]).toEqual([0.01005, 0.01005].map((x) => expect.closeTo(x, 5)));
    expect(kellyMultiple([0.02, -0.01, 0.03, 0])).toBeCloseTo(30, 9);
    expect([drawdownProbability(twoPaths, 0.5), drawdownProbability(twoPaths, 0.6)]).toEqual([1, 0]);
    expect([...lossProbabilities(twoPaths)]).toEqual([0, 0, 1, 1]);
    expect([...tradeReturns([10, -11], 100)]).toEqual([0.1, -0.1]);
  });

  it("verdicts", () => {
    const losing = Float64Array.from({ length: 252 }, (_, i) => (i % 2 === 0 ? -0.002 : 0.001));
    const evidence = verdictEvidence({ returns: losing, periodsPerYear: 252, trials: { count: 1, isCounted: true } });
    expect([evidence.years, evidence.annualSharpe]).toEqual([1, expect.closeTo(-5.28, 2)]);
    expect(evidence.luck).toBeGreaterThan(0.99);
    expect(evidenceLines(evidence).map(({ says }) => says)).toEqual(["luck", "doubt"]);
    expect(verdict(evidence).label).toBe("likely luck");

    const second = Float64Array.from(losing, (_, i) => 0.01 * (((i * 37) % 23) / 11 - 1) + 0.001);
    const first = Float64Array.from(losing, (_, i) => 0.01 * (((i * 53) % 29) / 14 - 1));
    const tried = [first, second, second.map((value) => 2 * value)];
    const { effective, chosen } = searchEvidence({ tried, periodsPerYear: 252, resamples: 0 });
    expect([effective.clusters, chosen]).toEqual([2, 1]);
    expect(effective.independent).toBeCloseTo(2, 1);
  });

  it("the audit of the future", () => {
    const bars = walkBars(300, 1);
    const auditOf = (offset: -1 | 1) => {
      const evaluate = ({ close }: Pick<typeof bars, "close">) =>
        new Map([
          ["entries", Uint8Array.from(close, (price, i) => (close[i + offset]! * offset > price * offset ? 1 : 0))],
        ]);
      const original = evaluate(bars);
      const signalBars = Int32Array.from(original.get("entries")!.keys()).filter(
        (i) => original.get("entries")![i] === 1,
      );
      const random = randomStream(1, "examples");
      return auditLookAhead({
        ...{ bars, evaluate, original, signalBars, random },
        warmUp: 1,
        budgetMs: 1000,
        now: () => 0,
      });
    };
    expect(auditOf(1)).toMatchObject({ status: "failed", finding: { kind: "future removed" } });
    expect(auditOf(-1).status).toBe("passed");
  });
});

describe("what the package offers to judge results", () => {
  it("has an example each", () => {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
    const without: string[] = [];
    let count = 0;
    for (const [, names, path] of read("../validation.ts").matchAll(
      /export \{([^}]+)\} from "\.\/(validation\/[^"]+)"/g,
    )) {
      const source = read(`../${path}`);
      for (const name of names!.split(",").map((one) => one.trim())) {
        const [, doc = ""] =
          new RegExp(`(/\\*\\*(?:(?!\\*/)[^])*\\*/)\\s*export (?:function|const) ${name}\\b`).exec(source) ?? [];
        count++;
        if (!doc.includes("@example")) without.push(name);
      }
    }
    expect(count).toBeGreaterThan(50);
    expect(without).toEqual([]);
  });
});
