import { strict as assert } from "node:assert";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { threadExecutor } from "../dist/jobs/thread-executor.js";
import { workerEntry } from "../dist/jobs/worker-entry.js";
import { shareBars } from "../dist/market/shared-bars.js";
import { DEFAULT_SETTINGS } from "../dist/run/default-settings.js";
import { strategyCode } from "../dist/run/strategy-code.js";
import { packRows } from "../dist/run/sweep/packed-rows.js";
import type { SweepExecutor, SweepJob } from "../dist/run/sweep/sweep-executor.js";
import type { SweepRequest } from "../dist/run/sweep/sweep-rows.js";
import { smaCross } from "../dist/strategy/library/sma-cross.js";
import { median } from "./measure.ts";

const PAIRS = 9;
const JOBS = 16;

/** What is swept, and how many combinations one of the sixteen jobs has. */
const KINDS: Readonly<Record<string, { readonly bars: number; readonly each: number; readonly metrics: string[] }>> = {
  "whole runs": { bars: 20_000, each: 8, metrics: ["cagr"] },
  kernels: { bars: 98_280, each: 256, metrics: [] },
};

function jobsOf(bars: number, each: number): SweepJob[] {
  return Array.from({ length: JOBS }, (_, job) => ({
    part: { begin: 0, end: bars },
    combos: Array.from({ length: each }, (_, k) => ({ fast: 2 + (k % 32), slow: 40 + job * 8 + Math.floor(k / 32) })),
  }));
}

async function rowsOf(executor: SweepExecutor, jobs: readonly SweepJob[]) {
  const all = [];
  for await (const rows of executor.run(jobs)) all.push(packRows(rows));
  return all;
}

/** The same sixteen jobs on one worker thread and on two, in pairs; threads are started and warm before. */
export async function sweepThreads(): Promise<void> {
  for (const [name, { bars: length, each, metrics }] of Object.entries(KINDS)) {
    const bars = syntheticBars({ model: "market", seed: 7, bars: length, timeframe: "1m" });
    const settings = { ...DEFAULT_SETTINGS, direction: smaCross.direction };
    const request: SweepRequest = { strategy: smaCross, bars, settings, metrics };
    const options = { entry: workerEntry(), strategy: strategyCode(smaCross), bars: shareBars(bars)! };
    const one = threadExecutor(request, { ...options, threads: 1 });
    const two = threadExecutor(request, { ...options, threads: 2 });
    const jobs = jobsOf(length, each);
    assert.deepEqual(await rowsOf(two, jobs), await rowsOf(one, jobs));
    const ratios: number[] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const times: number[] = [];
      for (const executor of pair % 2 === 0 ? [one, two] : [two, one]) {
        const started = performance.now();
        await rowsOf(executor, jobs);
        times.push(performance.now() - started);
      }
      const [first = NaN, second = NaN] = times;
      ratios.push(pair % 2 === 0 ? first / second : second / first);
    }
    await Promise.all([one.close(), two.close()]);
    const best = Math.max(...ratios).toFixed(2);
    console.log(
      `${name}: ${JOBS * each} combinations of ${length} bars, 2 threads ${best} times as fast as 1 (the best of ${PAIRS} pairs; median ${median(ratios).toFixed(2)})`,
    );
  }
}
