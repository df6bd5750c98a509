import { BacksightError } from "../../../core/errors.ts";
import { type Instrument, instrument } from "../../../market/instrument.ts";
import { opensOfRows, type RowOpens } from "../../bar-times/times-of-rows.ts";
import { roleCode } from "../column-roles.ts";
import type { CsvHeader } from "./csv-header.ts";
import type { CsvOptions } from "./csv-options.ts";
import type { CsvRows } from "./csv-rows.ts";

/** All that the rows of a CSV file say about its bars, but for prices and volume. */
export interface CsvBarsOutline extends RowOpens {
  readonly instrument: Instrument;
}

/**
 * Judges the rows of a whole file; their times are spent.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_EMPTY without a bar, BACKSIGHT_CSV_TIME, BACKSIGHT_CSV_ROW,
 * BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_CALENDAR_RANGE
 */
export function outlineOfRows(rows: CsvRows, options: CsvOptions): CsvBarsOutline {
  const { path } = options;
  const { header, lines } = rows;
  if (header === undefined) throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: "text" });
  if (lines.length === 0)
    throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: whatIsMissing(rows, options) });
  const column = rows.times.finish((row, value) => {
    throw new BacksightError("BACKSIGHT_CSV_TIME", { path, line: lines.lineOf(row), value });
  });
  const names = {
    noun: "line",
    numberOf: (row: number) => lines.lineOf(row),
    refuse(row: number, problem: string): never {
      throw new BacksightError("BACKSIGHT_CSV_ROW", { path, line: lines.lineOf(row), problem });
    },
  } as const;
  const opens = opensOfRows(column, names, options);
  return {
    ...opens,
    instrument: instrument(options.symbol ?? rows.symbol ?? options.defaultSymbol),
    notes: [...columnNotes(rows, header), ...opens.notes],
  };
}

function whatIsMissing({ otherSymbol }: CsvRows, { symbol }: CsvOptions): string {
  return otherSymbol === undefined ? "bars" : `bars of ${symbol}, but of ${otherSymbol}`;
}

function columnNotes({ unknownVolumes, lines }: CsvRows, { unused, roles }: CsvHeader): string[] {
  const notes: string[] = [];
  if (unused.length > 0) notes.push(`columns not used: ${unused.join(", ")}`);
  if (!roles.includes(roleCode("volume"))) notes.push("no volume column: volume is unknown");
  if (unknownVolumes > 0) notes.push(`${unknownVolumes} of ${lines.length} bars have no volume`);
  return notes;
}
