import type { DatabaseSync } from "node:sqlite";
import { checkLength } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { updateWithColumn } from "../core/sha256.ts";
import { createNativeSha256 } from "../platform/native-sha256.ts";
import { createTradeColumns, EXIT_REASONS, type TradeColumns } from "../trading/trade-columns.ts";
import { damaged } from "./damaged.ts";

/** The REAL columns of the table and their twins in `TradeColumns`; the position is the bit in `negative_zeros`. */
const REALS = [
  ["entry_time", "entryTime"],
  ["exit_time", "exitTime"],
  ["entry_price", "entryPrice"],
  ["exit_price", "exitPrice"],
  ["quantity", "quantity"],
  ["pnl", "pnl"],
  ["return_fraction", "returnFraction"],
  ["commission", "commission"],
  ["slippage", "slippage"],
  ["mae", "mae"],
  ["mfe", "mfe"],
  ["spread", "spread"],
  ["impact", "impact"],
  ["taxes", "taxes"],
  ["carry", "carry"],
  ["dividends", "dividends"],
] as const satisfies readonly (readonly [string, keyof TradeColumns])[];

/** REAL columns that version 1 of the schema didn't have, NaN then; and those that version 2 didn't have either, 0 then. */
const EXCURSIONS = ["mae", "mfe"] as const;
const MONEY = ["spread", "impact", "taxes", "carry", "dividends"] as const;

const REAL_NAMES = REALS.map(([column]) => column);
const WHOLE_NAMES = ["side", "entry_bar", "exit_bar", "exit_reason", "is_ambiguous", "negative_zeros"];

/** @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT when a column doesn't fit or holds an unknown code */
export function checkTrades(trades: TradeColumns): void {
  for (const [name, column] of Object.entries(trades)) {
    if (ArrayBuffer.isView(column)) checkLength(`trades.${name}`, column as Float64Array, trades.length);
  }
  checkCodes("side", trades.side, (code) => code === 1 || code === -1, "1 or -1");
  checkCodes("exitReason", trades.exitReason, (code) => code < EXIT_REASONS.length, `below ${EXIT_REASONS.length}`);
  checkCodes("instrument", trades.instrument, (code) => code < trades.symbols.length, `below ${trades.symbols.length}`);
  checkCodes("isAmbiguous", trades.isAmbiguous, (code) => code <= 1, "0 or 1");
}

/** Adds a run's trades; their order is that of `trades.id`. */
export function insertTrades(db: DatabaseSync, id: string, trades: TradeColumns): void {
  const names = ["backtest_id", "symbol", ...REAL_NAMES, ...WHOLE_NAMES];
  const insert = db.prepare(`INSERT INTO trades (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`);
  const columns = REALS.map(([, key]) => trades[key]);
  const reals = new Array<number>(columns.length);
  for (let i = 0; i < trades.length; i++) {
    let negativeZeros = 0;
    for (let k = 0; k < columns.length; k++) {
      const value = columns[k]![i]!;
      // NaN arrives as NULL, −0 as 0.
      reals[k] = value;
      if (Object.is(value, -0)) negativeZeros += 2 ** k;
    }
    insert.run(
      id,
      trades.symbols[trades.instrument[i]!]!,
      ...reals,
      trades.side[i]! > 0 ? "long" : "short",
      trades.entryBar[i]!,
      trades.exitBar[i]!,
      EXIT_REASONS[trades.exitReason[i]!]!,
      trades.isAmbiguous[i]!,
      negativeZeros === 0 ? null : negativeZeros,
    );
  }
}

/** What the manifest says about a run's trades. */
export interface TradesManifest {
  readonly symbols: readonly string[];
  readonly length: number;
  /**
   * Of symbols (and which of them, where there are several), REAL columns (where nothing is in those that a version added,
   * without them, as the version before did), then whole numbers.
   */
  readonly sha256: string;
}

