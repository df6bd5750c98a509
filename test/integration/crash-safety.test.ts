import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openRunStore } from "../../src/store/run-store.ts";
import { openTrialLedger } from "../../src/store/trial-ledger.ts";
import { type CliOutcome, COMMAND_LINE, listing, runCli } from "../support/cli.ts";
import { damageIn, idIn, killRuns, ledgerIn, resultsIn } from "../support/killed-runs.ts";
import { canMount, smallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PRICES = "synthetic:market?seed=3&bars=1000";
const RUN = ["run", "sma-cross", "--data", PRICES, "--quiet"] as const;

/** A folder that everybody may write to, with a user's data folder in it. */
function workplace(): { readonly folder: string; readonly home: string } {
  const folder = temporaryFolder();
  const home = join(folder, "home");
  mkdirSync(home);
  chmodSync(folder, 0o777);
  chmodSync(home, 0o777);
  return { folder, home };
}

/** One line on standard error with a code, nothing on standard output, exit code 1. */
function expectOneLine({ code, stdout, stderr }: CliOutcome, says: RegExp): void {
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
}

function idsIn(path: string): string[] {
  const store = openRunStore(path);
  const ids = store.list({ limit: 1000 }).map(({ id }) => id);
  store.close();
  return ids;
}

/** Distinct trials of sma-cross that a ledger counts. */
function trialsIn(path: string): number {
  const ledger = openTrialLedger(path);
  const { family } = ledger.count({ family: "sma-cross", instruments: ["SYN"], from: 0, to: 4e12 });
  ledger.close();
  return family;
}

describe("backsight run", () => {
  it("loses nothing that it printed and leaves nothing half-written, killed at any moment", async () => {
    const folder = temporaryFolder();
    const { acknowledged, killed } = await killRuns({ folder, kills: 24, parallel: 2, seed: 11 });
    expect(killed).toBeGreaterThan(8);
    expect(damageIn(folder, acknowledged)).toEqual([]);
  });

  it("loses nothing when two write one store", async () => {
    const { folder, home } = workplace();
    const db = resultsIn(folder);
    const writer = async (slow: number) => {
      const ids: string[] = [];
      for (const fast of [4, 6, 8, 10]) {
        const params = ["--param", `fast=${fast}`, "--param", `slow=${slow}`];
        const { code, stdout, stderr } = await runCli([...RUN, ...params, "--db", db, "--json"], { folder, home });
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        ids.push(idIn(stdout));
      }
      return ids;
    };
    const printed = (await Promise.all([writer(50), writer(55)])).flat();
    expect(idsIn(db).sort()).toEqual(printed.sort());
    expect(damageIn(folder, printed)).toEqual([]);
    expect(trialsIn(ledgerIn(folder))).toBe(8);
  });

  it.skipIf(process.platform === "win32")("says that it may not write its store, and counts no trial", async () => {
    const { folder, home } = workplace();
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const at = { folder, home, isUnprivileged: true };
    const outcome = await runCli([...RUN, "--db", join(closed, "runs.db")], at);
    expectOneLine(outcome, /^BACKSIGHT_STORE: .*closed\/runs\.db/);
    expect(listing(closed)).toEqual([]);
    expect(trialsIn(ledgerIn(folder))).toBe(0);
  });

  it.skipIf(process.platform === "win32")("says that it may not write its report, and keeps the run", async () => {
    const { folder, home } = workplace();
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const args = [...RUN, "--json", "--db", resultsIn(folder), "--report", join(closed, "run.html")];
    const { code, stdout, stderr } = await runCli(args, { folder, home, isUnprivileged: true });
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "BACKSIGHT_FILE_WRITE" } });
    expect(listing(closed)).toEqual([]);
    expect(idsIn(resultsIn(folder))).toEqual([idIn(stdout)]);
  });

  it.skipIf(!canMount)("leaves its store as it was on a full disk (needs root and mount)", async () => {
    const { folder, home } = workplace();
    const disk = smallDisk(4 << 20);
    const db = resultsIn(disk.folder);
    const first = await runCli([...RUN, "--json", "--db", db], { folder, home });
    expect(first.code).toBe(0);
    const { bavail, bsize } = statfsSync(disk.folder);
    writeFileSync(join(disk.folder, "filler"), Buffer.alloc(bavail * bsize - 64 * 1024));
    const before = readdirSync(disk.folder).sort();

    for (const args of [RUN, [...RUN, "--param", "fast=4"]]) {
      expectOneLine(
        await runCli([...args, "--db", db], { folder, home }),
        /^BACKSIGHT_STORE: .*(disk is full|is full)/,
      );
    }
    const report = await runCli([...RUN, "--db", resultsIn(folder), "--report", join(disk.folder, "run.html")], {
      folder,
      home,
    });
    expect(report.code).toBe(1);
    expect(report.stderr).toMatch(/^BACKSIGHT_FILE_WRITE: .*the disk is full; nothing was changed\..*\n$/);
    expect(readdirSync(disk.folder).sort()).toEqual(before);
    disk.grow(8 << 20);
    expect(damageIn(disk.folder, [idIn(first.stdout)])).toEqual([]);
    expect(idsIn(db)).toEqual([idIn(first.stdout)]);
    const again = await runCli([...RUN, "--json", "--db", db], { folder, home });
    expect(idsIn(db)).toContain(idIn(again.stdout));
  });

  it.skipIf(!canMount)(
    "says so on a disk that was full from the start, and writes when it isn't any more (needs root and mount)",
    async () => {
      const { folder, home } = workplace();
      const disk = smallDisk(8 * 1024);
      writeFileSync(join(disk.folder, "filler"), Buffer.alloc(8 * 1024));
      const outcome = await runCli([...RUN, "--db", resultsIn(disk.folder)], { folder, home });
      expectOneLine(outcome, /^BACKSIGHT_STORE: .*full/);
      // The name alone, which took no room; taking it away could take it from another process that just began to write.
      expect(listing(disk.folder)).toEqual(["filler 8192", "runs.db 0"]);
      expect(trialsIn(ledgerIn(folder))).toBe(0);
      disk.grow(4 << 20);
      const again = await runCli([...RUN, "--json", "--db", resultsIn(disk.folder)], { folder, home });
      expect(idsIn(resultsIn(disk.folder))).toEqual([idIn(again.stdout)]);
    },
  );

  it.skipIf(process.platform === "win32")("stops at Ctrl-C with 130, before anything is stored", async () => {
    const { folder, home } = workplace();
    const data = "synthetic:gbm?seed=7&bars=300000&timeframe=1m";
    const args = ["run", "sma-cross", "--data", data, "--db", resultsIn(folder), "--json", "--log-level", "info"];
    const child = spawn(process.execPath, [...COMMAND_LINE, ...args], {
      cwd: folder,
      env: { ...process.env, BACKSIGHT_HOME: home, NODE_OPTIONS: "" },
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("run.started")) child.kill("SIGINT");
    });
    const [code] = (await once(child, "close")) as [number | null];
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(existsSync(resultsIn(folder))).toBe(false);
  });
});
