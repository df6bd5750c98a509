import type { DatabaseSchema } from "../sqlite-migrations.ts";

/** Version 1. The triggers keep a mistaken statement from changing what was noted; who means to, is found by the chain. */
const FIRST = `
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  pid INTEGER NOT NULL,
  command TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_action ON audit (action, seq);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_keeps_all BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
`;

/** Version 2: rows that were rotated out, and no others, may go. `rotated.last` is the last of them. */
const ROTATION = `
CREATE TABLE rotated (last INTEGER NOT NULL) STRICT;
INSERT INTO rotated (last) VALUES (0);
DROP TRIGGER audit_keeps_all;
CREATE TRIGGER audit_keeps_all BEFORE DELETE ON audit
WHEN OLD.seq > (SELECT max(last) FROM rotated)
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
`;

/** The audit log, `audit.db`. The mark is "BSau". */
export const AUDIT_SCHEMA: DatabaseSchema = {
  applicationId: 0x42536175,
  title: "audit log",
  place: "BACKSIGHT_HOME",
  migrations: [FIRST, ROTATION],
};
