import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { log1p } from "../math/log1p.ts";
import { variance } from "../math/moments.ts";
import { beyondBenchmark } from "./audits/beyond-benchmark.ts";
import { warmUpDependence } from "./audits/warm-up-dependence.ts";
import { blockBootstrap } from "./monte-carlo/block-bootstrap.ts";
import { circularBootstrap } from "./monte-carlo/circular-bootstrap.ts";
import { fanOf } from "./monte-carlo/fan.ts";
import { fitGarch } from "./monte-carlo/garch.ts";
import { fitGeometricBrownian } from "./monte-carlo/geometric-brownian.ts";
import { iidBootstrap } from "./monte-carlo/iid-bootstrap.ts";
import { kellyUnderUncertainty } from "./monte-carlo/kelly.ts";
import { metricIntervals } from "./monte-carlo/metric-intervals.ts";
import { fitRegimeSwitching } from "./monte-carlo/regime-switching.ts";
import { riskOfRuin } from "./monte-carlo/ruin.ts";
import { simulatePaths } from "./monte-carlo/simulate-paths.ts";
import { stationaryPaths } from "./monte-carlo/stationary-paths.ts";
import { tradeShuffle } from "./monte-carlo/trade-shuffle.ts";
import { politisWhiteBlockLength } from "./politis-white-block-length.ts";
import { stationaryVariance } from "./stationary-variance.ts";
import { stepwiseSuperior } from "./step-m.ts";

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
});
