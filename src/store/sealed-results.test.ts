import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runDetail, runRecord } from "../../test/support/run-detail.ts";
import { anyRunDetail } from "../../test/support/run-detail-arbitrary.ts";
import { bitsOf } from "../../test/support/same-bits.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { DataKey } from "../platform/sealed/data-key.ts";
import { loadSqlite } from "../platform/sqlite-module.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { RunSealing } from "./run-sealing.ts";
import { openRunStore, type RunStore } from "./run-store.ts";
import type { StoredBlock } from "./sweep-block-rows.ts";
import type { NewSweep } from "./sweep-store.ts";

const KEY = DataKey.from(DataKey.random());
const ON: RunSealing = { key: KEY, isOn: true };

function newPath(): string {
  return join(temporaryFolder(), "runs.db");
}

/** Works on the file from outside, as another program would. */
function tamper<T>(path: string, work: (db: DatabaseSync) => T): T {
  const db = new (loadSqlite().DatabaseSync)(path);
  const result = work(db);
  db.close();
  return result;
}

/** All bytes of a store: the file, its log and its index. */
function bytesOf(path: string): Buffer {
  const folder = dirname(path);
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

const CANARIES = ["canary-strategy", "CANARY-SYMBOL", "canary-parameter", "canary-note", "canary-tag", "canary-data"];

function canaryRun(id: string): RunDetail {
  const plain = runDetail(id, { rows: 40, trades: 5 });
  const record = runRecord(id, { note: "canary-note", tag: "canary-tag" });
  return {
    ...plain,
    trades: { ...plain.trades, symbols: ["CANARY-SYMBOL"] },
    record: {
      ...record,
      spec: {
        ...record.spec,
        strategy: { ...record.spec.strategy, name: "canary-strategy" },
        params: { "canary-parameter": 31_337 },
        data: "csv:canary-data.csv",
      },
      data: { ...record.data, symbol: "CANARY-SYMBOL" },
    },
  };
}

describe("runs that are encrypted", () => {
  it("come back bit by bit, beside runs that aren't", () => {
    const path = newPath();
    const sealed = openRunStore(path, ON);
    const plain = openRunStore(path);
    const opened = openRunStore(path, { key: KEY, isOn: false });
    fc.assert(
      fc.property(anyRunDetail, fc.boolean(), (detail, isSealed) => {
        (isSealed ? sealed : plain).save(detail);
        const { id } = detail.record;
        expect(bitsOf(opened.load(id))).toBe(bitsOf(detail));
        expect(bitsOf({ ...opened.loadCurves(id), trades: detail.trades })).toBe(bitsOf(detail));
      }),
      { numRuns: 60 },
    );
    expect([plain.holdsSealed(), openRunStore(newPath()).holdsSealed()]).toEqual([true, false]);
    for (const store of [sealed, plain, opened]) store.close();
  });

  it("leave nothing of themselves in the file but their id and when they were made", () => {
    const path = newPath();
    const store = openRunStore(path, ON);
    const detail = canaryRun("SEALED");
    store.save(detail);
    const inTheClear = () => {
      const bytes = bytesOf(path);
      return CANARIES.filter((text) => bytes.includes(text));
    };
    expect(inTheClear()).toEqual([]);
    const bytes = bytesOf(path);
    for (const hash of [detail.record.specHash, detail.record.dataHash]) expect(bytes.includes(hash)).toBe(false);
    expect(bytes.includes(Buffer.from(detail.curve.close.buffer, 0, 16))).toBe(false);
    expect(bytes.includes("SEALED")).toBe(true);
    expect(bytes.includes(detail.record.createdAt)).toBe(true);
    // The test can see: a run in the clear shows all of it.
    openRunStore(path).save(canaryRun("PLAIN"));
    expect(inTheClear()).toEqual(CANARIES);
    store.close();
  });

  it("have no row in the tables that plain SQL asks, but the one that names them", () => {
    const path = newPath();
    const store = openRunStore(path, ON);
    store.save(runDetail("A", { trades: 3 }));
    const counts = () =>
      tamper(path, (db) =>
        ["backtests", "performance_metrics", "trades", "manifests", "sealed_runs", "curves"].map(
          (table) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n,
        ),
      );
    expect(counts()).toEqual([1, 0, 0, 0, 1, 13 + 22]);
    store.remove("A");
    expect(counts()).toEqual([0, 0, 0, 0, 0, 0]);
    store.close();
  });

  it("are found and removed without their key, and not read", () => {
    const path = newPath();
    const store = openRunStore(path, ON);
    store.save(runDetail("ABC"));
    store.close();
    for (const [sealing, reason] of [
      [undefined, "no key is at hand"],
      [{ key: DataKey.from(DataKey.random()), isOn: false }, "the key at hand is another one"],
    ] as const) {
      const other = openRunStore(path, sealing);
      const message = `run ABC in ${path} is encrypted, and ${reason}.`;
      for (const read of [() => other.load("ABC"), () => other.loadCurves("ABC"), () => other.list()]) {
        const error = thrown(read);
        expect(error.code).toBe("BACKSIGHT_RESULT_SEALED");
        expect(error.message).toContain(message);
        expect(error.message).not.toContain("\n");
      }
      expect(other.find("last")).toBe("ABC");
      expect(other.find("ab")).toBe("ABC");
      other.close();
    }
    const last = openRunStore(path);
    last.remove("ABC");
    expect([last.list(), last.holdsSealed()]).toEqual([[], false]);
    last.close();
  });

  it("are listed as they would be in the clear, page by page and by strategy", () => {
    const [mixed, clear] = [newPath(), newPath()];
    const sealed = openRunStore(mixed, ON);
    const plain = openRunStore(mixed);
    const expected = openRunStore(clear);
    for (let k = 0; k < 12; k++) {
      const record = runRecord(`RUN${k}`, { createdAt: `2026-11-22T10:00:${10 + k}.000Z` });
      const name = k % 3 === 0 ? "breakout" : "sma-cross";
      const spec = { ...record.spec, strategy: { ...record.spec.strategy, name } };
      const detail = { ...runDetail(`RUN${k}`, { rows: 3, trades: 1 }), record: { ...record, spec } };
      (k % 2 === 0 ? sealed : plain).save(detail);
      expected.save(detail);
    }
    for (const strategy of [undefined, "sma-cross", "breakout", "none"]) {
      for (let offset = 0; offset < 13; offset += 3) {
        const page = { limit: 4, offset, ...(strategy !== undefined && { strategy }) };
        expect(sealed.list(page)).toEqual(expected.list(page));
      }
    }
    for (const store of [sealed, plain, expected]) store.close();
  });

  it("replace the run of the same id, in the clear or not", () => {
    const path = newPath();
    const sealed = openRunStore(path, ON);
    const plain = openRunStore(path);
    const detail = runDetail("A", { trades: 3 });
    for (const store of [plain, sealed, sealed, plain, plain]) {
      store.save(detail);
      expect(bitsOf(sealed.load("A"))).toBe(bitsOf(detail));
    }
    expect(plain.holdsSealed()).toBe(false);
    for (const store of [sealed, plain]) store.close();
  });

  it("are never read as other runs when parts of them change, go, or change places", () => {
    const path = newPath();
    const store = openRunStore(path, ON);
    store.save(runDetail("A", { rows: 30, trades: 3 }));
    store.save(runDetail("B", { rows: 30, trades: 4 }));
    const swapped = (where: string) =>
      `UPDATE curves SET bytes = (SELECT bytes FROM curves AS other WHERE ${where}) WHERE backtest_id = 'A'`;
    const flipped = (table: string) =>
      `UPDATE ${table} SET ${table === "curves" ? "bytes" : "facts"} = CAST(substr(
       ${table === "curves" ? "bytes" : "facts"}, 1, 80) || x'00' AS BLOB) WHERE backtest_id = 'A'`;
    for (const [change, problem] of [
      [flipped("sealed_runs"), "the facts of run A are damaged: it isn't what was encrypted"],
      ["UPDATE sealed_runs SET facts = x'00' WHERE backtest_id = 'A'", "it isn't encrypted"],
      [
        "UPDATE sealed_runs SET facts = (SELECT facts FROM sealed_runs AS b WHERE b.backtest_id = 'B') WHERE backtest_id = 'A'",
        "they are those of run B",
      ],
      [flipped("curves"), "it isn't what was encrypted"],
      ["DELETE FROM curves WHERE backtest_id = 'A' AND name = 'equity'", "it is missing"],
      ["DELETE FROM curves WHERE backtest_id = 'A' AND name = 'pnl'", "the trades of run A are damaged"],
      [`${swapped("other.backtest_id = 'A' AND name = 'open'")} AND name = 'close'`, "their checksum|its checksum"],
      [`${swapped("other.backtest_id = 'B' AND name = 'close'")} AND name = 'close'`, "its checksum differs"],
      [`${swapped("other.backtest_id = 'A' AND name = 'mae'")} AND name = 'mfe'`, "its checksum differs"],
    ] as const) {
      tamper(path, (db) => {
        db.exec("CREATE TABLE kept AS SELECT * FROM curves; CREATE TABLE facts AS SELECT * FROM sealed_runs");
        db.exec(change);
      });
      const error = thrown(() => store.load("A"));
      expect({ change, code: error.code }).toEqual({ change, code: "BACKSIGHT_STORE" });
      expect(error.message).toMatch(new RegExp(problem));
      tamper(path, (db) => {
        db.exec("DELETE FROM curves; INSERT INTO curves SELECT * FROM kept; DROP TABLE kept");
        db.exec("DELETE FROM sealed_runs; INSERT INTO sealed_runs SELECT * FROM facts; DROP TABLE facts");
      });
      expect(store.load("A").trades.length).toBe(3);
    }
    store.close();
  });
});

describe("sweeps that are encrypted", () => {
  const sweep: NewSweep = {
    id: "SWEEP",
    key: "k".repeat(64),
    strategy: "canary-strategy",
    data: "csv:canary-data.csv",
    symbol: "CANARY-SYMBOL",
    timeframe: "1d",
    start: "2023-01-02T00:00:00.000Z",
    end: "2023-09-11T00:00:00.000Z",
    method: "grid",
    metric: "canary-tag",
    total: 4,
    runId: "RUN",
    createdAt: "2026-11-22T10:00:00.000Z",
    wish: { note: "canary-note" },
  };
  const block: StoredBlock = {
    block: 0,
    key: "j".repeat(64),
    isTrial: true,
    part: { begin: 0, end: 100 },
    combos: [{ "canary-parameter": 31_337 }, { "canary-parameter": 31_338 }],
    rows: {
      length: 2,
      names: ["totalReturn"],
      values: Float64Array.of(0.125, NaN),
      door: Uint8Array.of(0, 1),
      reasons: [["canary-note", [1]]],
      errors: [],
    },
  };
  const ended = { at: "2026-11-22T11:00:00.000Z", summary: { best: "canary-tag" } };

  function fill(store: RunStore): void {
    store.sweeps.begin(sweep);
    store.sweeps.saveBlock("SWEEP", block);
    store.sweeps.finish("SWEEP", ended);
  }

  it("come back as they were, and leave nothing of themselves in the file but ids, times and sizes", () => {
    const path = newPath();
    const store = openRunStore(path, ON);
    fill(store);
    expect(CANARIES.filter((text) => bytesOf(path).includes(text))).toEqual([]);
    const clear = openRunStore(newPath());
    fill(clear);
    expect(store.sweeps.get("SWEEP")).toEqual(clear.sweeps.get("SWEEP"));
    expect(store.sweeps.get("SWEEP")).toMatchObject({ ...sweep, trials: 2, summary: ended.summary });
    expect(store.sweeps.list()).toEqual(clear.sweeps.list());
    expect([...store.sweeps.blocks("SWEEP")]).toEqual([block]);
    expect(CANARIES.filter((text) => bytesOf(clear.path).includes(text))).toEqual(CANARIES);
    expect([store.holdsSealed(), clear.holdsSealed()]).toEqual([true, false]);
    for (const one of [store, clear]) one.close();
  });

  it("go on as they began, whatever the setting is by then, and need their key for it", () => {
    const path = newPath();
    const store = openRunStore(path, ON);
    store.sweeps.begin(sweep);
    const later = openRunStore(path, { key: KEY, isOn: false });
    later.sweeps.saveBlock("SWEEP", block);
    later.sweeps.finish("SWEEP", ended);
    expect(CANARIES.filter((text) => bytesOf(path).includes(text))).toEqual([]);
    expect(later.sweeps.block("SWEEP", 0)).toEqual(block);
    const keyless = openRunStore(path);
    for (const work of [
      () => keyless.sweeps.saveBlock("SWEEP", { ...block, block: 1 }),
      () => keyless.sweeps.get("SWEEP"),
      () => keyless.sweeps.list(),
      () => keyless.sweeps.block("SWEEP", 0),
    ]) {
      const error = thrown(work);
      expect(error.code).toBe("BACKSIGHT_RESULT_SEALED");
      expect(error.message).toContain(`sweep SWEEP in ${path} is encrypted, and no key is at hand.`);
    }
    keyless.sweeps.remove(keyless.sweeps.find("sw"));
    for (const one of [store, later, keyless]) one.close();
  });

  it("are never read as others when parts of them change", () => {
    const path = newPath();
    const store = openRunStore(path, ON);
    fill(store);
    for (const change of [
      "UPDATE sweeps SET wish = substr(wish, 1, 100)",
      "UPDATE sweeps SET summary = wish || 'A'",
      "UPDATE sweep_blocks SET notes = substr(notes, 1, 100)",
      "UPDATE sweep_blocks SET names = combos",
      "UPDATE sweep_blocks SET bytes = CAST(substr(bytes, 1, 60) AS BLOB)",
    ]) {
      tamper(path, (db) =>
        db.exec("CREATE TABLE a AS SELECT * FROM sweeps; CREATE TABLE b AS SELECT * FROM sweep_blocks"),
      );
      tamper(path, (db) => db.exec(change));
      const error = thrown(() => [store.sweeps.get("SWEEP"), store.sweeps.block("SWEEP", 0)]);
      expect({ change, code: error.code }).toEqual({ change, code: "BACKSIGHT_STORE" });
      tamper(path, (db) => {
        db.exec("DELETE FROM sweep_blocks; DELETE FROM sweeps; INSERT INTO sweeps SELECT * FROM a; DROP TABLE a");
        db.exec("INSERT INTO sweep_blocks SELECT * FROM b; DROP TABLE b");
      });
    }
    expect(store.sweeps.block("SWEEP", 0)).toEqual(block);
    store.close();
  });
});
