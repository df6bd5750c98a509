import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { readColumnsParquet } from "../../src/data/formats/parquet/read-columns-parquet.ts";
import { nodeParquetCodecs } from "../../src/sources/file/node-parquet-codecs.ts";
import { runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SWEEP = [
  ...["sweep", "sma-cross", "--data", "synthetic:market?seed=3&bars=600", "--json", "--quiet"],
  ...["--param", "fast=2:40:1", "--param", "slow=10:250:5"],
];

interface SweepDocument {
  readonly sweep: { readonly id: string; readonly trials: number };
  readonly best: readonly unknown[];
  readonly run: { readonly id: string };
  readonly guards: Readonly<Record<"pbo" | "effectiveTrials" | "deflatedSharpe", number>>;
}

/** A folder with a store of its own, and a sweep in it that ended. */
async function swept() {
  const folder = temporaryFolder();
  const cli = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCli(args, { folder, home: join(folder, "home") });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  const json = async <T>(...args: string[]) => JSON.parse(await cli(...args)) as T;
  return { folder, cli, json, document: await json<SweepDocument>(...SWEEP) };
}

/** Takes the last block and the end of a sweep away: what a kill leaves behind. */
function cutShort(folder: string, id: string): void {
  const db = new DatabaseSync(join(folder, ".backsight/runs.db"));
  db.prepare("UPDATE sweeps SET finished_at = NULL, summary = NULL WHERE id = ?").run(id);
  const last = "(SELECT max(block) FROM sweep_blocks WHERE sweep_id = :id)";
  const { changes } = db.prepare(`DELETE FROM sweep_blocks WHERE sweep_id = :id AND block = ${last}`).run({ id });
  expect(Number(changes)).toBe(1);
  db.close();
}

describe("sweeps", { timeout: 120_000 }, () => {
  it("that were stopped go on under their id with the same answer, and begin anew with --fresh", async () => {
    const { folder, json, document } = await swept();
    const { id, trials } = document.sweep;
    cutShort(folder, id);
    const { sweeps } = await json<{ sweeps: { id: string; trials: number; finishedAt: unknown }[] }>(
      "sweeps",
      "--json",
    );
    expect(sweeps).toMatchObject([{ id, finishedAt: null }]);
    expect(sweeps[0]!.trials).toBeLessThan(trials);
    expect(await json(...SWEEP, "--workers", "2")).toEqual(document);
    cutShort(folder, id);
    expect(await json("sweep", "--resume", id.slice(0, 12), "--json", "--quiet")).toEqual(document);
    cutShort(folder, id);
    const fresh = await json<SweepDocument>(...SWEEP, "--fresh");
    expect(fresh.sweep.id).not.toBe(id);
    expect(fresh.best).toEqual(document.best);
  });

  it("aren't continued as another sweep, and there must be one to continue", async () => {
    const { folder, json, document } = await swept();
    cutShort(folder, document.sweep.id);
    const home = join(folder, "home");
    const other = await runCli([...SWEEP, "--seed", "2", "--resume", document.sweep.id], { folder, home });
    expect([other.code, JSON.parse(other.stderr)]).toMatchObject([1, { error: { code: "BACKSIGHT_SWEEP_CHANGED" } }]);
    expect((await json<SweepDocument>("sweep", "--resume", "--json", "--quiet")).sweep.id).toBe(document.sweep.id);
    const none = await runCli(["sweep", "--resume"], { folder, home });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("was stopped before its end")]);
    const both = await runCli(["sweep", "--resume", "--fresh"], { folder, home });
    expect(both.code).toBe(2);
  });

  it("are exported row by row, in three forms with the same numbers", async () => {
    const { folder, json, document } = await swept();
    const { trials } = document.sweep;
    for (const format of ["csv", "json", "parquet"])
      expect(await json("sweeps", "export", "last", "--out", `rows.${format}`, "--json")).toEqual({
        export: { sweep: document.sweep.id, format, path: `rows.${format}`, rows: trials },
      });
    const rows = JSON.parse(readFileSync(join(folder, "rows.json"), "utf8")) as Record<string, unknown>[];
    const [head, ...lines] = readFileSync(join(folder, "rows.csv"), "utf8").trimEnd().split("\r\n");
    expect([rows.length, lines.length]).toEqual([trials, trials]);
    const texts = rows.map((row) =>
      head!
        .split(",")
        .map((name) => String(row[name] ?? ""))
        .join(","),
    );
    expect(texts).toEqual(lines);
    const bytes = new Uint8Array(readFileSync(join(folder, "rows.parquet")));
    const { values } = await readColumnsParquet(bytes, { codecs: nodeParquetCodecs });
    const sharpes = rows.map(({ sharpeRatio }) => sharpeRatio ?? NaN);
    expect(Array.from(values.get("sharpeRatio") as Float64Array)).toEqual(sharpes);
  });

  it("are judged by what they found out, by their own id and by that of their best run", async () => {
    const { json, document } = await swept();
    const { pbo, effectiveTrials } = document.guards;
    expect(pbo).toBeGreaterThanOrEqual(0);
    for (const id of [document.sweep.id, document.run.id, "last"]) {
      const { run, evidence } = await json<{
        run: { id: string };
        evidence: { trials: number; overfitting: { probability: number } };
      }>("validate", id, "--json");
      expect(run.id).toBe(document.run.id);
      expect(evidence.overfitting.probability).toBe(pbo);
      expect(evidence.trials).toBe(effectiveTrials);
    }
  });

  it("are shown as they were printed, and forgotten when they are removed", async () => {
    const { json, cli, document } = await swept();
    expect(await json("sweeps", "show", "last", "--json")).toEqual(document);
    expect(await cli("sweeps", "rm", document.sweep.id)).toBe(`removed ${document.sweep.id}\n`);
    expect(await json("sweeps", "ls", "--json")).toEqual({ sweeps: [] });
    expect(await json("runs", "show", document.run.id, "--json")).toMatchObject({ run: { id: document.run.id } });
  });
});
