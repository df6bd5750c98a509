import type { Bars } from "../market/bars.ts";
import { type BarRow, type BarsDocument, barsDocument } from "./bars-document.ts";
import { formatCounted, formatNumber, formatPrice, formatQuantity, UNDEFINED_MARK } from "./format.ts";
import { sparkline } from "./sparkline.ts";
import { type TextColumn, textTable } from "./text-table.ts";
import { wrapText } from "./wrap-text.ts";

const LABEL_WIDTH = 12;
const FEWEST_COLUMNS = 60;
const MOST_COLUMNS = 110;
const SPARKLINE_WIDTH = 60;

const COLUMNS: readonly TextColumn[] = [
  { head: "session" },
  { head: "opens (UTC)" },
  ...["open", "high", "low", "close", "volume"].map((head) => ({ head, isNumber: true })),
];

/**
 * Bars for a terminal of `width` columns: what they are, how complete they are, what was inferred, and up to `rows` bars
 * of their start and of their end.
 */
export function renderBars(bars: Bars, width: number, rows: number): string {
  const facts = barsDocument(bars, rows);
  const columns = Math.max(FEWEST_COLUMNS, Math.min(width, MOST_COLUMNS));
  const fact = (label: string, text: string) =>
    wrapText(text, columns - LABEL_WIDTH, "").map((line, i) => `${(i === 0 ? label : "").padEnd(LABEL_WIDTH)}${line}`);
  return [
    ...wrapText(`${facts.symbol} ${facts.timeframe}, ${formatCounted(facts.bars, "bar")}`, columns, ""),
    ...(facts.isSynthetic ? ["SYNTHETIC PRICES: no market ever traded them"] : []),
    "",
    ...fact("range", `${facts.start} to ${facts.end}, ${formatCounted(facts.sessions, "session")}`),
    ...fact("calendar", facts.calendar === "none" ? "none: the dates of the data are the sessions" : facts.calendar),
    ...fact("missing", missingText(facts.missing)),
    ...fact("prices", `${facts.adjustment}, in ${facts.currency}, ${gridText(facts.ticksPerUnit)}`),
    ...(facts.lot === null && facts.multiplier === 1 ? [] : fact("contract", contractText(facts))),
    ...fact("source", facts.source),
    ...fact("close", sparkline(bars.close, Math.min(SPARKLINE_WIDTH, columns - LABEL_WIDTH))),
    ...facts.notes.flatMap((note) => fact("note", note)),
    ...(rows === 0 ? [] : ["", ...textTable(COLUMNS, tableRows(facts), columns)]),
  ].join("\n");
}

function gridText(ticksPerUnit: number | null): string {
  if (ticksPerUnit === 1) return "whole numbers";
  return ticksPerUnit === null ? "on no tick grid" : `multiples of 1/${formatNumber(ticksPerUnit, 0)}`;
}

function contractText({ lot, multiplier }: BarsDocument): string {
  return `lot ${lot ?? "any fraction"}, multiplier ${multiplier}`;
}

function missingText(facts: BarsDocument["missing"]): string {
  if (facts === null) return "not known: nothing tells how many bars to expect";
  const { expected, missing, emptySessions } = facts;
  const of = `of ${formatCounted(expected, "bar")} expected`;
  if (missing === 0) return `none ${of}`;
  const share = `${formatNumber(missing, 0)} ${of}`;
  return emptySessions === 0 ? share : `${share}, ${formatCounted(emptySessions, "session")} without any`;
}

/** First and last bars, with a row of dots where bars are left out. */
function tableRows({ first, last, bars }: BarsDocument): string[][] {
  const gap = bars > first.length + last.length ? [COLUMNS.map(() => "…")] : [];
  return [...first.map(cellsOf), ...gap, ...last.map(cellsOf)];
}

function cellsOf({ session, time, open, high, low, close, volume }: BarRow): string[] {
  const prices = [open, high, low, close].map(formatPrice);
  const units = volume === null ? UNDEFINED_MARK : formatQuantity(volume);
  return [session, time.replace("T", " ").replace("Z", ""), ...prices, units];
}
