import type { DatabaseSync } from "node:sqlite";
import { checkFinite, checkInteger } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { openDatabase } from "../platform/sqlite.ts";
import type { TrialEntry, TrialLedgerPort } from "../run/trial-ledger-port.ts";
import { TRIAL_SCHEMA } from "./trial-schema.ts";

/** All trials of a user, in one SQLite file that many processes may use at once. */
export interface TrialLedger extends TrialLedgerPort {
  readonly path: string;
  /**
   * Removes a trial and leaves a tombstone: the strategy's name goes, the trial still counts, with its Sharpe ratio,
   * because who has seen a result has seen it. False when there is no such trial, or it was removed before.
   */
  remove(key: string, at: string): boolean;
  close(): void;
}

/**
 * Opens a trial ledger, and makes it when it isn't there: it counts from that moment on.
 *
 * @throws {BacksightError} BACKSIGHT_STORE, BACKSIGHT_STORE_NEWER; the first from every method too
 */
export function openTrialLedger(path: string): TrialLedger {
  const database = openDatabase(path, TRIAL_SCHEMA);
  const recordAll = (trials: readonly TrialEntry[]): void => {
    for (const trial of trials) checkTrial(trial);
    if (trials.length > 0) database.write((db) => insertTrials(db, trials));
  };
  return {
    path,
    record: (trial) => recordAll([trial]),
    recordAll,
    count({ family, instruments, from, to }) {
      checkInterval(from, to);
      return database.read((db) => {
        const ofFamily = selectTrials(db, "id IN (SELECT trial_id FROM trial_families WHERE family = :family)", {
          family,
        });
        const overlapping = selectTrials(
          db,
          `from_time < :to AND to_time > :from AND id IN (SELECT trial_id FROM trial_instruments
           WHERE instrument IN (SELECT value FROM json_each(:instruments)))`,
          { from, to, instruments: JSON.stringify(instruments) },
        );
        const removed = new Set([...ofFamily.removed, ...overlapping.removed]);
        return {
          family: ofFamily.count,
          overlapping: overlapping.count,
          removed: removed.size,
          since: String(db.prepare("SELECT since FROM ledger").get()?.since),
          sharpes: { family: ofFamily.sharpes, overlapping: overlapping.sharpes },
        };
      });
    },
    remove(key, at) {
      return database.write((db) => {
        const row = db.prepare("SELECT id FROM trials WHERE key = ? AND removed_at IS NULL").get(key);
        if (row === undefined) return false;
        db.prepare("UPDATE trials SET removed_at = ? WHERE id = ?").run(at, row.id!);
        db.prepare("UPDATE trial_families SET strategy = '' WHERE trial_id = ?").run(row.id!);
        return true;
      });
    },
    close() {
      database.close();
    },
  };
}

function insertTrials(db: DatabaseSync, trials: readonly TrialEntry[]): void {
  const insertTrial = db.prepare(
    `INSERT INTO trials (key, from_time, to_time, sharpe, periods, recorded_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET sharpe = coalesce(sharpe, excluded.sharpe),
     periods = iif(sharpe IS NULL, excluded.periods, periods) RETURNING id, removed_at`,
  );
  const insertFamily = db.prepare("INSERT OR IGNORE INTO trial_families (family, trial_id, strategy) VALUES (?, ?, ?)");
  const insertInstrument = db.prepare("INSERT OR IGNORE INTO trial_instruments (instrument, trial_id) VALUES (?, ?)");
  for (const { key, family, strategy, instruments, from, to, sharpe, periods, at } of trials) {
    const row = insertTrial.get(key, from, to, sharpe, periods, at);
    const id = Number(row?.id);
    insertFamily.run(family, id, row?.removed_at === null ? strategy : "");
    for (const instrument of instruments) insertInstrument.run(instrument, id);
  }
}

interface SelectedTrials {
  readonly count: number;
  readonly sharpes: Float64Array;
  /** Ids of those that are tombstones. */
  readonly removed: readonly number[];
}

function selectTrials(db: DatabaseSync, where: string, values: Record<string, string | number>): SelectedTrials {
  const sharpes: number[] = [];
  const removed: number[] = [];
  let count = 0;
  const all = db.prepare(`SELECT id, sharpe, removed_at FROM trials WHERE ${where} ORDER BY id`);
  // Row by row: there may be a million trials.
  for (const { id, sharpe, removed_at } of all.iterate(values)) {
    count++;
    if (typeof sharpe === "number") sharpes.push(sharpe);
    if (removed_at !== null) removed.push(Number(id));
  }
  return { count, sharpes: Float64Array.from(sharpes), removed };
}

function checkTrial({ key, family, instruments, from, to, sharpe, periods }: TrialEntry): void {
  const fail = (name: string, rule: string, value: unknown): never => {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `trial: ${name}`, rule, value });
  };
  if (key === "") fail("key", "the trial's hash", key);
  if (family === "") fail("family", "a name", family);
  if (instruments.length === 0) fail("instruments", "at least one instrument", instruments);
  checkInterval(from, to);
  if (sharpe !== null) checkFinite("trial: sharpe", sharpe);
  checkInteger("trial: periods", periods, 0);
}

function checkInterval(from: number, to: number): void {
  if (from < to) return;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "trial: to", rule: `after ${from}`, value: to });
}
