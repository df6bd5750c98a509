import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { BacksightError, reasonOf } from "../../core/errors.ts";
import { redact } from "../secrets/redaction.ts";
import { type Database, openDatabase } from "../sqlite.ts";
import { listArchives, readArchive, removeOldArchives, writeArchive } from "./audit-archive.ts";
import { type AuditHead, EMPTY_HEAD, readHead, writeHead } from "./audit-head.ts";
import { type AuditAction, type AuditEvent, type AuditKind, type AuditRow, hashOfRow, NO_ROW } from "./audit-row.ts";
import { AUDIT_SCHEMA } from "./audit-schema.ts";
import type { AuditTrail } from "./audit-trail.ts";
import { type AuditFinding, verifyRows } from "./verify-rows.ts";

/** Who writes, and what happens when it can't be written. */
export interface AuditLogOptions {
  /** "backsight run": no arguments, which may hold anything. */
  readonly command: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told once, of the first event other than a credential's that couldn't be noted. */
  readonly onFailure: (message: string) => void;
  /** True: no event may go unnoted, whatever it is about. */
  readonly isRequired?: boolean | undefined;
  /** How long the log may grow; for tests. */
  readonly size?: AuditSize;
}

/** What keeps the log from growing for ever. */
export interface AuditSize {
  /** With more rows than these in the log, the oldest go into an archive… */
  readonly rows: number;
  /** …so many at once… */
  readonly batch: number;
  /** …and so many archives are kept. */
  readonly archives: number;
}

/** Some 40 MB of log and 100 MB of archives, for the last million events. */
const USUAL_SIZE: AuditSize = { rows: 100_000, batch: 50_000, archives: 20 };

/** Which rows to list. */
export interface AuditQuery {
  readonly limit: number;
  /** Only rows before this one: the next page. */
  readonly before?: number;
  /** ISO 8601 UTC; only rows from this time on. */
  readonly since?: string;
  readonly action?: AuditAction;
  /** All actions about this. */
  readonly kind?: AuditKind;
}

/** What a check of the whole log found. */
export interface AuditVerdict {
  readonly rows: number;
  /** The first row that is there: those before it were rotated out long ago. */
  readonly first: number;
  /** The last row, to be kept elsewhere and asked for later (`anchor`). */
  readonly head: AuditHead;
  /** The first thing that is wrong, or null. */
  readonly finding: AuditFinding | null;
  /** Rows that the head record doesn't know of yet: a process was killed between the two, or they were added by hand. */
  readonly unconfirmed: number;
}

/**
 * The audit log: rows in one SQLite file that many processes append to, each holding the hash of the one before. The
 * oldest rows move to archives, and are listed and verified there.
 */
export interface AuditLog extends AuditTrail {
  readonly path: string;
  /** Newest first. */
  list(query: AuditQuery): AuditRow[];
  /** Reads all rows. @param anchor a row that must still be there, as an earlier verdict gave it */
  verify(anchor?: AuditHead): AuditVerdict;
  close(): void;
}

/** The two files of the audit log in a folder, and the folder of its archives. */
export function auditPaths(folder: string): { readonly log: string; readonly head: string; readonly archives: string } {
  return { log: join(folder, "audit.db"), head: join(folder, "audit.head"), archives: join(folder, "audit-archives") };
}

/** Opens the audit log of a folder. Files are made at the first event; reading makes none. */
export function openAuditLog(folder: string, options: AuditLogOptions): AuditLog {
  const { command, clock, onFailure, isRequired = false, size = USUAL_SIZE } = options;
  const { log: path, head: headPath, archives } = auditPaths(folder);
  let database: Database | undefined;
  let hasFailed = false;
  const db = (): Database => {
    database ??= openDatabase(path, AUDIT_SCHEMA);
    return database;
  };

  const append = (event: AuditEvent): void => {
    db().write((sql) => {
      const last = lastRow(sql);
      if (last.seq === 0 && !existsSync(headPath)) writeHead(headPath, EMPTY_HEAD);
      insert(sql, nextRow(last, event, command, clock()));
      rotate(sql);
    });
    // The lock again, without a change: of two processes the later row is the head, whoever comes first.
    db().write((sql) => {
      const head = readHead(headPath);
      const last = lastRow(sql);
      // A head that the log doesn't hold is evidence, and stays.
      if (head !== null && head.seq < last.seq && hashAt(sql, head.seq) === head.hash) writeHead(headPath, last);
    });
  };

  /** Moves the oldest rows into an archive, with a row that names the last of them; the archive stands before they go. */
  const rotate = (sql: DatabaseSync): void => {
    const first = firstSeq(sql);
    const last = lastRow(sql);
    if (last.seq - first < size.rows) return;
    const rows = selectUpTo(sql, first + size.batch - 1);
    const { seq, hash } = rows.at(-1)!;
    writeArchive(archives, rows);
    const event = { action: "audit.rotate", subject: `rows ${first} to ${seq}`, outcome: "ok" } as const;
    insert(sql, nextRow(last, { ...event, detail: `${seq}:${hash}` }, command, clock()));
    sql.prepare("UPDATE rotated SET last = ?").run(seq);
    sql.prepare("DELETE FROM audit WHERE seq <= ?").run(seq);
    removeOldArchives(archives, size.archives);
  };
  /** Every row that is there, ascending. */
  function* everyRow(sql: DatabaseSync): Generator<AuditRow> {
    const live = firstSeq(sql);
    for (const archive of listArchives(archives)) {
      if (archive.first < live) yield* readArchive(archive).filter(({ seq }) => seq < live);
    }
    yield* eachRow(sql);
  }

  return {
    path,
    record(event) {
      try {
        append(event);
      } catch (error) {
        const reason = reasonOf(error).replace(/\.$/, "");
        const failure = new BacksightError(
          "BACKSIGHT_AUDIT",
          { path, action: `${event.action} of ${redact(event.subject)}`, reason },
          { cause: error },
        );
        if (isRequired || event.action.startsWith("secret.")) throw failure;
        if (!hasFailed) onFailure(failure.message.slice(0, -failure.fix.length).trim());
        hasFailed = true;
      }
    },
    list(query) {
      if (!existsSync(path)) return [];
      return db().read((sql) => {
        const rows = selectRows(sql, query);
        for (const archive of listArchives(archives).reverse()) {
          if (rows.length >= query.limit || archive.first >= (query.before ?? Infinity)) continue;
          rows.push(
            ...readArchive(archive)
              .reverse()
              .filter(isMeant(query, rows.at(-1)?.seq ?? firstSeq(sql))),
          );
        }
        return rows.slice(0, query.limit);
      });
    },
    verify(anchor) {
      const isThere = existsSync(path);
      if (!isThere && readHead(headPath) === null) return NOTHING;
      if (!isThere) return verifyRows([], readHead(headPath), anchor);
      // The head is read first: rows that come meanwhile are newer than it, never missing.
      const head = readHead(headPath);
      return db().read((sql) => {
        const latestFirst = Math.max(1, firstSeq(sql) - size.batch * size.archives);
        return verifyRows(everyRow(sql), head, anchor, latestFirst);
      });
    },
    close() {
      database?.close();
    },
  };
}

