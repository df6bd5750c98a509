import { describe, expect, it } from "vitest";
import { runSpec } from "../../../test/support/run-spec.ts";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { int, num } from "../../core/params/parameter.ts";
import { randomStream } from "../../core/random.ts";
import type { Bars } from "../../market/bars.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { universalPorts } from "../default-ports.ts";
import { executeRun } from "../execute-run.ts";
import { noisyExecution } from "./execution-noise.ts";
import { jitteredParams } from "./parameter-jitter.ts";
import { rerunAnalysis } from "./rerun-analysis.ts";
import { rerunReturns } from "./rerun-returns.ts";
import { laterStart } from "./start-jitter.ts";

const bars = walkBars(300, 4);
const momentum = defineStrategy({
  name: "momentum",
  params: { look: int(5, { min: 2, max: 6 }), share: num(0.5, { min: 0.45 }) },
  where: (p) => p.look !== 4,
  requiredHistory: (p) => p.look + 1,
  signals: ({ close }, p) => ({ entries: close.gt(close.lag(p.look)), exits: close.lt(close.lag(p.look)) }),
});
const spec = runSpec({ params: { look: 5, share: 0.5 } });
const source = { spec, strategy: momentum, bars };

/** Prices whose steps tend to repeat: what momentum lives on. */
function trendingBars(): Bars {
  const draw = normalSampler(randomStream(3, "trending"));
  let [price, step] = [100, 0];
  const close = Float64Array.from({ length: 300 }, () => {
    step = 0.7 * step + 0.01 * draw();
    price *= 1 + step;
    return price;
  });
  const open = close.map((value, i) => (i === 0 ? 100 : close[i - 1]!) * (1 + 0 * value));
  const high = close.map((value, i) => Math.max(value, open[i]!));
  const low = close.map((value, i) => Math.min(value, open[i]!));
  return { ...bars, open, high, low, close, ticksPerUnit: null };
}

describe("rerunReturns", () => {
  it("are the run's own where nothing is changed", async () => {
    const { detail } = await executeRun({ spec, strategy: momentum, bars }, universalPorts());
    const { returns } = rerunReturns(source, {});
    let equity = spec.settings.cash;
    for (const value of returns) equity *= 1 + value;
    expect(equity).toBeCloseTo(detail.record.metrics.finalEquity!, 6);
  });

  it("don't change by noise without noise", () => {
    const quiet = noisyExecution(spec, randomStream(1, "quiet"), { late: 0, missed: 0, worse: 0 });
    expect(rerunReturns(source, quiet).returns).toEqual(rerunReturns(source, {}).returns);
  });

  it("are of nothing where every entry is missed", () => {
    const lost = noisyExecution(spec, randomStream(1, "lost"), { late: 0, missed: 1, worse: 0 });
    expect([...rerunReturns(source, lost).returns].every((value) => value === 0)).toBe(true);
  });

  it("are those of the next bar's signals where every signal is late", () => {
    const late = noisyExecution(spec, randomStream(1, "late"), { late: 1, missed: 0, worse: 0 });
    const lagged = defineStrategy({
      name: "lagged",
      requiredHistory: () => 6,
      signals: ({ close }) => ({
        entries: close.lag(1).gt(close.lag(6)),
        exits: close.lag(1).lt(close.lag(6)),
      }),
    });
    const expected = rerunReturns({ ...source, strategy: lagged, spec: runSpec({ params: {} }) }, {});
    expect(rerunReturns(source, late).returns).toEqual(expected.returns);
  });
});

describe("worlds", () => {
  it("keep parameters inside bounds and where", () => {
    const seen = new Set<number>();
    for (let k = 0; k < 200; k++) {
      const { params } = jitteredParams(source, randomStream(k, "jitter"));
      const { look, share } = params as { look: number; share: number };
      seen.add(look);
      expect(share).toBeGreaterThanOrEqual(0.45);
      expect(share).toBeLessThanOrEqual(0.6);
    }
    expect([...seen].sort()).toEqual([5, 6]);
  });

  it("begin up to a quarter later", () => {
    const starts = Array.from({ length: 300 }, (_, k) => laterStart(source, randomStream(k, "start")).later!);
    expect(Math.min(...starts)).toBeLessThan(5);
    expect(Math.max(...starts)).toBeLessThan(75);
    expect(Math.max(...starts)).toBeGreaterThan(68);
  });
});

describe("rerunAnalysis", () => {
  it.each(["permutation", "execution-noise", "parameter-jitter", "start-jitter"] as const)(
    "%s is repeatable",
    async (method) => {
      const found = await rerunAnalysis(source, { method, paths: 8 });
      expect(found.metrics.find(({ id }) => id === "sharpeRatio")!.median).not.toBeNaN();
      expect(found.fan).toBeNull();
      expect(await rerunAnalysis(source, { method, paths: 8 })).toEqual(found);
    },
  );

  it("finds that order matters to a strategy that lives on it, and only there", async () => {
    const onTrends = await rerunAnalysis({ ...source, bars: trendingBars() }, { method: "permutation", paths: 99 });
    expect(onTrends.pValue).toBeLessThanOrEqual(0.05);
    const onNoise = await rerunAnalysis(source, { method: "permutation", paths: 99 });
    expect(onNoise.pValue).toBeGreaterThan(0.05);
  });

  it("tells how far it is, and passes over worlds in which the strategy fails", async () => {
    const fragile = defineStrategy({
      name: "fragile",
      requiredHistory: () => 1,
      signals: ({ close }) => {
        if (close.values[10] !== bars.close[10]) throw new Error("other prices");
        return { entries: close.gt(0) };
      },
    });
    const told: number[] = [];
    const found = await rerunAnalysis(
      { ...source, strategy: fragile, spec: runSpec({ params: {} }) },
      { method: "permutation", paths: 3, onWorld: (done) => void told.push(done) },
    );
    expect(told).toEqual([1, 2, 3]);
    expect(found.metrics[0]!.median).toBeNaN();
    // no world did as well: (1 + 0)/(1 + 3)
    expect(found.pValue).toBe(0.25);
  });
});
