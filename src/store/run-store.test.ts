import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runDetail, runRecord } from "../../test/support/run-detail.ts";
import { anyRunDetail } from "../../test/support/run-detail-arbitrary.ts";
import { bitsOf } from "../../test/support/same-bits.ts";
import { canMount, smallDisk } from "../../test/support/small-disk.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { isBacksightError } from "../core/errors.ts";
import { loadSqlite } from "../platform/sqlite-module.ts";
import { openRunStore } from "./run-store.ts";
import type { StoredTriesQuery } from "./stored-tries.ts";

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

describe("openRunStore: save and load", () => {
  it("gives any run back bit by bit", () => {
    const store = openRunStore(newPath());
    fc.assert(
      fc.property(anyRunDetail, (detail) => {
        store.save(detail);
        expect(bitsOf(store.load(detail.record.id))).toBe(bitsOf(detail));
      }),
      { numRuns: 60 },
    );
    store.close();
  });

  it("gives curves without trades", () => {
    const store = openRunStore(newPath());
    const detail = runDetail("curves");
    store.save(detail);
    const { trades } = detail;
    expect(bitsOf({ ...store.loadCurves("curves"), trades })).toBe(bitsOf(detail));
    expect(store.loadCurves("curves")).not.toHaveProperty("trades");
    expect(thrown(() => store.loadCurves("none"))).toMatchObject({ code: "BACKSIGHT_RUN_UNKNOWN" });
    store.close();
  });

  it("keeps the payload of a NaN in curves, and the zero's sign in trades", () => {
    const detail = runDetail("A", { rows: 3, trades: 3 });
    new BigUint64Array(detail.curve.equity.buffer)[1] = 0xfff8_0000_dead_beefn;
    detail.trades.slippage.set([-0, 0, NaN]);
    detail.trades.pnl.set([-0, -0, -Infinity]);
    const store = openRunStore(newPath());
    store.save(detail);
    const loaded = store.load("A");
    expect(bitsOf(loaded)).toBe(bitsOf(detail));
    expect(loaded.trades.slippage).toEqual(Float64Array.of(-0, 0, NaN));
    store.close();
  });

  it("fills the plan's tables with what plain SQL asks for", () => {
    const path = newPath();
    const store = openRunStore(path);
    const detail = runDetail("RUN", { trades: 2 });
    detail.trades.pnl.set([12.5, NaN]);
    store.save(detail);
    store.close();
    const row = (sql: string): unknown => tamper(path, (db) => ({ ...db.prepare(sql).get() }));
    expect(row("SELECT strategy_name, start_date, end_date, parameters, created_at FROM backtests")).toEqual({
      strategy_name: "sma-cross",
      start_date: "2023-01-02T00:00:00.000Z",
      end_date: "2023-09-11T00:00:00.000Z",
      parameters: '{"fast":10,"slow":50,"exact":true,"mode":"long"}',
      created_at: "2026-11-22T10:00:00.000Z",
    });
    expect(
      row(`SELECT backtest_id, total_return, sharpe_ratio, max_drawdown, win_rate, profit_factor, trades_count,
           metrics ->> 'sortinoRatio' AS sortino FROM performance_metrics`),
    ).toEqual({
      backtest_id: "RUN",
      total_return: 0.125,
      sharpe_ratio: 1.5,
      max_drawdown: -0.0625,
      win_rate: 0.5,
      profit_factor: null,
      trades_count: 4,
      sortino: 2.25,
    });
    expect(row("SELECT side, symbol, pnl, exit_reason, entry_bar FROM trades ORDER BY id LIMIT 1")).toEqual({
      side: "long",
      symbol: "SYN",
      pnl: 12.5,
      exit_reason: "signal",
      entry_bar: 0,
    });
    expect(row("SELECT count(*) AS n, sum(pnl) AS total FROM trades WHERE backtest_id = 'RUN'")).toEqual({
      n: 2,
      total: 12.5,
    });
    expect(row("SELECT spec_hash, data_hash, result_hash, spec ->> '$.seed' AS seed FROM manifests")).toEqual({
      spec_hash: "1".repeat(64),
      data_hash: "2".repeat(64),
      result_hash: "3".repeat(64),
      seed: 1,
    });
  });

  it("changes nothing when a run is saved again, and replaces it when it differs", () => {
    const path = newPath();
    const store = openRunStore(path);
    const detail = runDetail("A");
    store.save(detail);
    store.save(detail);
    expect(bitsOf(store.load("A"))).toBe(bitsOf(detail));
    const counts = () =>
      tamper(path, (db) =>
        ["backtests", "performance_metrics", "trades", "curves", "manifests"].map(
          (table) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n,
        ),
      );
    expect(counts()).toEqual([1, 1, 8, 13, 1]);
    const changed = { ...runDetail("A", { trades: 3 }), record: runRecord("A", { note: "looked at again" }) };
    store.save(changed);
    expect(bitsOf(store.load("A"))).toBe(bitsOf(changed));
    expect(counts()).toEqual([1, 1, 3, 13, 1]);
    store.close();
  });

  it("keeps 100,000 trades of one run", () => {
    const store = openRunStore(newPath());
    const detail = runDetail("MANY", { rows: 5000, trades: 100_000 });
    store.save(detail);
    expect(store.load("MANY").trades).toEqual(detail.trades);
    store.close();
  });

  it("refuses runs that aren't well formed, and keeps nothing of them", () => {
    const store = openRunStore(newPath());
    const good = runDetail("A");
    const code = (detail: typeof good): string => thrown(() => store.save(detail)).code;
    for (const id of ["", "last", "a b", "../x", "x".repeat(65)])
      expect(code(runDetail(id))).toBe("BACKSIGHT_ARGUMENT");
    expect(code({ ...good, curve: { ...good.curve, low: new Float64Array(3) } })).toBe("BACKSIGHT_LENGTH");
    expect(code({ ...good, sessions: { ...good.sessions, equity: new Float64Array(3) } })).toBe("BACKSIGHT_LENGTH");
    expect(code({ ...good, trades: { ...good.trades, pnl: new Float64Array(3) } })).toBe("BACKSIGHT_LENGTH");
    expect(code({ ...good, trades: { ...good.trades, side: new Int8Array(8) } })).toBe("BACKSIGHT_ARGUMENT");
    expect(code({ ...good, trades: { ...good.trades, exitReason: new Uint8Array(8).fill(200) } })).toBe(
      "BACKSIGHT_ARGUMENT",
    );
    const infinite = thrown(() =>
      store.save({ ...good, record: runRecord("A", { metrics: { profitFactor: Infinity } }) }),
    );
    expect(infinite.message).toBe(
      "record: profitFactor must be a finite number or null, was Infinity. Correct the value.",
    );
    expect(store.list()).toEqual([]);
    store.close();
  });
});

