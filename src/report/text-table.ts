import { visibleLine } from "./visible-text.ts";

/** A column of a table for a terminal. */
export interface TextColumn {
  readonly head: string;
  /** Numbers stand to the right. */
  readonly isNumber?: boolean;
}

/** Rows under their heads, two spaces between columns, in lines of at most `width` characters (cut with "…"). */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const cells = [columns.map(({ head }) => head), ...rows].map((row) => row.map(visibleLine));
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) => {
    const line = columns
      .map(({ isNumber = false }, column) =>
        isNumber ? row[column]!.padStart(widths[column]!) : row[column]!.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd();
    return line.length > width ? `${line.slice(0, width - 1)}…` : line;
  });
}
