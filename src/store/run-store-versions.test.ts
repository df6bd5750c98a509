import { createHash } from "node:crypto";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { runDetail } from "../../test/support/run-detail.ts";
import { bitsOf } from "../../test/support/same-bits.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { openDatabase } from "../platform/sqlite.ts";
import { loadSqlite } from "../platform/sqlite-module.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";
import { RUN_SCHEMA } from "./run-schema.ts";
import { openRunStore } from "./run-store.ts";

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

describe("a result store of an earlier version", () => {
  /** A file as a version left it: its schema, its columns, its checksum. */
  function saveAsVersion(version: 1 | 2, path: string, detail: RunDetail): void {
    const from = newPath();
    const store = openRunStore(from);
    store.save(detail);
    store.close();
    openDatabase(path, { ...RUN_SCHEMA, migrations: RUN_SCHEMA.migrations.slice(0, version) }).close();
    tamper(path, (db) => {
      db.prepare("ATTACH ? AS source").run(from);
      for (const table of ["backtests", "performance_metrics", "trades", "curves", "manifests"]) {
        const names = db
          .prepare("SELECT name FROM pragma_table_info(?)")
          .all(table)
          .map(({ name }) => name)
          .join(", ");
        db.exec(`INSERT INTO main.${table} (${names}) SELECT ${names} FROM source.${table}`);
      }
      db.prepare("UPDATE main.manifests SET trades_sha256 = ?").run(hashOf(version, detail.trades));
    });
  }

  /** Symbol, nine or eleven REAL columns, five columns of whole numbers, all as little-endian doubles. */
  function hashOf(version: 1 | 2, trades: TradeColumns): string {
    const hash = createHash("sha256").update(trades.symbols[0]!, "utf8");
    const { entryTime, exitTime, entryPrice, exitPrice, quantity, pnl, returnFraction, commission, slippage } = trades;
    for (const column of [
      ...[entryTime, exitTime, entryPrice, exitPrice, quantity, pnl, returnFraction, commission, slippage],
      ...(version === 1 ? [] : [trades.mae, trades.mfe]),
      ...[trades.side, trades.entryBar, trades.exitBar, trades.exitReason, trades.isAmbiguous],
    ])
      hash.update(new Uint8Array(Float64Array.from(column).buffer));
    return hash.digest("hex");
  }

  function version(path: string): unknown {
    return tamper(path, (db) => db.prepare("PRAGMA user_version").get()?.user_version);
  }

  it.each([1, 2] as const)("of version %i is brought to version 5 when it is opened: its runs load", (before) => {
    const path = newPath();
    const old = runDetail("OLD", { trades: 3 });
    saveAsVersion(before, path, old);
    expect(version(path)).toBe(before);
    const store = openRunStore(path);
    // Version 1 knew no excursions, and neither knew of money beyond commission and slippage.
    const unknown = Float64Array.of(NaN, NaN, NaN);
    const none = new Float64Array(3);
    const money = { spread: none, impact: none, taxes: none, carry: none, dividends: none };
    const excursions = before === 1 ? { mae: unknown, mfe: unknown } : {};
    expect(store.load("OLD").trades).toEqual({ ...old.trades, ...money, ...excursions });
    const fresh = runDetail("NEW", { trades: 2 });
    store.save(fresh);
    expect(bitsOf(store.load("NEW"))).toBe(bitsOf(fresh));
    store.close();
    expect(version(path)).toBe(5);
  });

  it("vouches for the excursions and the money of newer runs", () => {
    const path = newPath();
    const store = openRunStore(path);
    store.save(runDetail("A", { trades: 2 }));
    for (const change of [
      "mae = NULL",
      "mae = NULL, mfe = NULL",
      "mfe = mfe + 1",
      "mae = mfe, mfe = mae",
      "dividends = 0",
    ]) {
      tamper(path, (db) => db.exec(`CREATE TABLE kept AS SELECT * FROM trades; UPDATE trades SET ${change}`));
      expect(thrown(() => store.load("A")).message).toContain("their checksum differs");
      tamper(path, (db) => db.exec("DELETE FROM trades; INSERT INTO trades SELECT * FROM kept; DROP TABLE kept"));
      expect(store.load("A").trades.length).toBe(2);
    }
    store.close();
  });
});
