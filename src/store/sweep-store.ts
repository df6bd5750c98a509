import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { canonicalJson, type Json } from "../core/canonical-json.ts";
import { checkInteger } from "../core/checks.ts";
import { BacksightError, isBacksightError, reasonOf } from "../core/errors.ts";
import type { DataKey } from "../platform/sealed/data-key.ts";
import type { Database } from "../platform/sqlite.ts";
import { damagedSweep } from "./damaged.ts";
import { candidates, candidatesText } from "./named-rows.ts";
import { openText, type RunSealing, SEALED_TEXT, sealedOpener, sealText } from "./run-sealing.ts";
import { insertBlock, packBlock, type StoredBlock, selectBlock } from "./sweep-block-rows.ts";

/** A sweep as it begins. */
export interface NewSweep {
  readonly id: string;
  /** Names what is computed: sweeps with the same key have the same rows. */
  readonly key: string;
  readonly strategy: string;
  readonly data: string;
  readonly symbol: string;
  readonly timeframe: string;
  /** ISO 8601 UTC. */
  readonly start: string;
  readonly end: string;
  readonly method: string;
  /** What it is ranked by, for people. */
  readonly metric: string;
  /** Combinations at most; null: not known before. */
  readonly total: number | null;
  /** Id that the run of the best will have, once it is stored. */
  readonly runId: string;
  readonly createdAt: string;
  /** What was asked for, so that it can be asked for again. */
  readonly wish: Json;
}

/** A sweep and how far it is. */
export interface StoredSweep extends NewSweep {
  /** Combinations stored so far. */
  readonly trials: number;
  /** Null: it was stopped, or is still running. */
  readonly finishedAt: string | null;
  /** What it came to; null before its end. */
  readonly summary: Json;
}

/** The end of a sweep. */
export interface SweepEnd {
  readonly at: string;
  readonly summary: Json;
}

/** Sweeps and their rows, block by block. Every method throws BACKSIGHT_STORE where the file can't be read or written. */
export interface SweepStore {
  /** @throws {BacksightError} BACKSIGHT_STORE when the id is taken */
  begin(sweep: NewSweep): void;
  /** The newest sweep with this key that hasn't ended. */
  unfinished(key: string): StoredSweep | null;
  /** The newest sweep that has ended and whose best this run is. */
  ofRun(runId: string): StoredSweep | null;
  /** Newest first; 50 unless told. */
  list(options?: { readonly limit?: number }): StoredSweep[];
  /** The id that a person means. @throws {BacksightError} BACKSIGHT_SWEEP_UNKNOWN, BACKSIGHT_SWEEP_AMBIGUOUS */
  find(name: string): string;
  /** @throws {BacksightError} BACKSIGHT_SWEEP_UNKNOWN */
  get(id: string): StoredSweep;
  /** Keeps a block on disk before it returns; one that is there already stays as it is. */
  saveBlock(id: string, block: StoredBlock): void;
  /** Null: it wasn't saved. @throws {BacksightError} BACKSIGHT_STORE when it isn't what was saved */
  block(id: string, block: number): StoredBlock | null;
  /** All blocks in order, one in memory at a time. */
  blocks(id: string): Iterable<StoredBlock>;
  finish(id: string, end: SweepEnd): void;
  /** Forgets a sweep and its rows; its trials stay counted. @throws {BacksightError} BACKSIGHT_SWEEP_UNKNOWN */
  remove(id: string): void;
}

const COLUMNS = `*, (SELECT coalesce(sum(length), 0) FROM sweep_blocks WHERE sweep_id = sweeps.id AND is_trial = 1)
 AS trials`;

