import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runDetail } from "../../test/support/run-detail.ts";
import { bitsOf } from "../../test/support/same-bits.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { openDatabase } from "../platform/sqlite.ts";
import { RUN_SCHEMA } from "./run-schema.ts";
import { openRunStore } from "./run-store.ts";

const WRITER = fileURLToPath(new URL("../../test/support/store-writer.ts", import.meta.url));

interface Writer {
  readonly child: ChildProcess;
  /** Ids whose save returned. */
  readonly saved: string[];
  readonly firstSave: Promise<void>;
  /** How it ended: exit code or signal. */
  readonly end: Promise<number | string>;
}

function startWriter(path: string, name: string, runs: number, trades: number): Writer {
  const child = spawn(process.execPath, [WRITER, path, name, String(runs), String(trades)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const saved: string[] = [];
  const first = Promise.withResolvers<void>();
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    saved.push(...lines);
    first.resolve();
  });
  const end = once(child, "close").then(([code, signal]) => {
    first.resolve();
    return code ?? signal;
  });
  return { child, saved, firstSave: first.promise, end };
}

describe("openRunStore in many processes", () => {
  it("loses nothing when 8 processes save 50 runs each into a new file", async () => {
    const path = join(temporaryFolder(), "runs.db");
    const writers = Array.from({ length: 8 }, (_, i) => startWriter(path, `W${i}`, 50, 4));
    expect(await Promise.all(writers.map(({ end }) => end))).toEqual(Array(8).fill(0));
    const store = openRunStore(path);
    const ids = store.list({ limit: 1000 }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(400);
    for (const id of ids) expect(bitsOf(store.load(id))).toBe(bitsOf(runDetail(id, { trades: 4 })));
    store.close();
  });

  it("has whole runs only, and all that were reported saved, after 30 kills at any moment", async () => {
    const path = join(temporaryFolder(), "runs.db");
    const trades = 1500;
    let checked = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const writers = [0, 1, 2].map((i) => startWriter(path, `R${round}-${i}`, 400, trades));
      await Promise.all(
        writers.map(async ({ child, firstSave, end }) => {
          await firstSave;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
          child.kill("SIGKILL");
          expect(await end).toBe("SIGKILL");
        }),
      );
      const store = openRunStore(path);
      const ids = new Set(store.list({ limit: 100_000 }).map(({ id }) => id));
      for (const { saved } of writers) for (const id of saved) expect(ids).toContain(id);
      const added = [...ids].filter((id) => !checked.has(id));
      for (const id of added) expect(bitsOf(store.load(id))).toBe(bitsOf(runDetail(id, { trades })));
      checked = ids;
      store.close();
    }
    expect(checked.size).toBeGreaterThanOrEqual(30);
    const database = openDatabase(path, RUN_SCHEMA);
    const answers = database.read((db) => ({
      integrity: db.prepare("PRAGMA integrity_check").get()?.integrity_check,
      orphans: db.prepare("PRAGMA foreign_key_check").all(),
      trades: db.prepare("SELECT count(*) AS n FROM trades").get()?.n,
    }));
    expect(answers).toEqual({ integrity: "ok", orphans: [], trades: checked.size * trades });
    database.close();
  });
});
