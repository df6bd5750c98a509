import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { loadSqlite } from "../platform/sqlite-module.ts";
import { openRunStore } from "./run-store.ts";
import type { StoredBlock } from "./sweep-block-rows.ts";
import type { NewSweep } from "./sweep-store.ts";

const sweep = (id: string, createdAt: string, key = "k1"): NewSweep => ({
  ...{ id, key, strategy: "cross", data: "csv:a.csv", symbol: "A", timeframe: "1d", start: "s", end: "e" },
  ...{
    method: "grid",
    metric: "sharpeRatio",
    total: null,
    runId: `run-${id}`,
    createdAt,
    wish: { params: { a: "1" } },
  },
});

const block = (at: number, isTrial = true): StoredBlock => ({
  ...{ block: at, key: `job${at}`, isTrial, part: { begin: 3, end: 90 } },
  combos: [
    { fast: 5, kind: "a", on: true },
    { fast: 7.5, kind: "b, c", on: false },
  ],
  rows: {
    length: 2,
    names: ["totalReturn", "sharpeRatio"],
    values: Float64Array.of(0.1, -0, NaN, Infinity),
    door: Uint8Array.of(2, 0),
    reasons: [["it decides bar by bar", [0]]],
    errors: [[1, { code: "BACKSIGHT_USAGE", details: { problem: "ü", help: "" } }]],
  },
});

function open(path = join(temporaryFolder(), "runs.db")) {
  const store = openRunStore(path);
  return { path, store, sweeps: store.sweeps };
}

describe("the store of sweeps", () => {
  it("gives back what was saved, bit by bit, and counts the rows that are trials", () => {
    const { sweeps } = open();
    sweeps.begin(sweep("s1", "2026-01-01"));
    for (const stored of [block(0), block(1, false), block(2)]) sweeps.saveBlock("s1", stored);
    expect(Array.from(sweeps.blocks("s1"))).toEqual([block(0), block(1, false), block(2)]);
    expect(Object.is(sweeps.block("s1", 0)!.rows.values[1], -0)).toBe(true);
    expect(sweeps.block("s1", 3)).toBe(null);
    expect(sweeps.get("s1")).toEqual({ ...sweep("s1", "2026-01-01"), trials: 4, finishedAt: null, summary: null });
  });

  it("leaves a block as it is when it is saved once more", () => {
    const { sweeps } = open();
    sweeps.begin(sweep("s1", "2026-01-01"));
    sweeps.saveBlock("s1", block(0));
    sweeps.saveBlock("s1", { ...block(0), key: "another" });
    expect(Array.from(sweeps.blocks("s1"))).toEqual([block(0)]);
  });

  it("finds the newest that hasn't ended, by what it computes", () => {
    const { sweeps } = open();
    for (const [id, at, key] of [
      ["s1", "1", "k1"],
      ["s2", "2", "k1"],
      ["s3", "3", "k2"],
    ] as const)
      sweeps.begin(sweep(id, at, key));
    expect(sweeps.unfinished("k1")?.id).toBe("s2");
    sweeps.finish("s2", { at: "4", summary: { guards: { pbo: 0.1 } } });
    expect(sweeps.unfinished("k1")?.id).toBe("s1");
    expect(sweeps.unfinished("k3")).toBe(null);
    expect(sweeps.ofRun("run-s2")).toMatchObject({ finishedAt: "4", summary: { guards: { pbo: 0.1 } } });
    expect(sweeps.ofRun("run-s1")).toBe(null);
    expect(sweeps.list({ limit: 2 }).map(({ id }) => id)).toEqual(["s3", "s2"]);
  });

  it("knows a sweep by the start of its id, and says so when that is none or several", () => {
    const { sweeps, path } = open();
    for (const id of ["ab1", "ab2", "c1"]) sweeps.begin(sweep(id, id));
    expect([sweeps.find("C"), sweeps.find("last")]).toEqual(["c1", "c1"]);
    expect(thrown(() => sweeps.find("ab"))).toMatchObject({ code: "BACKSIGHT_SWEEP_AMBIGUOUS" });
    expect(thrown(() => sweeps.find("x"))).toMatchObject({ code: "BACKSIGHT_SWEEP_UNKNOWN", details: { db: path } });
    expect(thrown(() => sweeps.get("ab"))).toMatchObject({ code: "BACKSIGHT_SWEEP_UNKNOWN" });
  });

  it("forgets a sweep with its rows", () => {
    const { sweeps } = open();
    sweeps.begin(sweep("s1", "1"));
    sweeps.saveBlock("s1", block(0));
    sweeps.remove("s1");
    expect([sweeps.list(), Array.from(sweeps.blocks("s1"))]).toEqual([[], []]);
    expect(thrown(() => sweeps.remove("s1"))).toMatchObject({ code: "BACKSIGHT_SWEEP_UNKNOWN" });
  });

  it.each([
    ["job_key", "'other'"],
    ["combos", `'{"fast":[5,8],"kind":["a","b, c"],"on":[true,false]}'`],
    ["names", `'["sharpeRatio","totalReturn"]'`],
    ["notes", `'{"errors":[],"reasons":[]}'`],
    ["bytes", "zeroblob(48)"],
    ["length", "3"],
  ])("refuses a block whose %s isn't what was saved", (column, value) => {
    const { sweeps, path } = open();
    sweeps.begin(sweep("s1", "1"));
    sweeps.saveBlock("s1", block(0));
    const db = new (loadSqlite().DatabaseSync)(path);
    db.exec(`UPDATE sweep_blocks SET ${column} = ${value}`);
    db.close();
    const error = thrown(() => sweeps.block("s1", 0));
    expect(error).toMatchObject({ code: "BACKSIGHT_STORE" });
    expect(error.message).toContain("block 0 of sweep s1 is damaged");
  });
});