/** @param sealing whether and with what sweeps are encrypted that begin now; asked at each use */
export function createSweepStore(database: Database, sealing: RunSealing): SweepStore {
  const { path } = database;
  const opener = (id: string) => sealedOpener(sealing, path, id, "sweep");
  const unknown = (id: string) => new BacksightError("BACKSIGHT_SWEEP_UNKNOWN", { id, db: path });
  /** What the parts of a sweep are encrypted with: it goes on as it began. */
  const keyOf = (id: string): DataKey | null => {
    const row = database.read((db) => db.prepare("SELECT wish FROM sweeps WHERE id = ?").get(id));
    const wish = String(row?.wish);
    if (!wish.startsWith(SEALED_TEXT)) return null;
    openText(opener(id), `${id} wish`, wish);
    return sealing.key;
  };
  const block = (id: string, at: number) => database.read((db) => selectBlock(db, path, id, at, opener(id)));
  return {
    begin(sweep) {
      const { key, isOn } = sealing;
      if (!isOn || key === null) database.write((db) => insertSweep(db, sweep, canonicalJson(sweep.wish)));
      else
        database.write((db) =>
          insertSweep(db, { ...sweep, ...NO_TEXTS }, sealText(key, `${sweep.id} wish`, textsJson(sweep))),
        );
    },
    unfinished(key) {
      const where = "WHERE key = ? AND finished_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1";
      return database.read((db) => selectSweeps(db, path, sealing, where, key))[0] ?? null;
    },
    ofRun(runId) {
      const where = "WHERE backtest_id = ? AND finished_at IS NOT NULL ORDER BY created_at DESC LIMIT 1";
      return database.read((db) => selectSweeps(db, path, sealing, where, runId))[0] ?? null;
    },
    list({ limit = 50 } = {}) {
      checkInteger("limit", limit, 1);
      return database.read((db) => selectSweeps(db, path, sealing, "ORDER BY created_at DESC, id DESC LIMIT ?", limit));
    },
    find(name) {
      const found = database.read((db) => candidates(db, "sweeps", name));
      const [first] = found.ids;
      if (first === undefined) throw unknown(name);
      if (found.count === 1) return first;
      const { count } = found;
      throw new BacksightError("BACKSIGHT_SWEEP_AMBIGUOUS", { id: name, count, candidates: candidatesText(found) });
    },
    get(id) {
      const [found] = database.read((db) => selectSweeps(db, path, sealing, "WHERE id = ?", id));
      if (found === undefined) throw unknown(id);
      return found;
    },
    saveBlock(id, stored) {
      // Packing takes time, and is done before the lock is taken.
      const row = packBlock(stored, keyOf(id));
      database.write((db) => insertBlock(db, id, row));
    },
    block,
    *blocks(id) {
      for (let at = 0; ; at++) {
        const stored = block(id, at);
        if (stored === null) return;
        yield stored;
      }
    },
    finish(id, { at, summary }) {
      const sql = "UPDATE sweeps SET finished_at = ?, summary = ? WHERE id = ?";
      const [key, text] = [keyOf(id), canonicalJson(summary)];
      database.write((db) => db.prepare(sql).run(at, key === null ? text : sealText(key, `${id} summary`, text), id));
    },
    remove(id) {
      if (!database.write((db) => deleteSweep(db, id))) throw unknown(id);
    },
  };
}

/** What tells of a sweep in texts, of which an encrypted one shows none. */
interface SweepTexts extends Pick<NewSweep, (typeof TEXTS)[number]> {
  readonly wish: Json;
}

const TEXTS = ["strategy", "data", "symbol", "timeframe", "start", "end", "method", "metric"] as const;
const NO_TEXTS = Object.fromEntries(TEXTS.map((name) => [name, ""])) as Record<(typeof TEXTS)[number], string>;

/** What an encrypted sweep keeps in the place of its wish. */
function textsJson({ strategy, data, symbol, timeframe, start, end, method, metric, wish }: NewSweep): string {
  return canonicalJson({ strategy, data, symbol, timeframe, start, end, method, metric, wish });
}

function insertSweep(db: DatabaseSync, sweep: NewSweep, wish: string): void {
  const { id, key, strategy, data, symbol, timeframe, start, end, method, metric, total } = sweep;
  const texts = [id, key, strategy, data, symbol, timeframe, start, end, method, metric];
  db.prepare(
    `INSERT INTO sweeps (id, key, strategy_name, data, symbol, timeframe, start_date, end_date, method, metric, total,
     created_at, backtest_id, wish) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(...texts, total, sweep.createdAt, sweep.runId, wish);
}

function selectSweeps(
  db: DatabaseSync,
  path: string,
  sealing: RunSealing,
  where: string,
  ...values: (string | number)[]
): StoredSweep[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM sweeps ${where}`).all(...values);
  return rows.map((row) => {
    const id = String(row.id);
    const open = sealedOpener(sealing, path, id, "sweep");
    const parsed = (name: "wish" | "summary"): Json => {
      try {
        return JSON.parse(openText(open, `${id} ${name}`, String(row[name]))) as Json;
      } catch (error) {
        if (isBacksightError(error)) throw error;
        throw damagedSweep(path, id, `the ${name}`, reasonOf(error));
      }
    };
    const wish = parsed("wish");
    const isSealed = String(row.wish).startsWith(SEALED_TEXT);
    const texts = isSealed ? (wish as unknown as SweepTexts) : { ...textsOf(row), wish };
    return {
      ...texts,
      id,
      key: String(row.key),
      total: row.total === null ? null : Number(row.total),
      createdAt: String(row.created_at),
      trials: Number(row.trials),
      finishedAt: row.finished_at === null ? null : String(row.finished_at),
      runId: String(row.backtest_id),
      summary: row.summary === null ? null : parsed("summary"),
    };
  });
}

function textsOf(row: Readonly<Record<string, SQLOutputValue>>): Omit<SweepTexts, "wish"> {
  return {
    strategy: String(row.strategy_name),
    data: String(row.data),
    symbol: String(row.symbol),
    timeframe: String(row.timeframe),
    start: String(row.start_date),
    end: String(row.end_date),
    method: String(row.method),
    metric: String(row.metric),
  };
}

function deleteSweep(db: DatabaseSync, id: string): boolean {
  return Number(db.prepare("DELETE FROM sweeps WHERE id = ?").run(id).changes) > 0;
}
