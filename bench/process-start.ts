import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { saveParquet } from "../dist/sources/file/save-parquet.js";
import { csvOf } from "./csv-of.ts";
import { median } from "./measure.ts";

const BARS = 98_280;
const ROUNDS = 9;

/** 32 fast averages with 32 slow ones. */
const COMBINATIONS = 1024;

/**
 * `backsight run` on a year of minutes, from Parquet and from CSV, and `backsight sweep` of 1,024 combinations, process start
 * to exit, beside a Node that does nothing.
 */
export async function processStart(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
    const csv = join(folder, "minutes.csv");
    const parquet = join(folder, "minutes.parquet");
    writeFileSync(csv, csvOf(bars));
    await saveParquet(parquet, bars);
    const bin = join(import.meta.dirname, "../dist/bundle/bin.js");
    const env = { ...process.env, BACKSIGHT_HOME: join(folder, "home") };
    const run = (data: string) => {
      const args = [bin, "run", "sma-cross", "--data", data, "--db", join(folder, "runs.db"), "--quiet", "--json"];
      return timed(() => spawnSync(process.execPath, args, { env, encoding: "utf8", maxBuffer: 1e8 }));
    };
    let sweeps = 0;
    const sweep = () => {
      const space = ["--param", "fast=2:33:1", "--param", "slow=40:195:5"];
      const db = ["--db", join(folder, `sweeps-${sweeps++}.db`)];
      const args = [bin, "sweep", "sma-cross", "--data", `parquet:${parquet}`, ...space, ...db, "--quiet", "--json"];
      return timed(() => spawnSync(process.execPath, args, { env, encoding: "utf8", maxBuffer: 1e8 }));
    };
    const candidates = {
      sweep,
      parquet: () => run(`parquet:${parquet}`),
      csv: () => run(`csv:${csv}`),
      empty: () => timed(() => spawnSync(process.execPath, ["-e", "0"], { encoding: "utf8" })),
    };
    const hashes = new Set<string>();
    const times = { sweep: [] as number[], parquet: [] as number[], csv: [] as number[], empty: [] as number[] };
    for (let round = -1; round < ROUNDS; round++) {
      for (const name of ["sweep", "parquet", "csv", "empty"] as const) {
        const { result, ms } = candidates[name]();
        assert.equal(result.status, 0, result.stderr);
        if (name === "sweep")
          assert.equal((JSON.parse(result.stdout) as { sweep: { trials: number } }).sweep.trials, COMBINATIONS);
        else if (name !== "empty")
          hashes.add((JSON.parse(result.stdout) as { run: { resultHash: string } }).run.resultHash);
        if (round >= 0) times[name].push(ms);
      }
    }
    assert.equal(hashes.size, 1, "every run must give the same result hash");
    const [packed, text, nothing] = [median(times.parquet), median(times.csv), median(times.empty)];
    const size = (path: string) => `${(statSync(path).size / 1e6).toFixed(1)} MB`;
    console.log(`equal: ${2 * (ROUNDS + 1)} runs, one result hash; ${BARS} bars`);
    console.log(`backsight run, Parquet to stored   ${packed.toFixed(0)} ms  of ${size(parquet)}`);
    console.log(`backsight run, CSV to stored       ${text.toFixed(0)} ms  of ${size(csv)}`);
    const swept = median(times.sweep);
    console.log(`backsight sweep, Parquet to stored ${swept.toFixed(0)} ms  of ${COMBINATIONS} combinations`);
    console.log(`empty Node                         ${nothing.toFixed(0)} ms`);
    console.log(`Parquet / empty Node               ${(packed / nothing).toFixed(1)}`);
    console.log(`sweep / empty Node                 ${(swept / nothing).toFixed(1)}`);
    console.log(`CSV / empty Node                   ${(text / nothing).toFixed(1)}`);
    console.log(`Parquet / CSV                      ${(packed / text).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const started = performance.now();
  const result = work();
  return { result, ms: performance.now() - started };
}