describe("openRunStore: list, find and remove", () => {
  const at = (second: number): string => `2026-11-22T10:00:0${second}.000Z`;

  function filledStore() {
    const store = openRunStore(newPath());
    const ids = ["01JD2A", "01JD2B", "01JD30", "01JE00"];
    for (const [i, id] of ids.entries()) {
      const name = i === 1 ? "breakout" : "sma-cross";
      const record = runRecord(id, { createdAt: at(i), tag: i === 0 ? "first" : null });
      const spec = { ...record.spec, strategy: { ...record.spec.strategy, name } };
      store.save({ ...runDetail(id), record: { ...record, spec } });
    }
    return store;
  }

  it("counts what was tried before a moment, of a strategy and on its prices: runs, and rows of sweeps that are trials", () => {
    const store = filledStore();
    const { data } = runRecord("01JD2A");
    const [from, to] = [Date.parse(data.start), Date.parse(data.end)];
    const tries = (strategy: string, moment: string, changes: Partial<StoredTriesQuery> = {}) => {
      const { ofStrategy, onPrices } = store.triesBefore(moment, {
        ...{ strategy, instruments: [data.symbol], from, to },
        ...changes,
      });
      return [ofStrategy, onPrices];
    };
    expect(["sma-cross", "breakout", "none"].map((name) => tries(name, at(3)))).toEqual([
      [2, 3],
      [1, 3],
      [0, 3],
    ]);
    expect(tries("sma-cross", at(9))).toEqual([3, 4]);
    expect(tries("sma-cross", at(9), { instruments: ["none"] })).toEqual([3, 0]);
    expect(tries("sma-cross", at(9), { from: to, to: to + 1 })).toEqual([3, 0]);
    expect(tries("sma-cross", at(9), { from: from - 1, to: from })).toEqual([3, 0]);
    const facts = { key: "k", data: "", symbol: "", timeframe: "1d", start: "", end: "", method: "grid", metric: "" };
    store.sweeps.begin({ ...facts, id: "s", strategy: "sma-cross", total: 3, runId: "r", createdAt: at(4), wish: {} });
    const rows = {
      length: 2,
      names: [],
      values: new Float64Array(0),
      door: new Uint8Array(2),
      reasons: [],
      errors: [],
    };
    const one = { key: "j", part: { begin: 0, end: 9 }, combos: [{ fast: 1 }, { fast: 2 }], rows };
    store.sweeps.saveBlock("s", { ...one, block: 0, isTrial: true });
    store.sweeps.saveBlock("s", { ...one, block: 1, isTrial: false });
    expect([at(4), at(5)].map((moment) => tries("sma-cross", moment))).toEqual([
      [3, 4],
      [5, 4],
    ]);
  });

  it("lists the newest first", () => {
    const store = filledStore();
    expect(store.list().map(({ id }) => id)).toEqual(["01JE00", "01JD30", "01JD2B", "01JD2A"]);
    expect(store.list({ limit: 2 }).map(({ id }) => id)).toEqual(["01JE00", "01JD30"]);
    const all = store.list({ limit: 100 }).map(({ id }) => id);
    expect(store.list({ limit: 2, offset: 1 }).map(({ id }) => id)).toEqual(all.slice(1, 3));
    expect(store.list({ offset: all.length })).toEqual([]);
    expect(store.list({ strategy: "breakout" }).map(({ id }) => id)).toEqual(["01JD2B"]);
    expect(store.list({ strategy: "none" })).toEqual([]);
    expect(thrown(() => store.list({ limit: 0 })).code).toBe("BACKSIGHT_ARGUMENT");
    const { data, metrics, spec } = runRecord("01JD2A");
    expect(store.list().at(-1)).toEqual({
      id: "01JD2A",
      createdAt: at(0),
      strategy: "sma-cross",
      params: spec.params,
      engine: "vector",
      data: spec.data,
      symbol: data.symbol,
      timeframe: data.timeframe,
      start: data.start,
      end: data.end,
      metrics,
      tag: "first",
      note: null,
    });
    store.close();
  });

  it("finds a run by id, by the start of one in any case, and the last", () => {
    const store = filledStore();
    expect(store.find("01JD30")).toBe("01JD30");
    expect(store.find("01jd3")).toBe("01JD30");
    expect(store.find("01JE")).toBe("01JE00");
    expect(store.find("last")).toBe("01JE00");
    store.save(runDetail("01JD3"));
    expect(store.find("01JD3")).toBe("01JD3");
    store.close();
  });

  it("says what it doesn't know and what is ambiguous", () => {
    const store = filledStore();
    for (const name of ["", "%", "_1JD30", "01JD30X", "\\"]) {
      expect(thrown(() => store.find(name)).code).toBe("BACKSIGHT_RUN_UNKNOWN");
    }
    const error = thrown(() => store.find("01JD"));
    expect(error.code).toBe("BACKSIGHT_RUN_AMBIGUOUS");
    expect(error.message).toBe('"01JD" is the start of 3 run ids. Give more letters: 01JD2A, 01JD2B, 01JD30.');
    for (let i = 0; i < 4; i++) store.save(runDetail(`01JD4${i}`));
    expect(thrown(() => store.find("01JD")).message).toContain(
      "of 7 run ids. Give more letters: 01JD2A, 01JD2B, 01JD30, 01JD40, 01JD41, ….",
    );
    expect(thrown(() => store.load("01JD")).code).toBe("BACKSIGHT_RUN_UNKNOWN");
    store.close();
    const empty = openRunStore(newPath());
    expect(thrown(() => empty.find("last")).details).toEqual({ id: "last", db: empty.path });
    empty.close();
  });

  it("removes a run with all its rows", () => {
    const store = filledStore();
    store.remove("01JD30");
    expect(thrown(() => store.load("01JD30")).code).toBe("BACKSIGHT_RUN_UNKNOWN");
    expect(thrown(() => store.remove("01JD30")).code).toBe("BACKSIGHT_RUN_UNKNOWN");
    expect(bitsOf(store.load("01JD2A"))).toContain('"id":"01JD2A"');
    store.close();
    const left = tamper(store.path, (db) =>
      ["backtests", "performance_metrics", "trades", "curves", "manifests"].map(
        (table) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n,
      ),
    );
    expect(left).toEqual([3, 3, 24, 39, 3]);
  });
});