const NOTHING: AuditVerdict = { rows: 0, first: 1, head: EMPTY_HEAD, finding: null, unconfirmed: 0 };

const COLUMNS = [
  "seq",
  "time",
  "pid",
  "command",
  "action",
  "subject",
  "outcome",
  "detail",
  "previous",
  "hash",
] as const;

/** Longer texts are cut: the log notes that something was done, not what was said. */
const LONGEST = 500;

function nextRow(last: AuditHead, event: AuditEvent, command: string, time: number): AuditRow {
  const clean = (text: string): string => redact(text).toWellFormed().slice(0, LONGEST).toWellFormed();
  const row = {
    seq: last.seq + 1,
    time: new Date(time).toISOString(),
    pid: process.pid,
    command,
    action: event.action,
    subject: clean(event.subject),
    outcome: event.outcome,
    detail: clean(event.detail ?? ""),
    previous: last.hash,
  };
  return { ...row, hash: hashOfRow(row) };
}

function insert(sql: DatabaseSync, row: AuditRow): void {
  const marks = COLUMNS.map((name) => `:${name}`).join(", ");
  sql.prepare(`INSERT INTO audit (${COLUMNS.join(", ")}) VALUES (${marks})`).run({ ...row });
}

function lastRow(sql: DatabaseSync): AuditHead {
  const row = sql.prepare("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").get();
  return row === undefined ? EMPTY_HEAD : { seq: Number(row.seq), hash: String(row.hash) };
}

function hashAt(sql: DatabaseSync, seq: number): string | undefined {
  if (seq === 0) return NO_ROW;
  const row = sql.prepare("SELECT hash FROM audit WHERE seq = ?").get(seq);
  return row === undefined ? undefined : String(row.hash);
}

/** 1 while there is none. */
function firstSeq(sql: DatabaseSync): number {
  return Number(sql.prepare("SELECT min(seq) AS first FROM audit").get()?.first ?? 1);
}

function selectUpTo(sql: DatabaseSync, last: number): AuditRow[] {
  return sql.prepare("SELECT * FROM audit WHERE seq <= ? ORDER BY seq").all(last).map(toRow);
}

/** Whether an archived row that comes before row `end` answers a query. */
function isMeant({ before = Infinity, since = "", action, kind }: AuditQuery, end: number) {
  return (row: AuditRow): boolean =>
    row.seq < Math.min(before, end) &&
    row.time >= since &&
    (action === undefined || row.action === action) &&
    (kind === undefined || row.action.startsWith(`${kind}.`));
}

function selectRows(sql: DatabaseSync, { limit, before, since, action, kind }: AuditQuery): AuditRow[] {
  const conditions = ["TRUE"];
  const values: Record<string, SQLInputValue> = { limit };
  const where = (condition: string, name: string, value: SQLInputValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values[name] = value;
  };
  where("seq < :before", "before", before);
  where("time >= :since", "since", since);
  where("action = :action", "action", action);
  where("action GLOB :kind", "kind", kind && `${kind}.*`);
  const text = `SELECT * FROM audit WHERE ${conditions.join(" AND ")} ORDER BY seq DESC LIMIT :limit`;
  return sql.prepare(text).all(values).map(toRow);
}

function* eachRow(sql: DatabaseSync): Generator<AuditRow> {
  for (const row of sql.prepare("SELECT * FROM audit ORDER BY seq").iterate()) yield toRow(row);
}

function toRow(row: Readonly<Record<string, unknown>>): AuditRow {
  const text = (name: (typeof COLUMNS)[number]): string => String(row[name]);
  return {
    seq: Number(row.seq),
    time: text("time"),
    pid: Number(row.pid),
    command: text("command"),
    action: text("action"),
    subject: text("subject"),
    outcome: text("outcome"),
    detail: text("detail"),
    previous: text("previous"),
    hash: text("hash"),
  };
}
