import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { median } from "./measure.ts";

const BARS = 98_280;
const ROUNDS = 9;

/** `backsight run` on a year of minutes from CSV, process start to exit, beside a Node that does nothing. */
export function processStart(): void {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const csv = join(folder, "minutes.csv");
    writeFileSync(csv, csvOf());
    const bin = join(import.meta.dirname, "../dist/bundle/bin.js");
    const env = { ...process.env, BACKSIGHT_HOME: join(folder, "home") };
    const run = () => {
      const args = [
        bin,
        "run",
        "sma-cross",
        "--data",
        `csv:${csv}`,
        "--db",
        join(folder, "runs.db"),
        "--quiet",
        "--json",
      ];
      return timed(() => spawnSync(process.execPath, args, { env, encoding: "utf8", maxBuffer: 1e8 }));
    };
    const empty = () => timed(() => spawnSync(process.execPath, ["-e", "0"], { encoding: "utf8" }));
    const hashes = new Set<string>();
    const times = { run: [] as number[], empty: [] as number[] };
    for (let round = -1; round < ROUNDS; round++) {
      const ours = run();
      assert.equal(ours.result.status, 0, ours.result.stderr);
      hashes.add((JSON.parse(ours.result.stdout) as { run: { resultHash: string } }).run.resultHash);
      const nothing = empty();
      if (round < 0) continue;
      times.run.push(ours.ms);
      times.empty.push(nothing.ms);
    }
    assert.equal(hashes.size, 1, "every run must give the same result hash");
    const [ours, nothing] = [median(times.run), median(times.empty)];
    console.log(
      `equal: ${ROUNDS + 1} runs, one result hash; ${BARS} bars, ${(statSync(csv).size / 1e6).toFixed(1)} MB of CSV`,
    );
    console.log(`backsight run, CSV to stored   ${ours.toFixed(0)} ms`);
    console.log(`empty Node                     ${nothing.toFixed(0)} ms`);
    console.log(`ratio                          ${(ours / nothing).toFixed(1)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const started = performance.now();
  const result = work();
  return { result, ms: performance.now() - started };
}

function csvOf(): string {
  const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
  const lines = ["time,open,high,low,close,volume"];
  for (let i = 0; i < bars.length; i++) {
    const time = new Date(bars.time[i]!).toISOString().replace(".000", "");
    lines.push(`${time},${bars.open[i]},${bars.high[i]},${bars.low[i]},${bars.close[i]},${bars.volume[i]}`);
  }
  return `${lines.join("\n")}\n`;
}