describe("openRunStore: damage", () => {
  it.each([
    [
      "a changed price",
      "UPDATE trades SET entry_price = entry_price + 1 WHERE id = 3",
      /the trades of run A are damaged: their checksum differs/,
    ],
    ["another side", "UPDATE trades SET side = 'short' WHERE side = 'long'", /their checksum differs/],
    ["an unknown exit reason", "UPDATE trades SET exit_reason = 'luck' WHERE id = 2", /their checksum differs/],
    ["a missing trade", "DELETE FROM trades WHERE id = 3", /there are 7 instead of 8/],
    [
      "a changed record",
      "UPDATE manifests SET record = replace(record, '1.5', '2.5')",
      /the facts of run A are damaged: their checksum differs/,
    ],
    ["a missing manifest", "DELETE FROM manifests", /the facts of run A are damaged: they are missing/],
    [
      "a missing curve",
      "DELETE FROM curves WHERE name = 'low'",
      /the curves \(bars, low\) of run A are damaged: it is missing/,
    ],
    [
      "a wrong blob",
      "UPDATE curves SET bytes = zeroblob(480), encoding = 'raw' WHERE curve = 'sessions' AND name = 'equity'",
      /its checksum differs/,
    ],
    ["a short blob", "UPDATE curves SET bytes = x'00' WHERE name = 'drawdown'", /\(bars, drawdown\)/],
    [
      "another column in the place of one",
      "UPDATE curves SET (type, length, encoding, sha256, bytes) = (SELECT type, length, encoding, sha256, bytes FROM curves WHERE name = 'high') WHERE name = 'low'",
      /\(bars, low\) of run A are damaged: its checksum differs/,
    ],
  ])("reports %s", (_, sql, problem) => {
    const path = newPath();
    const store = openRunStore(path);
    store.save(runDetail("A"));
    store.save(runDetail("B"));
    tamper(path, (db) =>
      db.exec(sql.includes("WHERE") ? `${sql} AND backtest_id = 'A'` : `${sql} WHERE backtest_id = 'A'`),
    );
    const error = thrown(() => store.load("A"));
    expect(error.code).toBe("BACKSIGHT_STORE");
    expect(error.message).toMatch(problem);
    expect(error.message).toContain("`backsight runs rm A`");
    expect(bitsOf(store.load("B"))).toBe(bitsOf(runDetail("B")));
    store.close();
  });

  it("reports a list that can't be read", () => {
    const path = newPath();
    const store = openRunStore(path);
    store.save(runDetail("A"));
    tamper(path, (db) => db.exec("UPDATE performance_metrics SET metrics = '{'"));
    expect(thrown(() => store.list()).message).toContain("the metrics of run A are damaged");
    store.close();
  });

  it("refuses a newer store", () => {
    const path = newPath();
    openRunStore(path).close();
    tamper(path, (db) => db.exec("PRAGMA user_version = 99"));
    expect(thrown(() => openRunStore(path)).code).toBe("BACKSIGHT_STORE_NEWER");
  });

  it("never gives back another run than was saved, whichever bit of the file flips", () => {
    const path = newPath();
    const detail = runDetail("A", { rows: 20, trades: 20 });
    const saved = bitsOf(detail);
    const store = openRunStore(path);
    store.save(detail);
    store.close();
    const bytes = readFileSync(path);
    const copy = join(temporaryFolder(), "copy.db");
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const flipped = Uint8Array.from(bytes);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        writeFileSync(copy, flipped);
        try {
          const opened = openRunStore(copy);
          try {
            expect(bitsOf(opened.load("A"))).toBe(saved);
          } finally {
            opened.close();
          }
        } catch (error) {
          if (!isBacksightError(error)) throw error;
          refused++;
        }
      }),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(0);
  });
});

