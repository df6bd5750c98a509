import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { saveParquet } from "../dist/sources/file/save-parquet.js";
import { median } from "./measure.ts";

const BARS = 98_280;
const ROUNDS = 3;
/** 100 fast averages with so many slow ones. */
const SLOW = { 1000: 10, 50000: 500, 100000: 1000 } as const;
const ALLOWED_MB = 64;

/**
 * The most memory and the time of `backsight sweep` on a year of minutes with 1,000, 50,000 and 100,000 combinations, process start
 * to all rows stored, on one thread.
 */
export async function sweepMany(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const parquet = join(folder, "minutes.parquet");
    await saveParquet(parquet, syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" }));
    const counts = [1000, 50_000, 100_000] as const;
    const taken = { 1000: [], 50000: [], 100000: [] } as Record<keyof typeof SLOW, { ms: number; mb: number }[]>;
    for (let round = 0; round < ROUNDS; round++)
      for (const count of counts) taken[count].push(sweep(folder, parquet, count));
    const ms = (count: keyof typeof SLOW) => median(taken[count].map((one) => one.ms));
    const mb = (count: keyof typeof SLOW) => Math.max(...taken[count].map((one) => one.mb));
    for (const count of counts)
      console.log(`${count} combinations  ${(ms(count) / 1000).toFixed(2)} s, at most ${mb(count).toFixed(0)} MB`);
    const growth = mb(100_000) - mb(1000);
    console.log(`100,000 take ${growth.toFixed(0)} MB more than 1,000 (allowed: ${ALLOWED_MB} MB)`);
    const linear = (ms(100_000) - ms(1000)) / 99 / ((ms(50_000) - ms(1000)) / 49);
    console.log(`a thousand beyond the first takes ${linear.toFixed(2)} times as long of 100,000 as of 50,000`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sweep(
  folder: string,
  parquet: string,
  count: keyof typeof SLOW,
): { readonly ms: number; readonly mb: number } {
  const home = mkdtempSync(join(folder, "home-"));
  const space = ["--param", "fast=2:101:1", "--param", `slow=102:${101 + SLOW[count]}:1`];
  const args = [
    ...["--import", join(import.meta.dirname, "../test/support/note-peak-memory.js")],
    ...[join(import.meta.dirname, "../dist/bundle/bin.js"), "sweep", join(import.meta.dirname, "wide-cross.ts")],
    ...["--data", `parquet:${parquet}`, ...space, "--workers", "1", "--db", join(home, "runs.db"), "--quiet", "--json"],
  ];
  const note = join(home, "peak");
  const env = { ...process.env, BACKSIGHT_HOME: home, PEAK_MEMORY: note };
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8", maxBuffer: 1e8 });
  const ms = performance.now() - started;
  assert.equal(status, 0, stderr);
  assert.equal((JSON.parse(stdout) as { sweep: { trials: number } }).sweep.trials, count);
  return { ms, mb: Number(readFileSync(note, "utf8")) / 1e6 };
}
