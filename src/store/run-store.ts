import type { DatabaseSync } from "node:sqlite";
import { checkInteger } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { openDatabase } from "../platform/sqlite.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { RunRow } from "../run/run-row.ts";
import { insertCurves, packCurves, selectCurves } from "./curve-rows.ts";
import { candidates, candidatesText } from "./named-rows.ts";
import { insertRecord, recordJson, selectRecord, selectRows } from "./record-rows.ts";
import { RUN_SCHEMA } from "./run-schema.ts";
import { NO_SEALING, type RunSealing } from "./run-sealing.ts";
import { holdsSealed, insertSealedRun, sealRun, selectSealedTrades } from "./sealed-rows.ts";
import { countTries, type StoredTriesQuery } from "./stored-tries.ts";
import { createSweepStore, type SweepStore } from "./sweep-store.ts";
import { checkTrades, insertTrades, selectTrades, tradesManifest } from "./trade-rows.ts";

/** The runs of a project, in one SQLite file that many processes may use at once. */
export interface RunStore {
  readonly path: string;
  /**
   * Keeps a run: all of it or nothing. A run with the same id is replaced, so that a repeated save changes nothing.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH when the run isn't well formed; BACKSIGHT_STORE
   */
  save(detail: RunDetail): void;
  /** Whether there are runs or sweeps that are encrypted: reading them takes a key. */
  holdsSealed(): boolean;
  /** Asks now what `save` will need: that the file may be written. @throws {BacksightError} BACKSIGHT_STORE */
  checkWritable(): void;
  /**
   * The newest runs (50 unless told), newest first; `offset` passes over as many, for further pages.
   *
   * @throws {BacksightError} BACKSIGHT_RESULT_SEALED when one of them is encrypted and its key isn't at hand
   */
  list(options?: { readonly limit?: number; readonly offset?: number; readonly strategy?: string }): RunRow[];
  /**
   * The id of the run that a person means: an id, the start of one (in any case), or `last` for the newest.
   *
   * @throws {BacksightError} BACKSIGHT_RUN_UNKNOWN, BACKSIGHT_RUN_AMBIGUOUS
   */
  find(name: string): string;
  /**
   * Runs, and combinations of sweeps, that were stored before a moment, ISO 8601 UTC: of a strategy, and on prices of any of
   * the instruments that overlap an interval. Encrypted ones aren't counted: nobody knows whose they are.
   */
  triesBefore(moment: string, query: StoredTriesQuery): { readonly ofStrategy: number; readonly onPrices: number };
  /**
   * The run with this id as it was saved: the record as JSON, columns bit by bit (in trades all NaN become the same one).
   *
   * @throws {BacksightError} BACKSIGHT_RUN_UNKNOWN; BACKSIGHT_RESULT_SEALED when it is encrypted and its key isn't at hand;
   * BACKSIGHT_STORE when a part isn't what was saved
   */
  load(id: string): RunDetail;
  /** As `load` without the trades, which take the most time: for those who compare curves. @throws {BacksightError} as `load` */
  loadCurves(id: string): Omit<RunDetail, "trades">;
  /** Forgets a run; its trial stays counted in the ledger. @throws {BacksightError} BACKSIGHT_RUN_UNKNOWN */
  remove(id: string): void;
  /** The sweeps in the same file. */
  readonly sweeps: SweepStore;
  close(): void;
}

/**
 * Opens a result store, and makes it when it isn't there.
 *
 * @param sealing whether and with what runs are encrypted; asked at each use
 * @throws {BacksightError} BACKSIGHT_STORE, BACKSIGHT_STORE_NEWER; the first from every method too
 */
export function openRunStore(path: string, sealing: RunSealing = NO_SEALING): RunStore {
  const database = openDatabase(path, RUN_SCHEMA);
  const unknown = (id: string) => new BacksightError("BACKSIGHT_RUN_UNKNOWN", { id, db: path });
  return {
    path,
    save({ record, curve, sessions, trades }) {
      checkId(record.id);
      checkTrades(trades);
      // What takes time and can be refused is done before the lock is taken.
      const json = recordJson(record);
      const manifest = tradesManifest(trades);
      const curves = packCurves(record.id, { curve, sessions });
      const { key, isOn } = sealing;
      const sealed =
        isOn && key !== null ? sealRun(key, record, { record: json, trades: manifest }, curves, trades) : null;
      database.write((db) => {
        deleteRun(db, record.id);
        if (sealed !== null) {
          insertSealedRun(db, sealed);
          return;
        }
        insertRecord(db, record, json, manifest);
        insertTrades(db, record.id, trades);
        insertCurves(db, record.id, curves);
      });
    },
    holdsSealed: () => database.read(holdsSealed),
    checkWritable() {
      // No run has this id; an empty transaction would begin on a file that can only be read.
      database.write((db) => deleteRun(db, ""));
    },
    list({ limit = 50, offset = 0, strategy } = {}) {
      checkInteger("limit", limit, 1);
      checkInteger("offset", offset, 0);
      return database.read((db) => selectRows(db, path, { limit, offset, strategy }, sealing));
    },
    triesBefore: (moment, query) => database.read((db) => countTries(db, moment, query)),
    find(name) {
      const found = database.read((db) => candidates(db, "backtests", name));
      const [first] = found.ids;
      if (first === undefined) throw unknown(name);
      if (found.count === 1) return first;
      const { count } = found;
      throw new BacksightError("BACKSIGHT_RUN_AMBIGUOUS", { id: name, count, candidates: candidatesText(found) });
    },
    load(id) {
      return database.read((db) => {
        const found = selectRecord(db, path, id, sealing);
        if (found === undefined) throw unknown(id);
        const { record, trades: about, open } = found;
        const trades =
          open === null ? selectTrades(db, path, id, about) : selectSealedTrades(db, path, id, about, open);
        return { record, ...selectCurves(db, path, id, open), trades };
      });
    },
    loadCurves(id) {
      return database.read((db) => {
        const found = selectRecord(db, path, id, sealing);
        if (found === undefined) throw unknown(id);
        return { record: found.record, ...selectCurves(db, path, id, found.open) };
      });
    },
    remove(id) {
      if (!database.write((db) => deleteRun(db, id))) throw unknown(id);
    },
    sweeps: createSweepStore(database, sealing),
    close() {
      database.close();
    },
  };
}

/** Rows of the other tables go with it. False when there was none. */
function deleteRun(db: DatabaseSync, id: string): boolean {
  return Number(db.prepare("DELETE FROM backtests WHERE id = ?").run(id).changes) > 0;
}

function checkId(id: unknown): void {
  if (typeof id === "string" && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id) && id !== "last") return;
  const rule = '1 to 64 letters, digits, "-" and "_", and not "last"';
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "record.id", rule, value: id });
}