describe("openRunStore: a full disk", () => {
  it.skipIf(!canMount)("keeps what was saved, and goes on once there is space (needs root and mount)", () => {
    const { folder, grow } = smallDisk(1_000_000);
    const path = join(folder, "runs.db");
    const store = openRunStore(path);
    const saved: string[] = [];
    const fill = (): void => {
      for (let i = 0; i < 100; i++) {
        const id = `RUN-${i}`;
        store.save(runDetail(id, { rows: 500, trades: 200 }));
        saved.push(id);
      }
    };
    const error = thrown(fill);
    expect(error.code).toBe("BACKSIGHT_STORE");
    expect(error.message).toMatch(/the disk is full|the disk reports an error, or is full/);
    expect(saved.length).toBeGreaterThan(2);
    const isWhole = (id: string): boolean =>
      bitsOf(store.load(id)) === bitsOf(runDetail(id, { rows: 500, trades: 200 }));
    expect(saved.every(isWhole)).toBe(true);
    expect(store.list({ limit: 1000 })).toHaveLength(saved.length);
    grow(8_000_000);
    store.save(runDetail("AFTER"));
    expect(bitsOf(store.load("AFTER"))).toBe(bitsOf(runDetail("AFTER")));
    expect(saved.every(isWhole)).toBe(true);
    store.close();
    const kept = join(temporaryFolder(), "runs.db");
    copyFileSync(path, kept);
    expect(tamper(kept, (db) => db.prepare("PRAGMA integrity_check").get()?.integrity_check)).toBe("ok");
  });
});
