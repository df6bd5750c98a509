import type { DatabaseSync } from "node:sqlite";
import { BacksightError } from "../core/errors.ts";
import { createFolderOf } from "./create-folder.ts";
import { isBusy, sqliteFailure, USUAL_PLACE } from "./sqlite-failure.ts";
import { type DatabaseSchema, migrate, schemaVersion } from "./sqlite-migrations.ts";
import { loadSqlite } from "./sqlite-module.ts";

/** An open database. Everything happens in transactions; a failure inside one leaves the file as it was. */
export interface Database {
  readonly path: string;
  /** Runs `work` on one consistent state of the file; other processes may write meanwhile. */
  read<T>(work: (db: DatabaseSync) => T): T;
  /** Runs `work` as the only writer, and brings its changes to disk before it returns. */
  write<T>(work: (db: DatabaseSync) => T): T;
  /** Closes the file; more calls do nothing. */
  close(): void;
}

interface OpenOptions {
  /** How long to wait for another process's lock. */
  readonly lockTimeoutMs?: number;
}

/**
 * Opens a database file, makes it (and its folder) when it isn't there, and brings its schema to the newest version.
 * Write-ahead log, synchronous FULL: what `write` returned from survives a power cut. Many processes may have it open.
 *
 * @throws {BacksightError} BACKSIGHT_STORE (locked, damaged, full, not writable, of another kind),
 * BACKSIGHT_STORE_NEWER; the same from `read` and `write`
 */
export function openDatabase(path: string, schema: DatabaseSchema, options: OpenOptions = {}): Database {
  const { lockTimeoutMs = 30_000 } = options;
  makeFolderOf(path, schema);
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw sqliteFailure(path, error, schema.place);
    }
  };
  const { DatabaseSync } = loadSqlite();
  const db = guarded(() => new DatabaseSync(path, { timeout: lockTimeoutMs, enableForeignKeyConstraints: true }));
  try {
    guarded(() => patiently(lockTimeoutMs, () => prepare(db, path, schema)));
  } catch (error) {
    db.close();
    throw error;
  }
  const checkOpen = (): void => {
    if (!db.isOpen)
      throw new BacksightError("BACKSIGHT_INTERNAL", { rule: `the database ${path} isn't used once closed` });
  };
  const run = <T>(begin: string, work: (db: DatabaseSync) => T): T => {
    checkOpen();
    return guarded(() => transaction(db, begin, work));
  };
  return {
    path,
    read: (work) => run("BEGIN", work),
    write: (work) => run("BEGIN IMMEDIATE", work),
    close() {
      if (db.isOpen) guarded(() => db.close());
    },
  };
}

function makeFolderOf(path: string, { place = USUAL_PLACE }: DatabaseSchema): void {
  try {
    createFolderOf(path);
  } catch (error) {
    if (!(error instanceof BacksightError)) throw error;
    const reason = `its folder can't be made: ${String(error.details.reason)}`;
    const advice = `Choose another place (${place}).`;
    throw new BacksightError("BACKSIGHT_STORE", { path, reason, advice }, { cause: error });
  }
}

function prepare(db: DatabaseSync, path: string, schema: DatabaseSchema): void {
  db.exec("PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
  // A file of another kind, or of a newer version, is refused before anything in it changes.
  const version = transaction(db, "BEGIN", () => schemaVersion(db, path, schema));
  db.exec("PRAGMA journal_mode = WAL");
  if (version < schema.migrations.length) transaction(db, "BEGIN IMMEDIATE", () => migrate(db, path, schema));
}

function transaction<T>(db: DatabaseSync, begin: string, work: (db: DatabaseSync) => T): T {
  db.exec(begin);
  try {
    const result = work(db);
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has already rolled back by itself after some failures, a full disk among them.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** Tries again while the file is locked: SQLite doesn't wait by itself while a file changes to the write-ahead log. */
function patiently<T>(timeoutMs: number, work: () => T): T {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
