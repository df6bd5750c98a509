import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NOTE_PEAK = join(import.meta.dirname, "../test/support/note-peak-memory.js");
const BIN = join(import.meta.dirname, "../dist/bundle/bin.js");
/** What a run may take whatever its length, and for each bar of it: its columns as plain numbers are 60 bytes. */
const ALLOWED_MB = 150;
const ALLOWED_PER_BAR = 60;
const ROUNDS = 3;

/** The most memory that `backsight run` takes on a Parquet file of minutes, process start to exit, beside an empty Node. */
export function memory(bars: number): void {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const path = join(folder, "minutes.parquet");
    const data = `synthetic:gbm?seed=7&bars=${bars}&timeframe=1m&calendar=24x7`;
    measured(folder, [BIN, "data", "import", data, "--out", path, "--quiet"]);
    const args = [BIN, "run", "sma-cross", "--data", `parquet:${path}`, "--db", join(folder, "runs.db")];
    const runs = Array.from({ length: ROUNDS }, () => measured(folder, [...args, "--quiet", "--json"]));
    const hashes = runs.map(({ stdout }) => (JSON.parse(stdout) as { run: { resultHash: string } }).run.resultHash);
    assert.equal(new Set(hashes).size, 1, "every run must give the same result hash");
    const empty = measured(folder, ["-e", "0"]).megabytes;
    const most = Math.max(...runs.map(({ megabytes }) => megabytes));
    const allowed = ALLOWED_MB + (bars * ALLOWED_PER_BAR) / 1e6;
    console.log(`equal: ${ROUNDS} runs, one result hash; ${bars} bars`);
    console.log(`backsight run, at most   ${most.toFixed(0)} MB`);
    console.log(`empty Node               ${empty.toFixed(0)} MB`);
    console.log(`bytes a bar              ${(((most - empty) * 1e6) / bars).toFixed(1)} above an empty Node`);
    console.log(
      `of what is allowed       ${(most / allowed).toFixed(2)} (${ALLOWED_MB} MB + ${ALLOWED_PER_BAR} bytes a bar)`,
    );
    console.log(`milliseconds             ${Math.min(...runs.map(({ ms }) => ms)).toFixed(0)} at best`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs Node to its end; it notes its own peak as it goes. */
function measured(folder: string, args: readonly string[]) {
  const note = join(folder, "peak");
  const env = { ...process.env, BACKSIGHT_HOME: join(folder, "home"), PEAK_MEMORY: note };
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", NOTE_PEAK, ...args], {
    env,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const ms = performance.now() - started;
  assert.equal(status, 0, stderr);
  return { stdout, ms, megabytes: Number(readFileSync(note, "utf8")) / 1e6 };
}
