import type { DatabaseSync } from "node:sqlite";
import { BacksightError } from "../core/errors.ts";

/** What a database file of one kind holds. */
export interface DatabaseSchema {
  /** Marks the file's kind (`PRAGMA application_id`), so that another program's database is never migrated. */
  readonly applicationId: number;
  /** What the file is, for people: "result store". */
  readonly title: string;
  /** What decides where the file is, for advice; the flag and variable of results without it. */
  readonly place?: string;
  /** SQL that leads from one version to the next; the first makes version 1. Published ones never change. */
  readonly migrations: readonly string[];
}

/**
 * Which schema version a file has; 0 for an empty one. Changes nothing.
 *
 * @throws {BacksightError} BACKSIGHT_STORE_NEWER, BACKSIGHT_STORE when the file is of another kind
 */
export function schemaVersion(db: DatabaseSync, path: string, schema: DatabaseSchema): number {
  const kind = readInteger(db, "PRAGMA application_id");
  const version = readInteger(db, "PRAGMA user_version");
  const known = schema.migrations.length;
  const isUnmarked = kind === 0;
  if (version > known && (isUnmarked || kind === schema.applicationId)) {
    throw new BacksightError("BACKSIGHT_STORE_NEWER", { path, found: version, known });
  }
  const isEmpty = isUnmarked && version === 0 && readInteger(db, "SELECT count(*) FROM sqlite_schema") === 0;
  if (isEmpty || kind === schema.applicationId) return version;
  throw new BacksightError("BACKSIGHT_STORE", {
    path,
    reason: `it is another program's database, not a ${schema.title} of Backsight`,
    advice: `Choose another file (${schema.place ?? "--db"}).`,
  });
}

/**
 * Brings a file to the newest version; inside a write transaction, so that of many processes one does it and the
 * others find it done.
 */
export function migrate(db: DatabaseSync, path: string, schema: DatabaseSchema): void {
  const version = schemaVersion(db, path, schema);
  for (const migration of schema.migrations.slice(version)) db.exec(migration);
  db.exec(`PRAGMA application_id = ${schema.applicationId}`);
  db.exec(`PRAGMA user_version = ${schema.migrations.length}`);
}

function readInteger(db: DatabaseSync, sql: string): number {
  const row = db.prepare(sql).get() ?? {};
  return Number(Object.values(row)[0]);
}
