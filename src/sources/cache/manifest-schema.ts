import type { DatabaseSchema } from "../../platform/sqlite-migrations.ts";

/**
 * Version 1. Times are epoch milliseconds. `timeframe` is "" for ticks. A segment without a path says that there are no
 * rows in its range. `removed_files` are out of use and go once nobody can be reading them.
 */
const FIRST = `
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  dataset TEXT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  pinned_at REAL,
  UNIQUE (source, dataset, symbol, timeframe)
) STRICT;

CREATE TABLE segments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  series_id INTEGER NOT NULL REFERENCES series (id),
  from_time REAL NOT NULL,
  to_time REAL NOT NULL,
  rows INTEGER NOT NULL,
  path TEXT UNIQUE,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  adjustment TEXT NOT NULL,
  basis TEXT NOT NULL,
  stored_at REAL NOT NULL,
  used_at REAL NOT NULL
) STRICT;
CREATE INDEX segments_by_series ON segments (series_id, from_time);
CREATE INDEX segments_by_use ON segments (used_at);

CREATE TABLE coverage (
  series_id INTEGER NOT NULL REFERENCES series (id),
  basis TEXT NOT NULL,
  from_time REAL NOT NULL,
  to_time REAL NOT NULL,
  PRIMARY KEY (series_id, basis, from_time)
) STRICT, WITHOUT ROWID;

CREATE TABLE objects (
  series_id INTEGER NOT NULL REFERENCES series (id),
  key TEXT NOT NULL,
  etag TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  last_modified REAL NOT NULL,
  from_time REAL NOT NULL,
  to_time REAL NOT NULL,
  stored_at REAL NOT NULL,
  PRIMARY KEY (series_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE actions (
  source TEXT NOT NULL,
  symbol TEXT NOT NULL,
  actions TEXT NOT NULL,
  fetched_at REAL NOT NULL,
  PRIMARY KEY (source, symbol)
) STRICT, WITHOUT ROWID;

CREATE TABLE locks (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  seen_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_files (
  path TEXT PRIMARY KEY,
  removed_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE upkeep (
  swept_at REAL NOT NULL
) STRICT;
INSERT INTO upkeep (swept_at) VALUES (0);
`;

/** The manifest of a data cache, `manifest.db`. The mark is "BSdc". */
export const MANIFEST_SCHEMA: DatabaseSchema = {
  applicationId: 0x42536463,
  title: "data cache",
  place: "data.cache_dir in config.yaml",
  migrations: [FIRST],
};
