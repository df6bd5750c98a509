import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { randomStream } from "../../src/core/random.ts";
import { COMMAND_LINE } from "./cli.ts";

/** 63 times 59 combinations less those where the fast average isn't the faster: four blocks. */
const SWEEP = [
  ...["sweep", "sma-cross", "--data", "synthetic:market?seed=3&bars=2500", "--json", "--quiet", "--top", "3"],
  ...["--param", "fast=2:64:1", "--param", "slow=10:300:5"],
];

export interface SweepKillPlan {
  /** Results and the user's data folder go here. */
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
}

export interface KilledSweeps {
  /** Processes that were killed before they ended by themselves. */
  readonly killed: number;
  /** Sweeps that ended, the one that nobody killed left out. */
  readonly ended: number;
  /** What is wrong; nothing, if all is well. */
  readonly damage: readonly string[];
}

/**
 * Sweeps once in peace, then starts the same sweep again and again in another store, on one thread and on two in turn, and
 * kills it (SIGKILL) at random moments; what was killed goes on, and what ended is compared with the sweep in peace.
 */
export async function killSweeps({ folder, kills, seed }: SweepKillPlan): Promise<KilledSweeps> {
  const random = randomStream(seed, "sweep-kills");
  const started = performance.now();
  await sweepUntil(folder, "peace", 1, null);
  const usual = performance.now() - started;
  let killed = 0;
  for (let k = 0; killed < kills; k++) {
    // On one thread and on two; what it did before shortens what is left to do.
    const isKilled = await sweepUntil(folder, "war", 1 + (k % 2), random.uniform() * usual);
    if (isKilled) killed++;
  }
  await sweepUntil(folder, "war", 2, null);
  const ended = readSweeps(folder, "war").filter(({ finished_at }) => finished_at !== null).length;
  return { killed, ended, damage: damageIn(folder) };
}

/** @returns whether it was killed before it ended */
async function sweepUntil(folder: string, name: string, workers: number, ms: number | null): Promise<boolean> {
  const args = [...SWEEP, "--workers", String(workers), "--db", join(folder, `${name}.db`)];
  const child = spawn(process.execPath, [...COMMAND_LINE, ...args], {
    cwd: folder,
    env: { ...process.env, BACKSIGHT_HOME: join(folder, `${name}-home`), NODE_OPTIONS: "" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const timer = ms === null ? undefined : setTimeout(() => child.kill("SIGKILL"), ms);
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  clearTimeout(timer);
  if (signal !== "SIGKILL" && code !== 0)
    throw new Error(`a sweep that nobody killed ended with ${code ?? signal}: ${stderr}`);
  return signal === "SIGKILL";
}

type Row = Readonly<Record<string, unknown>>;

function query(path: string, sql: string, ...values: string[]): Row[] {
  const db = new DatabaseSync(path);
  const rows = db.prepare(sql).all(...values);
  db.close();
  return rows;
}

function readSweeps(folder: string, name: string): Row[] {
  return query(join(folder, `${name}.db`), "SELECT * FROM sweeps ORDER BY created_at, id");
}

/** Every byte of a sweep's rows. */
function blocksOf(folder: string, name: string, id: unknown): string[] {
  const columns = "block, job_key, is_trial, part_begin, part_end, length, combos, names, notes, encoding, sha256";
  const sql = `SELECT ${columns}, hex(bytes) AS bytes FROM sweep_blocks WHERE sweep_id = ? ORDER BY block`;
  return query(join(folder, `${name}.db`), sql, String(id)).map((row) => JSON.stringify(row));
}

function damageIn(folder: string): string[] {
  const damage: string[] = [];
  const [peace] = readSweeps(folder, "peace");
  const expected = blocksOf(folder, "peace", peace!.id);
  const sweeps = readSweeps(folder, "war");
  for (const { id, key, finished_at, summary } of sweeps) {
    const blocks = blocksOf(folder, "war", id);
    if (key !== peace!.key) damage.push(`sweep ${id} computes something else`);
    if (finished_at !== null && blocks.length !== expected.length)
      damage.push(`sweep ${id} ended with ${blocks.length} of ${expected.length} blocks`);
    if (blocks.some((block, k) => block !== expected[k])) damage.push(`sweep ${id} has other bytes`);
    if (finished_at !== null && bestOf(summary) !== bestOf(peace!.summary)) damage.push(`sweep ${id} has another best`);
  }
  const ids = new Set(sweeps.map(({ backtest_id }) => backtest_id));
  const runs = query(join(folder, "war.db"), "SELECT id FROM backtests");
  if (runs.some(({ id }) => !ids.has(id))) damage.push("a run is of no sweep");
  const counted = (name: string) => query(join(folder, `${name}-home/trials.db`), "SELECT key FROM trials").length;
  if (counted("war") !== counted("peace")) damage.push(`${counted("war")} trials instead of ${counted("peace")}`);
  for (const path of [join(folder, "war.db"), join(folder, "war-home/trials.db")]) {
    const [integrity] = query(path, "PRAGMA integrity_check");
    if (integrity?.integrity_check !== "ok") damage.push(`${path}: ${String(integrity?.integrity_check)}`);
  }
  return damage;
}

function bestOf(summary: unknown): string {
  return JSON.stringify((JSON.parse(String(summary)) as { readonly best: unknown }).best);
}
