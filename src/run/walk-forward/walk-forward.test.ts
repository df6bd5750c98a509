import { describe, expect, it } from "vitest";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { ownGoal } from "../../optimize/objectives/goal.ts";
import { smaCross } from "../../strategy/library/sma-cross.ts";
import { universalPorts } from "../default-ports.ts";
import type { RunDetail } from "../run-detail.ts";
import { createWalkForward } from "./walk-forward.ts";
import type { WalkForwardRunOptions } from "./walk-forward-options.ts";

const text = () => "";
const saved: RunDetail[] = [];
const walkForward = createWalkForward({
  ports: async () => universalPorts(),
  presenter: { summary: text, html: text, markdown: text, write: async () => {} },
  save: async (detail) => void saved.push(detail),
});
const bars = walkBars(160, 5);
const OPTIONS: WalkForwardRunOptions = {
  ...{ train: 80, test: 20, params: { slow: 20 }, space: { fast: [3, 6, 9] }, purge: 0 },
};

describe("walkForwardOptimization", () => {
  it("keeps what isn't searched, counts progress and saves the stitched run", async () => {
    const told: number[] = [];
    const run = await walkForward(smaCross, bars, {
      ...OPTIONS,
      onProgress: ({ done, total }) => void told.push(done / total!),
    });
    expect(saved).toEqual([run.detail]);
    const { windows } = run.walkForward!;
    expect(windows.map(({ params }) => params!.slow)).toEqual([20, 20, 20, 20]);
    expect(run.detail.record.spec.walkForward).toMatchObject({ ranges: { fast: [3, 6, 9], slow: 20 }, method: "grid" });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it("draws the same from the same seed, and something else in each window", async () => {
    const options = { ...OPTIONS, space: { fast: { min: 2, max: 19 } }, method: "random", trials: 3, store: false };
    const first = await walkForward(smaCross, bars, options);
    const again = await walkForward(smaCross, bars, options);
    const other = await walkForward(smaCross, bars, { ...options, seed: 2 });
    expect(again.detail.record.specHash).toBe(first.detail.record.specHash);
    expect(again.walkForward).toEqual(first.walkForward);
    expect(other.walkForward!.windows).not.toEqual(first.walkForward!.windows);
    expect(new Set(first.walkForward!.windows.map(({ params }) => params!.fast)).size).toBeGreaterThan(1);
  });

  it("chooses by several goals the best by the first, and by goals of one's own", async () => {
    const several = { ...OPTIONS, metric: "totalReturn,turnover", store: false, method: "nsga2", trials: 12 };
    const front = await walkForward(smaCross, bars, several);
    const one = await walkForward(smaCross, bars, { ...OPTIONS, metric: "totalReturn", store: false });
    const chosen = (run: typeof one) => run.walkForward!.windows.map(({ inSample }) => inSample.metrics.totalReturn);
    expect(chosen(front)).toEqual(chosen(one));
    const slowest = ownGoal("slowest", [], (_, { fast }) => Number(fast));
    const own = await walkForward(smaCross, bars, { ...OPTIONS, metric: [slowest], store: false });
    expect(own.detail.record.spec.walkForward!.goals).toEqual(["slowest:higher"]);
    expect(own.walkForward!.windows.map(({ params }) => params!.fast)).toEqual([9, 9, 9, 9]);
    const calm = await walkForward(smaCross, bars, { ...OPTIONS, metric: "turnover", store: false });
    for (const [k, { inSample }] of calm.walkForward!.windows.entries())
      expect(inSample.metrics.turnover!).toBeLessThanOrEqual(one.walkForward!.windows[k]!.inSample.metrics.turnover!);
  });

  it("is cancelled between combinations", async () => {
    const options = { ...OPTIONS, signal: AbortSignal.abort(), store: false };
    await expect(walkForward(smaCross, bars, options)).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
  });

  it.each([
    [{ positions: "keep" }, "positions must be flatten or carry, was keep"],
    [{ trials: 0 }, "trials must be an integer from 1"],
    [{ engine: "event" }, "engine of a walk-forward"],
    [{ timeLimit: 0 }, "timeLimit must be"],
    [{ space: { fats: [1, 2] } }, '"fats"'],
    [{ method: "gird" }, "grid"],
    [{ tarin: 80 }, "tarin"],
  ])("refuses %j", async (wrong, message) => {
    await expect(walkForward(smaCross, bars, { ...OPTIONS, ...(wrong as object) })).rejects.toThrow(message);
  });

  it("takes bars that were made, of one instrument or several", async () => {
    await expect(walkForward(smaCross, [{}] as never)).rejects.toThrow("bars must be made by load()");
  });
});
