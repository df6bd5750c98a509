import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { BacksightError } from "../core/errors.ts";
import { nativeSha256 } from "../platform/native-sha256.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { RunRow } from "../run/run-row.ts";
import { damaged } from "./damaged.ts";
import type { RunSealing } from "./run-sealing.ts";
import { type FoundRun, openFacts } from "./sealed-rows.ts";
import { symbolsOf, symbolsText, type TradesManifest } from "./trade-rows.ts";

/** Adds what a run says about itself: the record, and the parts of it that have columns of their own. */
export function insertRecord(db: DatabaseSync, record: RunRecord, json: string, trades: TradesManifest): void {
  const { id, spec, data, metrics } = record;
  db.prepare(
    `INSERT INTO backtests (id, strategy_name, start_date, end_date, parameters, created_at, engine, data, symbol,
     timeframe, tag, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    spec.strategy.name,
    data.start,
    data.end,
    JSON.stringify(spec.params),
    record.createdAt,
    record.engine,
    spec.data,
    data.symbol,
    data.timeframe,
    record.tag,
    record.note,
  );
  const metric = (name: string): number | null => metrics[name] ?? null;
  db.prepare(
    `INSERT INTO performance_metrics (backtest_id, total_return, sharpe_ratio, max_drawdown, win_rate, profit_factor,
     trades_count, metrics) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    metric("totalReturn"),
    metric("sharpeRatio"),
    metric("maxDrawdown"),
    metric("winRate"),
    metric("profitFactor"),
    metric("tradesCount"),
    JSON.stringify(metrics),
  );
  db.prepare(
    `INSERT INTO manifests (backtest_id, record, record_sha256, trades_symbol, trades_length, trades_sha256)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(id, json, textHash(json), symbolsText(trades.symbols), trades.length, trades.sha256);
}

/**
 * What a run says about itself; undefined when there is no such run.
 *
 * @throws {BacksightError} BACKSIGHT_STORE when it isn't what was saved, BACKSIGHT_RESULT_SEALED when it is encrypted and its
 * key isn't at hand
 */
export function selectRecord(db: DatabaseSync, path: string, id: string, sealing: RunSealing): FoundRun | undefined {
  const row = db
    .prepare(
      `SELECT record, record_sha256, trades_symbol, trades_length, trades_sha256, facts
       FROM backtests LEFT JOIN manifests ON manifests.backtest_id = backtests.id
       LEFT JOIN sealed_runs ON sealed_runs.backtest_id = backtests.id WHERE backtests.id = ?`,
    )
    .get(id);
  if (row === undefined) return undefined;
  if (row.facts !== null) return openFacts(sealing, path, id, row.facts);
  const json = row.record;
  if (typeof json !== "string") throw damaged(path, id, "the facts", "they are missing");
  if (textHash(json) !== row.record_sha256) throw damaged(path, id, "the facts", "their checksum differs");
  const record: RunRecord = JSON.parse(json);
  if (record.id !== id) throw damaged(path, id, "the facts", `they are those of run ${record.id}`);
  return {
    record,
    trades: {
      symbols: symbolsOf(String(row.trades_symbol)),
      length: Number(row.trades_length),
      sha256: String(row.trades_sha256),
    },
    open: null,
  };
}

/** Which runs to list. */
export interface RunPage {
  readonly limit: number;
  /** How many of the newest to pass over. */
  readonly offset: number;
  readonly strategy: string | undefined;
}

/** The newest runs, newest first. @throws {BacksightError} as `selectRecord` */
export function selectRows(
  db: DatabaseSync,
  path: string,
  { limit, offset, strategy }: RunPage,
  sealing: RunSealing,
): RunRow[] {
  const isAll = strategy === undefined;
  const select = db.prepare(
    `SELECT backtests.*, performance_metrics.metrics, facts
     FROM backtests LEFT JOIN performance_metrics ON performance_metrics.backtest_id = backtests.id
     LEFT JOIN sealed_runs ON sealed_runs.backtest_id = backtests.id
     ${isAll ? "" : "WHERE strategy_name = :strategy OR facts IS NOT NULL"}
     ORDER BY created_at DESC, backtests.id DESC ${isAll ? "LIMIT :limit OFFSET :offset" : ""}`,
  );
  const found: RunRow[] = [];
  let toSkip = isAll ? 0 : offset;
  for (const row of select.iterate(isAll ? { limit, offset } : { strategy })) {
    if (found.length === limit) break;
    const id = String(row.id);
    const one = row.facts === null ? rowOf(row, path, id) : rowOfRecord(openFacts(sealing, path, id, row.facts).record);
    // Which strategy's an encrypted run is shows once it is open.
    if (!isAll && one.strategy !== strategy) continue;
    if (toSkip > 0) toSkip--;
    else found.push(one);
  }
  return found;
}

function rowOf(row: Readonly<Record<string, SQLOutputValue>>, path: string, id: string): RunRow {
  return {
    id,
    createdAt: String(row.created_at),
    strategy: String(row.strategy_name),
    params: parse(row.parameters, path, id, "the parameters"),
    engine: row.engine === "event" ? "event" : "vector",
    data: String(row.data),
    symbol: String(row.symbol),
    timeframe: String(row.timeframe),
    start: String(row.start_date),
    end: String(row.end_date),
    metrics: parse(row.metrics, path, id, "the metrics"),
    tag: textOrNull(row.tag),
    note: textOrNull(row.note),
  };
}

function rowOfRecord({ id, createdAt, spec, engine, data, metrics, tag, note }: RunRecord): RunRow {
  const { symbol, timeframe, start, end } = data;
  const about = { id, createdAt, strategy: spec.strategy.name, params: spec.params, engine, data: spec.data };
  return { ...about, symbol, timeframe, start, end, metrics, tag, note };
}

/**
 * A record as JSON text.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT when it holds a number that JSON can't: NaN belongs into `undefinedMetrics`
 */
export function recordJson(record: RunRecord): string {
  return JSON.stringify(record, (key, value: unknown) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `record: ${key}`, rule: "a finite number or null", value });
  });
}

function parse<T>(json: SQLOutputValue | undefined, path: string, id: string, what: string): T {
  try {
    return JSON.parse(String(json));
  } catch {
    throw damaged(path, id, what, "they aren't JSON");
  }
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function textHash(text: string): string {
  return nativeSha256(Buffer.from(text, "utf8"));
}
