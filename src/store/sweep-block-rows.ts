import type { DatabaseSync } from "node:sqlite";
import { canonicalJson } from "../core/canonical-json.ts";
import { isBacksightError, reasonOf } from "../core/errors.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import { sha256 } from "../core/sha256.ts";
import type { DataKey } from "../platform/sealed/data-key.ts";
import type { SweepBlock } from "../run/sweep/compute-rows.ts";
import type { PackedRows } from "../run/sweep/packed-rows.ts";
import type { SweepParams } from "../run/sweep/sweep-rows.ts";
import { decodeColumn, encodeColumn } from "./column-blob.ts";
import { damagedSweep } from "./damaged.ts";
import { type OpenSealed, openBlob, openText, SEALED_TEXT, sealBlob, sealText } from "./run-sealing.ts";

/** A block of a sweep with its rows. */
export interface StoredBlock extends SweepBlock {
  readonly rows: PackedRows;
}

/** A block as its table keeps it, apart from the sweep. */
export type BlockRow = ReturnType<typeof packBlock>;

/**
 * The block as texts and bytes: the same ones for the same rows, whatever sweep they belong to, but where it is encrypted.
 *
 * @param sealing encrypts it; null: nothing does
 */
export function packBlock({ block, key, isTrial, part, combos, rows }: StoredBlock, sealing: DataKey | null) {
  const { length, names, values, door, reasons, errors } = rows;
  const texts = {
    combos: JSON.stringify(columnsOf(combos)),
    names: canonicalJson(names),
    notes: canonicalJson({ reasons, errors: errors.map(([row, { code, details }]) => [row, { code, details }]) }),
  };
  const matrix = new Float64Array(values.length + length);
  matrix.set(values);
  matrix.set(door, values.length);
  const blob = encodeColumn(matrix, labelOf(block, key, texts));
  const about = { block, key, isTrial: isTrial ? 1 : 0, ...part, length };
  const { encoding, sha256, bytes } = sealing === null ? blob : sealBlob(sealing, blob);
  return {
    ...about,
    ...mapTexts(texts, (text, name) => (sealing === null ? text : sealText(sealing, name, text))),
    encoding,
    sha256,
    bytes,
  };
}

/** Keeps a block; one that is there already stays as it is. */
export function insertBlock(db: DatabaseSync, sweepId: string, row: BlockRow): void {
  const { block, key, isTrial, begin, end, length, combos, names, notes, encoding, sha256, bytes } = row;
  db.prepare(
    `INSERT OR IGNORE INTO sweep_blocks (sweep_id, block, job_key, is_trial, part_begin, part_end, length, combos, names,
     notes, encoding, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(sweepId, block, key, isTrial, begin, end, length, combos, names, notes, encoding, sha256, bytes);
}

/** @throws {BacksightError} BACKSIGHT_STORE when it isn't what was saved */
export function selectBlock(
  db: DatabaseSync,
  path: string,
  sweepId: string,
  block: number,
  open: OpenSealed,
): StoredBlock | null {
  const row = db.prepare("SELECT * FROM sweep_blocks WHERE sweep_id = ? AND block = ?").get(sweepId, block);
  if (row === undefined) return null;
  try {
    const [length, key] = [Number(row.length), String(row.job_key)];
    const kept = { combos: String(row.combos), names: String(row.names), notes: String(row.notes) };
    const isSealed = kept.combos.startsWith(SEALED_TEXT);
    const texts = mapTexts(kept, (text, name) => openText(open, name, text));
    const names = JSON.parse(texts.names) as string[];
    const size = (names.length + 1) * length;
    const blob = { type: "f64", length: size, encoding: row.encoding, sha256: row.sha256, bytes: row.bytes };
    const matrix = decodeColumn(isSealed ? openBlob(open, blob) : blob, labelOf(block, key, texts));
    const { reasons, errors } = JSON.parse(texts.notes) as Pick<PackedRows, "reasons" | "errors">;
    const values = new Float64Array(matrix.subarray(0, size - length));
    const door = Uint8Array.from(matrix.subarray(size - length));
    return {
      ...{ block, key, isTrial: row.is_trial === 1 },
      part: { begin: Number(row.part_begin), end: Number(row.part_end) },
      combos: rowsOf(JSON.parse(texts.combos) as Columns, length),
      rows: { length, names, values, door, reasons, errors },
    };
  } catch (error) {
    if (isBacksightError(error)) throw error;
    throw damagedSweep(path, sweepId, `block ${block}`, reasonOf(error));
  }
}

interface BlockTexts {
  readonly combos: string;
  readonly names: string;
  readonly notes: string;
}

function mapTexts({ combos, names, notes }: BlockTexts, change: (text: string, name: string) => string): BlockTexts {
  return { combos: change(combos, "combos"), names: change(names, "names"), notes: change(notes, "notes") };
}

type Columns = Readonly<Record<string, readonly ParameterValue[]>>;

function columnsOf(combos: readonly SweepParams[]): Columns {
  const names = Object.keys(combos[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, combos.map((params) => params[name]!)]));
}

function rowsOf(columns: Columns, length: number): SweepParams[] {
  const entries = Object.entries(columns);
  return Array.from({ length }, (_, k) => Object.fromEntries(entries.map(([name, values]) => [name, values[k]!])));
}

function labelOf(block: number, key: string, texts: BlockTexts): string {
  return `sweep ${block} ${key} ${sha256(canonicalJson({ ...texts }))}`;
}
