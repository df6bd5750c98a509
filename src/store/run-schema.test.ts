import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { openDatabase } from "../platform/sqlite.ts";
import type { DatabaseSchema } from "../platform/sqlite-migrations.ts";
import { RUN_SCHEMA } from "./run-schema.ts";
import { TRIAL_SCHEMA } from "./trial-schema.ts";

/** The SQL of everything in the file, as SQLite keeps it. */
function contents(path: string, schema: DatabaseSchema): unknown[] {
  const database = openDatabase(path, schema);
  const rows = database.read((db) => db.prepare("SELECT sql FROM sqlite_schema ORDER BY name").all());
  database.close();
  return rows;
}

function columns(path: string, table: string): unknown[] {
  const database = openDatabase(path, RUN_SCHEMA);
  const rows = database.read((db) => db.prepare("SELECT name FROM pragma_table_info(?)").all(table));
  database.close();
  return rows.map(({ name }) => name);
}

describe("the result store's schema", () => {
  // The tables and columns that the plan of the system names.
  it.each([
    ["backtests", ["id", "strategy_name", "start_date", "end_date", "parameters", "created_at"]],
    [
      "performance_metrics",
      [
        "id",
        "backtest_id",
        "total_return",
        "sharpe_ratio",
        "max_drawdown",
        "win_rate",
        "profit_factor",
        "trades_count",
      ],
    ],
    [
      "trades",
      [
        ...["id", "backtest_id", "symbol", "entry_time", "exit_time", "entry_price", "exit_price", "quantity", "pnl"],
        ...["commission", "slippage"],
      ],
    ],
  ])("has %s with the plan's columns", (table, names) => {
    expect(columns(join(temporaryFolder(), "runs.db"), table)).toEqual(expect.arrayContaining(names));
  });

  it("is the same in a new file and in one that comes from any earlier version", () => {
    for (const schema of [RUN_SCHEMA, TRIAL_SCHEMA]) {
      const folder = temporaryFolder();
      const fresh = contents(join(folder, "fresh.db"), schema);
      expect(fresh.length).toBeGreaterThan(4);
      for (let version = 0; version < schema.migrations.length; version++) {
        const path = join(folder, `from-${version}.db`);
        openDatabase(path, { ...schema, migrations: schema.migrations.slice(0, version) }).close();
        expect(contents(path, schema)).toEqual(fresh);
      }
    }
  });

  it("keeps results and trials apart", () => {
    const path = join(temporaryFolder(), "trials.db");
    openDatabase(path, TRIAL_SCHEMA).close();
    expect(() => openDatabase(path, RUN_SCHEMA)).toThrow(/another program's database, not a result store/);
  });
});
