import type { DatabaseSync } from "node:sqlite";
import { checkLength } from "../core/checks.ts";
import { BacksightError, isBacksightError, reasonOf } from "../core/errors.ts";
import type { Curve, RunDetail, SessionCurve } from "../run/run-detail.ts";
import { type Column, type ColumnBlob, decodeColumn, encodeColumn } from "./column-blob.ts";
import { damaged } from "./damaged.ts";
import { type OpenSealed, openBlob } from "./run-sealing.ts";

const CURVE = [
  "time",
  "open",
  "high",
  "low",
  "close",
  "equity",
  "equityLow",
  "equityHigh",
  "drawdown",
  "benchmark",
] as const satisfies readonly (keyof Curve)[];

const SESSIONS = ["day", "equity", "benchmark"] as const satisfies readonly (keyof SessionCurve)[];

/** A packed column, and which of which curve it is. */
export interface CurveRow {
  readonly curve: "bars" | "sessions" | "trades";
  readonly name: string;
  readonly blob: ColumnBlob;
}

/** Both curves of a run, packed. @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT when a column doesn't fit */
export function packCurves(id: string, { curve, sessions }: Pick<RunDetail, "curve" | "sessions">): CurveRow[] {
  const rows: CurveRow[] = [];
  for (const name of CURVE) {
    checkColumn(`curve.${name}`, curve[name], Float64Array, curve.time.length);
    rows.push({ curve: "bars", name, blob: encodeColumn(curve[name], label(id, "bars", name)) });
  }
  for (const name of SESSIONS) {
    checkColumn(`sessions.${name}`, sessions[name], name === "day" ? Int32Array : Float64Array, sessions.day.length);
    rows.push({ curve: "sessions", name, blob: encodeColumn(sessions[name], label(id, "sessions", name)) });
  }
  return rows;
}

export function insertCurves(db: DatabaseSync, id: string, rows: readonly CurveRow[]): void {
  const insert = db.prepare(
    "INSERT INTO curves (backtest_id, curve, name, type, length, encoding, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  for (const { curve, name, blob } of rows) {
    insert.run(id, curve, name, blob.type, blob.length, blob.encoding, blob.sha256, blob.bytes);
  }
}

/**
 * @param open of a run that is encrypted
 * @throws {BacksightError} BACKSIGHT_STORE when a column is missing or isn't what was saved
 */
export function selectCurves(
  db: DatabaseSync,
  path: string,
  id: string,
  open: OpenSealed | null,
): Pick<RunDetail, "curve" | "sessions"> {
  const select = db.prepare(
    "SELECT type, length, encoding, sha256, bytes FROM curves WHERE backtest_id = ? AND curve = ? AND name = ?",
  );
  const read = (curve: CurveRow["curve"], name: string): Column => {
    const row = select.get(id, curve, name);
    try {
      if (row === undefined) throw new Error("it is missing");
      const { type, length, encoding, sha256, bytes } = row;
      const blob = { type, length, encoding, sha256, bytes };
      return decodeColumn(open === null ? blob : openBlob(open, blob), label(id, curve, name));
    } catch (error) {
      if (isBacksightError(error)) throw error;
      throw damaged(path, id, `the curves (${curve}, ${name})`, reasonOf(error));
    }
  };
  const float = (curve: CurveRow["curve"], name: string, length: number): Float64Array => {
    const column = read(curve, name);
    if (column instanceof Float64Array && column.length === length) return column;
    throw damaged(path, id, `the curves (${curve}, ${name})`, "it isn't the column that was saved");
  };
  const day = read("sessions", "day");
  if (!(day instanceof Int32Array)) throw damaged(path, id, "the curves (sessions, day)", "it isn't whole numbers");
  const rows = read("bars", "time").length;
  return {
    curve: {
      time: float("bars", "time", rows),
      open: float("bars", "open", rows),
      high: float("bars", "high", rows),
      low: float("bars", "low", rows),
      close: float("bars", "close", rows),
      equity: float("bars", "equity", rows),
      equityLow: float("bars", "equityLow", rows),
      equityHigh: float("bars", "equityHigh", rows),
      drawdown: float("bars", "drawdown", rows),
      benchmark: float("bars", "benchmark", rows),
    },
    sessions: {
      day,
      equity: float("sessions", "equity", day.length),
      benchmark: float("sessions", "benchmark", day.length),
    },
  };
}

/** Which column of which run it is, for its checksum. */
export function label(id: string, curve: CurveRow["curve"], name: string): string {
  return `${id} ${curve} ${name}`;
}

function checkColumn(
  name: string,
  column: unknown,
  type: typeof Float64Array | typeof Int32Array,
  length: number,
): void {
  if (!(column instanceof type)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `a ${type.name}`, value: typeof column });
  }
  checkLength(name, column, length);
}
