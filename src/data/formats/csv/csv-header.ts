import { BacksightError } from "../../../core/errors.ts";
import { assignColumnRoles, type ColumnRoles } from "../column-roles.ts";

/** The meaning of each field of a row. */
export interface CsvHeader extends ColumnRoles {
  /** Separator byte. */
  readonly separator: number;
  /** Names as written. */
  readonly names: readonly string[];
}

const SEPARATORS = [",", ";", "\t", "|"];

/**
 * Reads the line that names the columns: separator (the most frequent of `,` `;` tab `|`), names as
 * `assignColumnRoles` knows them.
 *
 * @throws {BacksightError} BACKSIGHT_CSV_COLUMN for a missing column, and for a line that names none; BACKSIGHT_CSV_ROW
 * for a name that stands twice
 */
export function parseCsvHeader(line: string, lineNumber: number, path: string): CsvHeader {
  const separator = separatorOf(line);
  const names = splitLine(line, separator);
  const { roles, unused } = assignColumnRoles(names, {
    missing(column, hint, isAnyKnown) {
      const header = names.join(", ");
      const reason = !isAnyKnown && isBar(names) ? NO_HEADER : hint;
      throw new BacksightError("BACKSIGHT_CSV_COLUMN", { path, column, header, hint: reason });
    },
    twice(name) {
      const problem = `the header names the column "${name}" twice`;
      throw new BacksightError("BACKSIGHT_CSV_ROW", { path, line: lineNumber, problem });
    },
  });
  return { separator: separator.charCodeAt(0), names, roles, unused };
}

const NO_HEADER = " Its first line already holds a bar: put a header line above it.";

/** Whether a line holds values, not names. */
function isBar(names: readonly string[]): boolean {
  return names.filter((name) => /^[-+.]?\d/.test(name)).length * 2 >= names.length;
}

/** The most frequent separator of a line outside of quotes; a comma without any. */
export function separatorOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, "");
  let best = ",";
  let bestCount = 0;
  for (const separator of SEPARATORS) {
    const count = bare.split(separator).length - 1;
    if (count > bestCount) {
      best = separator;
      bestCount = count;
    }
  }
  return best;
}

/** The fields of a line, without quotes and the spaces around them. */
export function splitLine(line: string, separator: string): string[] {
  const names: string[] = [];
  let isQuoted = false;
  let start = 0;
  for (let i = 0; i <= line.length; i++) {
    if (line[i] === '"') isQuoted = !isQuoted;
    if (i < line.length && (line[i] !== separator || isQuoted)) continue;
    names.push(unquote(line.slice(start, i)));
    start = i + 1;
  }
  return names;
}

function unquote(field: string): string {
  const text = field.trim();
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
}