/** @throws {BacksightError} BACKSIGHT_STORE when the rows aren't what was saved */
export function selectTrades(db: DatabaseSync, path: string, id: string, manifest: TradesManifest): TradeColumns {
  const count = db.prepare("SELECT count(*) AS n FROM trades WHERE backtest_id = ?").get(id)?.n;
  if (count !== manifest.length) {
    throw damaged(path, id, "the trades", `there are ${String(count)} instead of ${manifest.length}`);
  }
  const trades = createTradeColumns(manifest.symbols, manifest.length);
  const names = [...REAL_NAMES, ...WHOLE_NAMES, "symbol"];
  const select = db.prepare(`SELECT ${names.join(", ")} FROM trades WHERE backtest_id = ? ORDER BY id`);
  select.setReturnArrays(true);
  const columns = REALS.map(([, key]) => trades[key]);
  const first = REALS.length;
  let i = 0;
  // With `setReturnArrays` a row is an array, which the types of Node don't say.
  for (const row of select.iterate(id) as Iterable<unknown> as Iterable<readonly unknown[]>) {
    const negativeZeros = Number(row[first + 5] ?? 0);
    for (let k = 0; k < first; k++) {
      const value = row[k];
      columns[k]![i] = typeof value !== "number" ? NaN : value === 0 && ((negativeZeros >>> k) & 1) === 1 ? -0 : value;
    }
    trades.side[i] = row[first] === "long" ? 1 : -1;
    trades.entryBar[i] = Number(row[first + 1]);
    trades.exitBar[i] = Number(row[first + 2]);
    trades.exitReason[i] = EXIT_REASONS.findIndex((reason) => reason === row[first + 3]);
    trades.isAmbiguous[i] = Number(row[first + 4]);
    const instrument = manifest.symbols.indexOf(String(row[first + WHOLE_NAMES.length]));
    if (instrument < 0) throw damaged(path, id, "the trades", "one is of an instrument that the run didn't have");
    trades.instrument[i] = instrument;
    i++;
  }
  if (hashTrades(trades) !== manifest.sha256) throw damaged(path, id, "the trades", "their checksum differs");
  return trades;
}

export function tradesManifest(trades: TradeColumns): TradesManifest {
  return { symbols: trades.symbols, length: trades.length, sha256: hashTrades(trades) };
}

/** The checksum of a run's trades, as `TradesManifest` says. */
export function hashTrades(trades: TradeColumns): string {
  const hasher = createNativeSha256();
  hasher.update(Buffer.from(symbolsText(trades.symbols), "utf8"));
  const added: readonly (readonly [names: readonly (keyof TradeColumns)[], nothing: number])[] = [
    [EXCURSIONS, NaN],
    [MONEY, 0],
  ];
  const empty = added.filter(([names, nothing]) =>
    names.every((name) => (trades[name] as Float64Array).every((value) => Object.is(value, nothing))),
  );
  const left = new Set(empty.flatMap(([names]) => names));
  for (const [, key] of REALS) if (!left.has(key)) updateWithColumn(hasher, trades[key]);
  for (const column of [trades.side, trades.entryBar, trades.exitBar, trades.exitReason, trades.isAmbiguous]) {
    updateWithColumn(hasher, Float64Array.from(column));
  }
  if (trades.symbols.length > 1) updateWithColumn(hasher, Float64Array.from(trades.instrument));
  return hasher.digest();
}

/** One symbol as it is, several as a JSON array. */
export function symbolsText(symbols: readonly string[]): string {
  const [only] = symbols;
  return symbols.length === 1 && only !== undefined && !only.startsWith("[") ? only : JSON.stringify(symbols);
}

/** What `symbolsText` wrote. */
export function symbolsOf(text: string): readonly string[] {
  return text.startsWith("[") ? (JSON.parse(text) as readonly string[]) : [text];
}

function checkCodes(
  name: string,
  codes: Int8Array | Uint8Array | Uint16Array,
  isKnown: (code: number) => boolean,
  rule: string,
): void {
  const i = codes.findIndex((code) => !isKnown(code));
  if (i >= 0) throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `trades.${name}[${i}]`, rule, value: codes[i] });
}
