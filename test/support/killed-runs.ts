import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { randomStream } from "../../src/core/random.ts";
import { openRunStore } from "../../src/store/run-store.ts";
import { COMMAND_LINE } from "./cli.ts";

const BARS = "synthetic:market?seed=3&bars=2500";

export interface KillPlan {
  /** Results, reports and the user's data folder go here. */
  readonly folder: string;
  readonly kills: number;
  /** How many run at a time. */
  readonly parallel: number;
  readonly seed: number;
}

export interface KilledRuns {
  /** Ids of runs that were printed as a whole: those must be in the store. */
  readonly acknowledged: readonly string[];
  /** Processes that were killed before they ended by themselves. */
  readonly killed: number;
}

export const resultsIn = (folder: string): string => join(folder, "runs.db");
export const ledgerIn = (folder: string): string => join(folder, "home/trials.db");

/**
 * Starts one `run` after the other into one store, each with a report, and kills each (SIGKILL) at a random moment: every
 * second one somewhere on its way, the others when the run is computed and is about to be stored, printed and reported.
 */
export async function killRuns({ folder, kills, parallel, seed }: KillPlan): Promise<KilledRuns> {
  const random = randomStream(seed, "kills");
  const share = () => random.nextUint32() / 4294967296;
  const started = performance.now();
  const whole = await Promise.all(Array.from({ length: parallel }, (_, k) => runUntil(folder, kills + k, null)));
  const usual = performance.now() - started;
  const acknowledged = whole.flatMap(({ ids }) => ids);
  let killed = 0;
  let next = 0;
  const worker = async () => {
    while (next < kills) {
      const k = next++;
      const moment = k % 2 === 0 ? { from: "start", ms: share() * usual } : { from: "computed", ms: share() * 60 };
      const { ids, isKilled } = await runUntil(folder, k, moment);
      acknowledged.push(...ids);
      if (isKilled) killed++;
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return { acknowledged, killed };
}

/** Run number `k`, unlike its neighbours; killed some time after it was started, or computed. */
async function runUntil(folder: string, k: number, moment: { readonly from: string; readonly ms: number } | null) {
  const fast = `fast=${4 + 2 * (k % 20)}`;
  const args = ["run", "sma-cross", "--data", BARS, "--param", fast, "--db", resultsIn(folder), "--json", "--quiet"];
  const child = spawn(
    process.execPath,
    [...COMMAND_LINE, ...args, "--log-level", "info", "--report", join(folder, `run${k}.html`)],
    { cwd: folder, env: { ...process.env, BACKSIGHT_HOME: join(folder, "home"), NODE_OPTIONS: "" } },
  );
  let stdout = "";
  let stderr = "";
  let timer: NodeJS.Timeout | undefined;
  const killSoon = () => {
    timer ??= setTimeout(() => child.kill("SIGKILL"), moment!.ms);
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    if (moment?.from === "computed" && stderr.includes("run.finished")) killSoon();
  });
  if (moment?.from === "start") killSoon();
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  clearTimeout(timer);
  if (signal !== "SIGKILL" && code !== 0)
    throw new Error(`a run that nobody killed ended with ${code ?? signal}: ${stderr}`);
  return { ids: stdout.endsWith("}\n") ? [idIn(stdout)] : [], isKilled: signal === "SIGKILL" };
}

/** The id of the run that `run --json` printed. */
export function idIn(stdout: string): string {
  return (JSON.parse(stdout) as { run: { id: string } }).run.id;
}

/** What is wrong with the store, the trial ledger and the reports in a folder; nothing, if all is well. */
export function damageIn(folder: string, acknowledged: readonly string[]): string[] {
  const damage: string[] = [];
  for (const path of [resultsIn(folder), ledgerIn(folder)]) {
    if (!existsSync(path)) continue;
    const db = new DatabaseSync(path);
    const [integrity] = db.prepare("PRAGMA integrity_check").all();
    if (integrity?.integrity_check !== "ok") damage.push(`${path}: ${String(integrity?.integrity_check)}`);
    if (db.prepare("PRAGMA foreign_key_check").all().length > 0) damage.push(`${path}: rows without their run`);
    db.close();
  }
  const store = openRunStore(resultsIn(folder));
  const ids = new Set(store.list({ limit: 1_000_000 }).map(({ id }) => id));
  for (const id of acknowledged) if (!ids.has(id)) damage.push(`${id} was acknowledged and isn't there`);
  for (const id of ids) {
    const { record, trades } = store.load(id);
    if (record.id !== id) damage.push(`${id} is stored as ${record.id}`);
    const closed = Number(record.metrics.tradesCount) + Number(record.metrics.openTrades);
    if (trades.length !== closed) damage.push(`${id} has ${trades.length} of ${closed} trades`);
  }
  store.close();
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".html") || name.startsWith(".")) continue;
    if (!readFileSync(join(folder, name), "utf8").trimEnd().endsWith("</html>"))
      damage.push(`${name} is half a report`);
  }
  return damage;
}
