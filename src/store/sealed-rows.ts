import type { DatabaseSync } from "node:sqlite";
import { isBacksightError, reasonOf } from "../core/errors.ts";
import type { DataKey } from "../platform/sealed/data-key.ts";
import { sealBytes } from "../platform/sealed/sealed-bytes.ts";
import type { RunRecord } from "../run/run-record.ts";
import { createTradeColumns, type TradeColumns } from "../trading/trade-columns.ts";
import { type Column, decodeColumn, encodeColumn } from "./column-blob.ts";
import { type CurveRow, insertCurves, label } from "./curve-rows.ts";
import { damaged } from "./damaged.ts";
import { type OpenSealed, openBlob, type RunSealing, SEALED_TEXT, sealBlob, sealedOpener } from "./run-sealing.ts";
import { hashTrades, type TradesManifest } from "./trade-rows.ts";

/** A run whose every part is encrypted, ready to be written. */
export interface SealedRun {
  readonly record: Pick<RunRecord, "id" | "createdAt">;
  readonly facts: Uint8Array;
  readonly columns: readonly CurveRow[];
}

/** What `facts` hold: the record as it would lie in the clear, and what is said of the trades. */
interface SealedFacts {
  readonly record: string;
  readonly trades: TradesManifest;
}

/** Encrypts a run: the record with everything that lists show, the curves, and the trades as columns. */
export function sealRun(
  key: DataKey,
  record: SealedRun["record"],
  facts: SealedFacts,
  curves: readonly CurveRow[],
  trades: TradeColumns,
): SealedRun {
  const columns = [...curves, ...packTrades(record.id, trades)];
  return {
    record,
    facts: sealBytes(key, Buffer.from(JSON.stringify(facts), "utf8")),
    columns: columns.map((row) => ({ ...row, blob: sealBlob(key, row.blob) })),
  };
}

/** Adds a run of which nothing but its id and when it was made can be read. */
export function insertSealedRun(db: DatabaseSync, { record, facts, columns }: SealedRun): void {
  db.prepare(
    `INSERT INTO backtests (id, strategy_name, start_date, end_date, parameters, created_at, engine, data, symbol,
     timeframe) VALUES (?, '', '', '', '', ?, '', '', '', '')`,
  ).run(record.id, record.createdAt);
  db.prepare("INSERT INTO sealed_runs (backtest_id, facts) VALUES (?, ?)").run(record.id, facts);
  insertCurves(db, record.id, columns);
}

/** Whether a store has runs or sweeps that are encrypted. */
export function holdsSealed(db: DatabaseSync): boolean {
  const ofSweeps = `SELECT 1 FROM sweeps WHERE wish LIKE '${SEALED_TEXT}%'`;
  return db.prepare(`SELECT 1 FROM sealed_runs UNION ALL ${ofSweeps} LIMIT 1`).get() !== undefined;
}

/** What a run says about itself. */
export interface FoundRun {
  readonly record: RunRecord;
  readonly trades: TradesManifest;
  /** Opens the rest of a run that is encrypted; null: it isn't. */
  readonly open: OpenSealed | null;
}

/** @throws {BacksightError} BACKSIGHT_RESULT_SEALED without its key, BACKSIGHT_STORE when it isn't what was saved */
export function openFacts(sealing: RunSealing, path: string, id: string, bytes: unknown): FoundRun {
  const open = sealedOpener(sealing, path, id);
  try {
    const { record: json, trades }: SealedFacts = JSON.parse(open(bytes).toString("utf8"));
    const record: RunRecord = JSON.parse(json);
    if (record.id !== id) throw new Error(`they are those of run ${record.id}`);
    return { record, trades, open };
  } catch (error) {
    if (isBacksightError(error)) throw error;
    throw damaged(path, id, "the facts", reasonOf(error));
  }
}

/** @throws {BacksightError} BACKSIGHT_STORE when the columns aren't what was saved */
export function selectSealedTrades(
  db: DatabaseSync,
  path: string,
  id: string,
  { symbols, length, sha256 }: TradesManifest,
  open: OpenSealed,
): TradeColumns {
  const trades = createTradeColumns(symbols, length);
  const rows = db
    .prepare("SELECT name, type, length, encoding, bytes FROM curves WHERE backtest_id = ? AND curve = 'trades'")
    .all(id);
  try {
    for (const row of rows) {
      const { type, length, encoding } = row;
      const name = String(row.name);
      const blob = openBlob(open, { type, length, encoding, bytes: row.bytes });
      const column = trades[name as keyof TradeColumns];
      if (ArrayBuffer.isView(column)) column.set(decodeColumn(blob, label(id, "trades", name)));
    }
  } catch (error) {
    if (isBacksightError(error)) throw error;
    throw damaged(path, id, "the trades", reasonOf(error));
  }
  if (hashTrades(trades) !== sha256) throw damaged(path, id, "the trades", "their checksum differs");
  return trades;
}

function packTrades(id: string, trades: TradeColumns): CurveRow[] {
  return Object.entries(trades)
    .filter((entry): entry is [string, Column] => ArrayBuffer.isView(entry[1]))
    .map(([name, column]) => {
      const values = column instanceof Float64Array ? column : Int32Array.from(column);
      return { curve: "trades", name, blob: encodeColumn(values, label(id, "trades", name)) };
    });
}
