import { BacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import type { BarColumns } from "../../../market/bars-check.ts";
import { type BarColumn, plainColumn } from "../../../market/compact/bar-column.ts";
import { COMPACT_FROM, compactBars, partOfColumns, retagBars } from "../../../market/compact/compact-bars.ts";
import { packColumn } from "../../../market/compact/pack-column.ts";
import { createBars } from "../../../market/create-bars.ts";
import { BarsChecksum } from "./bars-checksum.ts";
import { factsFromText } from "./bars-facts-text.ts";
import { BAR_COLUMNS, CHECKSUM_KEY, CREATED_BY, FACTS_KEY, SCHEMA_NAME } from "./bars-schema.ts";
import { numbersReader } from "./column-numbers.ts";
import { damaged } from "./damaged.ts";
import type { ParquetColumn, ParquetFile } from "./parquet-file.ts";
import type { ParquetOptions } from "./parquet-options.ts";
import { type ColumnReading, readColumn } from "./read-column.ts";

/**
 * Whether Backsight wrote the file, and no other program wrote it anew (some keep its texts, none keeps its names). Two
 * of three marks will do: the third may be what was damaged.
 */
export function isOwnFile({ texts, createdBy, schemaName }: ParquetFile): boolean {
  const marks = [createdBy === CREATED_BY, schemaName === SCHEMA_NAME, texts.has(FACTS_KEY)];
  return marks.filter(Boolean).length >= 2;
}

/**
 * The bars of a file that `writeBarsParquet` wrote, bit for bit. What the options say must be what the file says.
 *
 * @throws {BacksightError} BACKSIGHT_PARQUET_NEWER, BACKSIGHT_PARQUET_DAMAGED, BACKSIGHT_PARQUET_CODEC,
 * BACKSIGHT_ARGUMENT for options that contradict the file, BACKSIGHT_CANCELLED
 */
export async function decodeOwnBars(file: ParquetFile, options: ParquetOptions, reading: ColumnReading): Promise<Bars> {
  const { path } = file;
  const text = file.texts.get(FACTS_KEY);
  if (text === undefined) throw damaged(path, "it has no description of its bars");
  const facts = factsFromText(text, path);
  const checksum = new BarsChecksum();
  const columns: Partial<Record<keyof BarColumns, BarColumn>> = {};
  const isLarge = file.rows >= COMPACT_FROM;
  for (const [j, { key, name }] of BAR_COLUMNS.entries()) {
    const values = await readNumbers(file, name, reading);
    checksum.addColumn(j, values);
    columns[key] = isLarge ? packColumn(key, values, facts.ticksPerUnit) : plainColumn(values);
  }
  if (checksum.digest(text) !== file.texts.get(CHECKSUM_KEY)) throw damaged(path, "its checksum differs");
  checkAgreement(options, {
    symbol: facts.instrument.symbol,
    timeframe: facts.timeframe.label,
    calendar: facts.calendar.id,
    adjustment: facts.adjustment,
  });
  // Notes and tick grid were made from these very columns: they aren't worked out again.
  const known = columns as Record<keyof BarColumns, BarColumn>;
  const bars = isLarge
    ? compactBars(facts, known)
    : createBars({ ...facts, ...partOfColumns(known, 0, file.rows), ticksPerUnit: null });
  return retagBars(bars, { ticksPerUnit: facts.ticksPerUnit, notes: facts.notes });
}

async function readNumbers(file: ParquetFile, name: string, reading: ColumnReading): Promise<Float64Array> {
  const column = file.columns.find((one): one is ParquetColumn => one.name === name);
  const type = column?.element.type;
  if (column === undefined || (type !== "DOUBLE" && type !== "INT64")) throw damaged(file.path, `it has no ${name}`);
  // Its whole milliseconds are read as the numbers they are.
  const read = numbersReader({ name, type })!;
  const out = new Float64Array(file.rows);
  await readColumn(file, column, reading, (values, row) => read(values, out, row));
  return out;
}

function checkAgreement(options: ParquetOptions, said: Readonly<Record<string, string>>): void {
  const given = {
    symbol: options.symbol,
    timeframe: options.timeframe?.label,
    calendar: options.calendar?.id,
    adjustment: options.adjustment,
  };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === said[name]) continue;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `${said[name]}, as ${options.path} says`, value });
  }
}
