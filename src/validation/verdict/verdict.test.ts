import { describe, expect, it } from "vitest";
import { uniformity } from "../../../test/support/kolmogorov-smirnov.ts";
import { bestOfNoise, betterOf, edgeReturns } from "../../../test/support/simulated-worlds.ts";
import { evidenceLines } from "./evidence-lines.ts";
import { verdict } from "./verdict.ts";
import { type EvidenceInput, verdictEvidence } from "./verdict-evidence.ts";
import { settlingYears } from "./would-settle-it.ts";

const YEARS = 1260;
const counted = (count: number) => ({ count, isCounted: true });
const edge = edgeReturns({ seed: 1, days: YEARS, edge: 2 });
const judged = (input: Partial<EvidenceInput>) =>
  verdict(verdictEvidence({ returns: edge, periodsPerYear: 252, trials: counted(1), ...input }));

describe("the verdict", () => {
  it("names three reasons and what would settle it", () => {
    const card = judged({ lookAhead: "proved" });
    expect(card.label).toBe("likely real");
    expect(card.reasons).toHaveLength(3);
    expect(card.reasons[0]).toMatch(
      /^an annual Sharpe ratio of \d\.\d\d over 5\.00 years is what a worthless strategy shows/,
    );
    expect(card.wouldSettleIt).toContain("never seen");
  });

  it.each<[string, Partial<EvidenceInput>, string, RegExp]>([
    ["that sees the future", { lookAhead: "failed" }, "likely luck", /sees the future/],
    ["that can't be repeated", { lookAhead: "nondeterministic" }, "likely luck", /two runs/],
    ["whose signals came from elsewhere", { lookAhead: "not checkable" }, "can't tell", /computed elsewhere/],
    ["whose tries nobody counted", { trials: { count: 1, isCounted: false } }, "can't tell", /weren't counted/],
    ["that is the benchmark", { benchmarkReturns: edge }, "can't tell", /the benchmark itself/],
    ["without costs", { costs: { paid: 0, breakEven: 0.01, multiple: Infinity } }, "can't tell", /costs are off/],
    [
      "that twice the costs would eat",
      { costs: { paid: 0.01, breakEven: 0.015, multiple: 1.5 } },
      "can't tell",
      /twice the costs/,
    ],
    [
      "smaller than its costs",
      { costs: { paid: 0.01, breakEven: 0.005, multiple: 0.5 } },
      "likely luck",
      /smaller than the costs/,
    ],
    [
      "too large for its market",
      { capacity: { capital: 50_000, multiple: 0.5 } },
      "can't tell",
      /0\.50 times its size/,
    ],
    [
      "of instruments known from later",
      { survivorship: { traded: 2, early: ["C"], missing: [], survivors: 1 } },
      "can't tell",
      /survived/,
    ],
    [
      "on today's list",
      { survivorship: { traded: 2, early: [], missing: ["A", "B", "C", "D"], survivors: 0.5 } },
      "can't tell",
      /A, B, C and 1 more/,
    ],
    ["made by one trade", { tradePnl: Float64Array.of(100, -20, -30) }, "can't tell", /best trade/],
    ["decided inside bars", { intrabar: { netPnl: 100, worst: -150 } }, "can't tell", /gone worst/],
    [
      "of a search that overfits",
      { overfitting: { probability: 0.6, lossProbability: 0.5 } },
      "likely luck",
      /worse half/,
    ],
    ["as good on shuffled prices", { permutation: 0.7 }, "likely luck", /another order/],
    ["nearly as good on shuffled prices", { permutation: 0.2 }, "can't tell", /another order/],
    ["no better than all that was tried", { superiorPredictiveAbility: 0.3 }, "can't tell", /SPA/],
    ["with too short a warm-up", { isWarmUpEnough: false }, "can't tell", /warm-up/],
  ])("on a good result %s", (_, input, label, reason) => {
    const card = judged(input);
    expect(card.label).toBe(label);
    expect(card.reasons[0]).toMatch(reason);
    expect(card.wouldSettleIt).not.toBe("");
  });

  it("calls a loss luck, and says that more data would not help", () => {
    const card = judged({ returns: edge.map((value) => -value) });
    expect(card.label).toBe("likely luck");
    expect(card.wouldSettleIt).toContain("No amount of data");
  });

  it("can't tell from nothing", () => {
    for (const returns of [new Float64Array(0), Float64Array.of(0.1), new Float64Array(300)]) {
      expect(judged({ returns }).label).toBe("can't tell");
    }
  });

  it("asks more of the best of many", () => {
    const labels = [1, 100, 1e6, 1e9].map((count) => judged({ trials: counted(count) }).label);
    expect(labels[0]).toBe("likely real");
    expect(labels.at(-1)).not.toBe("likely real");
  });

  it("says one stretch made it", () => {
    const returns = Float64Array.from({ length: 600 }, (_, i) => (i < 200 ? 0.02 : -0.0005) + (i % 2) * 0.001);
    const lines = evidenceLines(verdictEvidence({ returns, periodsPerYear: 252, trials: counted(1) }));
    expect(lines.find(({ id }) => id === "regimes")).toMatchObject({
      says: "doubt",
      text: expect.stringContaining("1 of 3"),
    });
  });
});

describe("settlingYears", () => {
  it("is the record at which the same Sharpe ratio passes", () => {
    // normal moments at a Sharpe ratio of 0.1 a day: (1 + 0.1²/2)·(2.170090/0.1)² + 1 = 474.28 days; of ten tries
    // Φ(z)^10 = 0.985, a tail of 0.0015102: z = 2.9656, 1 + 1.005·29.656² = 884.9 days
    const evidence = verdictEvidence({ returns: edge, periodsPerYear: 252, trials: counted(10) });
    const record = { observations: 100, sharpe: 0.1, skewness: 0, kurtosis: 3 };
    const years = settlingYears({ ...evidence, record, inflation: 1 });
    expect(years.fresh * 252).toBeCloseTo(474.28, 1);
    expect(years.inAll * 252).toBeCloseTo(884.9, 0);
    expect(settlingYears({ ...evidence, record: { ...record, sharpe: -0.1 } }).inAll).toBe(Infinity);
  });
});

/** A part of the worlds of `npm run bench:verdict`, whose tables stand in docs/verdict.md. */
describe("on simulated worlds", () => {
  const worlds = Array.from({ length: 300 }, (_, k) => k + 1);
  const noise = worlds.map((seed) => bestOfNoise({ seed, days: 504 }, [1, 10, 50]));

  it("seldom calls the best of pure noise real", () => {
    for (const [k, count] of [1, 10, 50].entries()) {
      const cards = noise.map((chosen) => judged({ returns: chosen[k]!, trials: counted(count) }));
      const share = cards.filter(({ label }) => label === "likely real").length / worlds.length;
      // 1.5 % and three standard errors: 0.015 + 3·√(0.015·0.985/300)
      expect(share).toBeLessThanOrEqual(0.036);
    }
  });

  it("has uniform chances of luck on noise", () => {
    const evidence = noise.map((chosen) =>
      verdictEvidence({ returns: chosen[0]!, periodsPerYear: 252, trials: counted(1) }),
    );
    expect(uniformity(evidence.map(({ probabilisticSharpe }) => probabilisticSharpe)).pValue).toBeGreaterThan(0.01);
    expect(uniformity(evidence.map(({ luck }) => luck)).pValue).toBeGreaterThan(0.01);
  });

  it("finds a planted edge", () => {
    const some = worlds.slice(0, 150);
    const share = (returnsOf: (seed: number) => Float64Array, count: number) =>
      some.filter((seed) => judged({ returns: returnsOf(seed), trials: counted(count) }).label === "likely real")
        .length / some.length;
    const own = (seed: number) => edgeReturns({ seed, days: YEARS, edge: 2 });
    expect(share(own, 1)).toBeGreaterThanOrEqual(0.9);
    const amongNoise = (seed: number) => betterOf(own(seed), bestOfNoise({ seed, days: YEARS }, [99])[0]!);
    expect(share(amongNoise, 100)).toBeGreaterThanOrEqual(0.75);
  });
});
