import type { DatabaseSchema } from "../platform/sqlite-migrations.ts";

/**
 * Version 1. `manifests.record` is what a run says about itself; `backtests` and `performance_metrics` repeat the parts
 * that lists and plain SQL ask for. Times are epoch milliseconds where REAL and ISO 8601 UTC where TEXT. In `trades`
 * NULL is NaN, and `negative_zeros` marks the −0 that SQLite can't hold: bit `k` for the `k`-th REAL column.
 */
const FIRST = `
CREATE TABLE backtests (
  id TEXT PRIMARY KEY NOT NULL,
  strategy_name TEXT NOT NULL,
  start_date TEXT NOT NULL,
  end_date TEXT NOT NULL,
  parameters TEXT NOT NULL,
  created_at TEXT NOT NULL,
  engine TEXT NOT NULL,
  data TEXT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  tag TEXT,
  note TEXT
) STRICT;
CREATE INDEX backtests_by_time ON backtests (created_at, id);
CREATE INDEX backtests_by_strategy ON backtests (strategy_name, created_at, id);

CREATE TABLE performance_metrics (
  id INTEGER PRIMARY KEY,
  backtest_id TEXT NOT NULL UNIQUE REFERENCES backtests (id) ON DELETE CASCADE,
  total_return REAL,
  sharpe_ratio REAL,
  max_drawdown REAL,
  win_rate REAL,
  profit_factor REAL,
  trades_count INTEGER,
  metrics TEXT NOT NULL
) STRICT;

CREATE TABLE trades (
  id INTEGER PRIMARY KEY,
  backtest_id TEXT NOT NULL REFERENCES backtests (id) ON DELETE CASCADE,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL,
  entry_time REAL,
  exit_time REAL,
  entry_price REAL,
  exit_price REAL,
  quantity REAL,
  pnl REAL,
  return_fraction REAL,
  commission REAL,
  slippage REAL,
  entry_bar INTEGER NOT NULL,
  exit_bar INTEGER NOT NULL,
  exit_reason TEXT NOT NULL,
  is_ambiguous INTEGER NOT NULL,
  negative_zeros INTEGER
) STRICT;
CREATE INDEX trades_by_backtest ON trades (backtest_id);

CREATE TABLE curves (
  id INTEGER PRIMARY KEY,
  backtest_id TEXT NOT NULL REFERENCES backtests (id) ON DELETE CASCADE,
  curve TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  length INTEGER NOT NULL,
  encoding TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (backtest_id, curve, name)
) STRICT;

CREATE TABLE manifests (
  backtest_id TEXT PRIMARY KEY NOT NULL REFERENCES backtests (id) ON DELETE CASCADE,
  record TEXT NOT NULL,
  record_sha256 TEXT NOT NULL,
  trades_symbol TEXT NOT NULL,
  trades_length INTEGER NOT NULL,
  trades_sha256 TEXT NOT NULL,
  spec TEXT GENERATED ALWAYS AS (record -> '$.spec') VIRTUAL,
  spec_hash TEXT GENERATED ALWAYS AS (record ->> '$.specHash') VIRTUAL,
  data_hash TEXT GENERATED ALWAYS AS (record ->> '$.dataHash') VIRTUAL,
  result_hash TEXT GENERATED ALWAYS AS (record ->> '$.resultHash') VIRTUAL
) STRICT;
`;

/** Version 2: how far each trade went against and for its holder. NULL in the trades of version 1, which didn't know. */
const EXCURSIONS = `
ALTER TABLE trades ADD COLUMN mae REAL;
ALTER TABLE trades ADD COLUMN mfe REAL;
`;

/** Version 3: what else trades paid and were paid. Nothing in the trades of earlier versions, which knew no such money. */
const MONEY = `
ALTER TABLE trades ADD COLUMN spread REAL DEFAULT 0;
ALTER TABLE trades ADD COLUMN impact REAL DEFAULT 0;
ALTER TABLE trades ADD COLUMN taxes REAL DEFAULT 0;
ALTER TABLE trades ADD COLUMN carry REAL DEFAULT 0;
ALTER TABLE trades ADD COLUMN dividends REAL DEFAULT 0;
`;

/**
 * Version 4: sweeps. `key` names what is computed, whoever computes it; blocks of rows are numbered in the order that they
 * were asked for. `combos` are the parameters as columns in JSON, `names` the columns of `bytes`; `sha256` is over all of it.
 */
const SWEEPS = `
CREATE TABLE sweeps (
  id TEXT PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  strategy_name TEXT NOT NULL,
  data TEXT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  start_date TEXT NOT NULL,
  end_date TEXT NOT NULL,
  method TEXT NOT NULL,
  metric TEXT NOT NULL,
  total INTEGER,
  created_at TEXT NOT NULL,
  finished_at TEXT,
  backtest_id TEXT NOT NULL,
  wish TEXT NOT NULL,
  summary TEXT
) STRICT;
CREATE INDEX sweeps_by_time ON sweeps (created_at, id);
CREATE INDEX sweeps_by_key ON sweeps (key, created_at, id);
CREATE INDEX sweeps_by_backtest ON sweeps (backtest_id);

CREATE TABLE sweep_blocks (
  sweep_id TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  job_key TEXT NOT NULL,
  is_trial INTEGER NOT NULL,
  part_begin INTEGER NOT NULL,
  part_end INTEGER NOT NULL,
  length INTEGER NOT NULL,
  combos TEXT NOT NULL,
  names TEXT NOT NULL,
  notes TEXT NOT NULL,
  encoding TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (sweep_id, block)
) STRICT, WITHOUT ROWID;
`;

/**
 * Version 5: runs that are encrypted. Of one, `backtests` has its id and when it was made, and nothing else; `facts` holds
 * the rest, `curves` its curves and, as the columns of a curve named trades, its trades. Other tables have no rows of it.
 */
const SEALED = `
CREATE TABLE sealed_runs (
  backtest_id TEXT PRIMARY KEY NOT NULL REFERENCES backtests (id) ON DELETE CASCADE,
  facts BLOB NOT NULL
) STRICT;
`;

/** The result store, `runs.db`. The mark is "BSrn". */
export const RUN_SCHEMA: DatabaseSchema = {
  applicationId: 0x4253726e,
  title: "result store",
  migrations: [FIRST, EXCURSIONS, MONEY, SWEEPS, SEALED],
};
