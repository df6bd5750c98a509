import type { Cell, DataTable } from "./data-table.ts";

/**
 * A table as CSV (RFC 4180): a header line, lines that end in CR LF, quotes where a cell needs them; nothing between
 * the commas for what is undefined, numbers as ECMAScript prints them, so that reading gives the same doubles. A text
 * that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"); numbers never do.
 */
export function csvText({ columns, rows }: DataTable): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** First letters of a formula, the wide forms of East Asian keyboards too, and controls that hide one. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function csvCell(cell: Cell): string {
  if (cell === null || (typeof cell === "number" && !Number.isFinite(cell))) return "";
  if (typeof cell !== "string") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
