import type { DatabaseSchema } from "../platform/sqlite-migrations.ts";

/**
 * Version 1. A trial stands once in `trials`; it may be claimed by several families, and uses one or more instruments.
 * `removed_at` makes a tombstone of it.
 */
const FIRST = `
CREATE TABLE ledger (since TEXT NOT NULL) STRICT;
INSERT INTO ledger (since) VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));

CREATE TABLE trials (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  from_time REAL NOT NULL,
  to_time REAL NOT NULL,
  sharpe REAL,
  periods INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

CREATE TABLE trial_families (
  family TEXT NOT NULL,
  trial_id INTEGER NOT NULL REFERENCES trials (id),
  strategy TEXT NOT NULL,
  PRIMARY KEY (family, trial_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX families_by_trial ON trial_families (trial_id);

CREATE TABLE trial_instruments (
  instrument TEXT NOT NULL,
  trial_id INTEGER NOT NULL REFERENCES trials (id),
  PRIMARY KEY (instrument, trial_id)
) STRICT, WITHOUT ROWID;
`;

/** The trial ledger, `trials.db`. The mark is "BStl". */
export const TRIAL_SCHEMA: DatabaseSchema = { applicationId: 0x4253746c, title: "trial ledger", migrations: [FIRST] };
