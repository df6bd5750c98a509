import type { RunDetail } from "../run/run-detail.ts";
import type { GuardFinding, GuardStatus, RunRecord } from "../run/run-record.ts";
import type { VerdictLabel } from "../validation/verdict/verdict.ts";
import { executionText } from "./execution-text.ts";
import { formatMoney, formatNumber, formatPercent, formatSignedPercent } from "./format.ts";
import { instrumentRows } from "./instrument-rows.ts";
import { metricValue, paidParts, runFacts } from "./run-facts.ts";
import { extentText, notFilledText, paramsText, periodText, worstFirst } from "./run-texts.ts";
import { type TextColumn, textTable } from "./text-table.ts";
import { excursionsText, tradesText } from "./trades-text.ts";
import { verdictLines } from "./verdict-lines.ts";
import { walkForwardTexts } from "./walk-forward-text.ts";
import { wrapText } from "./wrap-text.ts";

/** What the terminal can show. */
export interface SummaryOptions {
  readonly color: boolean;
  /** Columns; lines are wrapped to it, but never under 60 or over 110. */
  readonly width: number;
}

type Paint = (style: string, text: string) => string;

const MARKS: Readonly<Record<GuardStatus, string>> = { ok: "✓", warning: "!", failed: "✗", "not checked": "?" };
/** Parameters of the terminal's "select graphic rendition". */
const BOLD = "1";
const GREY = "90";
const YELLOW = "33";
const RED = "1;31";
const COLORS: Readonly<Record<GuardStatus, string>> = { ok: "32", warning: YELLOW, failed: RED, "not checked": GREY };
const VERDICT_COLORS: Readonly<Record<VerdictLabel, string>> = {
  "likely real": "32",
  "can't tell": BOLD,
  "likely luck": YELLOW,
};
const LABEL_WIDTH = 20;
const MOST_NOTE_LINES = 10;

/**
 * A run for a terminal: what speaks against it first (failed guards loud), then the numbers, then what they were made
 * with. Without `color` there is no escape sequence in it, whatever the data holds.
 */
export function renderSummary(detail: RunDetail, { color, width }: SummaryOptions): string {
  const { record } = detail;
  const paint: Paint = (style, text) => (color && text !== "" ? `\u001b[${style}m${text}\u001b[0m` : text);
  const columns = Math.max(60, Math.min(width, 110));
  const { data, spec, guards, verdict } = record;
  const title = `${spec.strategy.name} ${paramsText(record)}`.trim();
  const wrapped = (style: string, text: string, indent = "") =>
    wrapText(text, columns, indent).map((line) => paint(style, line));
  return [
    ...wrapped(BOLD, `${title} on ${data.symbol} ${data.timeframe}`, "  "),
    ...wrapped(GREY, `${periodText(record)}, ${extentText(record)}`),
    ...(data.isSynthetic ? [paint(YELLOW, "SYNTHETIC PRICES: no market ever traded them")] : []),
    ...(record.tag === null ? [] : wrapped(GREY, `tag: ${record.tag}`, "  ")),
    ...(record.note === null ? [] : wrapped(GREY, `remark: ${record.note}`, "  ")),
    "",
    ...guardLines(guards.findings, columns, paint),
    ...(verdict === undefined
      ? []
      : verdictLines(verdict, columns, (text) => paint(VERDICT_COLORS[verdict.label], text))),
    "",
    ...numberLines(record, columns),
    "",
    ...instrumentLines(detail, columns),
    ...walkForwardLines(record, columns),
    ...labelledLines("trades", tradesText(detail), columns),
    ...labelledLines("excursions", excursionsText(record), columns),
    ...labelledLines("costs paid", paidText(record), columns),
    ...labelledLines("prices", actionsText(record), columns),
    ...wrapText(executionText(spec.settings), columns, "  "),
    ...noteLines(record, columns),
    "",
    ...wrapped(GREY, `run ${record.id}  result ${record.resultHash.slice(0, 12)}`),
  ].join("\n");
}

const MOST_WINDOWS = 40;

/** How a walk-forward was made, what was found beside its numbers, and each window. */
function walkForwardLines(record: RunRecord, columns: number): string[] {
  const texts = walkForwardTexts(record);
  if (texts === null) return [];
  const { plan, facts, columns: heads, rows, matrix } = texts;
  const more = rows.length - MOST_WINDOWS;
  return [
    ...labelledLines("walk-forward", plan, columns),
    ...facts.flatMap(([label, text]) => labelledLines(`  ${label}`, text, columns)),
    ...(matrix === null ? [] : ["", ...textTable(matrix.columns, matrix.rows, columns)]),
    "",
    ...fittingTable(heads, rows.slice(-MOST_WINDOWS), columns),
    ...(more > 0 ? [`… and ${more} earlier windows: backsight report ${record.id}`] : []),
    "",
  ];
}

/** A table without those of its last columns for which there is no room. */
function fittingTable(
  heads: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  columns: number,
): readonly string[] {
  const lines = textTable(heads, rows, Infinity);
  if (heads.length === 1 || lines.every((line) => line.length <= columns)) return textTable(heads, rows, columns);
  return fittingTable(
    heads.slice(0, -1),
    rows.map((row) => row.slice(0, -1)),
    columns,
  );
}

const MOST_INSTRUMENTS = 10;

/** Those of several instruments that brought or cost the most. */
function instrumentLines({ record, trades }: RunDetail, columns: number): string[] {
  if (trades.symbols.length < 2) return [];
  const rows = instrumentRows(trades, record.spec.settings.cash).sort((a, b) => Math.abs(b.pnl) - Math.abs(a.pnl));
  const more = rows.length - MOST_INSTRUMENTS;
  const cells = rows
    .slice(0, MOST_INSTRUMENTS)
    .map((row) => [
      row.symbol,
      formatNumber(row.trades, 0),
      row.trades === 0 ? "" : formatPercent(row.winRate, 1),
      formatMoney(row.pnl),
      formatSignedPercent(row.contribution),
    ]);
  return [
    ...textTable(
      [
        { head: "instrument" },
        { head: "trades", isNumber: true },
        { head: "won", isNumber: true },
        { head: "P&L", isNumber: true },
        { head: "of cash", isNumber: true },
      ],
      cells,
      columns,
    ),
    ...(more > 0 ? [`… and ${more} more`] : []),
    "",
  ];
}

function guardLines(findings: readonly GuardFinding[], columns: number, paint: Paint): string[] {
  const failed = findings.filter(({ status }) => status === "failed").length;
  const indent = " ".repeat(LABEL_WIDTH + 2);
  const room = columns - indent.length;
  const lines = worstFirst(findings).flatMap(({ label, status, headline, detail }) => {
    const [first = "", ...rest] = wrapText(headline, room, "").map((line) =>
      status === "failed" ? paint(RED, line) : line,
    );
    const more = status === "ok" || detail === "" ? [] : wrapText(detail, room, "");
    const name = wrapText(label, LABEL_WIDTH - 1, "")[0]!.padEnd(LABEL_WIDTH);
    return [
      `${paint(COLORS[status], MARKS[status])} ${name}${first}`,
      ...[...rest, ...more].map((line) => indent + line),
    ];
  });
  if (failed === 0) return lines;
  const what = failed === 1 ? "A GUARD FAILED" : `${failed} GUARDS FAILED`;
  return [paint(RED, `*** ${what}: don't rely on the numbers below ***`), ...lines];
}

/** Two numbers a line; one where they would not fit side by side. */
function numberLines(record: RunRecord, columns: number): string[] {
  const left = aligned(resultNumbers(record), 15, 32);
  const right = aligned(tradeNumbers(record), 17, 32);
  const pair = left.map((line, i) => `${line}    ${right[i]!}`);
  return pair.every((line) => line.length <= columns) ? pair : [...left, ...right];
}

function aligned(rows: readonly (readonly [string, string])[], labelWidth: number, width: number): string[] {
  const longest = Math.max(width - labelWidth, ...rows.map(([, value]) => value.length + 1));
  return rows.map(([label, value]) => label.padEnd(labelWidth) + value.padStart(longest));
}

function resultNumbers(record: RunRecord): [string, string][] {
  const value = (id: string) => metricValue(record, id);
  const error = value("sharpeStandardError");
  const sharpe = formatNumber(value("sharpeRatio"), 2);
  return [
    ["total return", formatSignedPercent(value("totalReturn"))],
    ["CAGR", formatSignedPercent(value("cagr"))],
    ["Sharpe ratio", Number.isNaN(error) ? sharpe : `${sharpe} ± ${formatNumber(error, 2)}`],
    ["volatility", formatPercent(value("volatility"))],
    ["max drawdown", formatPercent(value("maxDrawdown"))],
    ["Sortino ratio", formatNumber(value("sortinoRatio"), 2)],
    ["Calmar ratio", formatNumber(value("calmarRatio"), 2)],
    ["final equity", formatMoney(value("finalEquity"))],
  ];
}

function tradeNumbers(record: RunRecord): [string, string][] {
  const value = (id: string) => metricValue(record, id);
  const open = value("openTrades");
  const turnover = value("turnover");
  return [
    ["trades closed", formatNumber(value("tradesCount"), 0) + (open > 0 ? ` + ${formatNumber(open, 0)} open` : "")],
    ["win rate", formatPercent(value("winRate"), 1)],
    ["profit factor", formatNumber(value("profitFactor"), 2)],
    ["expectancy", formatMoney(value("expectancy"))],
    ["exposure", formatPercent(value("exposure"), 1)],
    ["turnover a year", `${formatNumber(turnover, 2)}${Number.isNaN(turnover) ? "" : "×"}`],
    ["commission paid", formatMoney(value("totalCommission"))],
    ["slippage paid", formatMoney(value("totalSlippage"))],
  ];
}

/** How splits and dividends came into the account, where it booked them. */
function actionsText({ data, metrics }: RunRecord): string {
  if (data.adjustment !== "point-in-time") return "";
  return `raw; splits and dividends booked on their days, ${formatMoney(metrics.totalDividends ?? 0)} of dividends`;
}

/** What each part of the costs took, where there was more than commission and slippage; those stand above. */
function paidText(record: RunRecord): string {
  const parts = paidParts(runFacts(record));
  if (parts.length <= 2) return "";
  return parts.map(([label, money]) => `${label.toLowerCase()} ${formatMoney(money)}`).join(", ");
}

function labelledLines(label: string, text: string, columns: number): string[] {
  return text === "" ? [] : wrapText(`${label}: ${text}`, columns, "  ");
}

function noteLines(record: RunRecord, columns: number): string[] {
  const notFilled = notFilledText(record);
  const lines = [
    ...(notFilled === "" ? [] : wrapText(`signals and orders without a fill: ${notFilled}`, columns, "  ")),
    ...[...record.notes, ...record.data.notes].flatMap((note) => wrapText(`note: ${note}`, columns, "  ")),
  ];
  if (lines.length <= MOST_NOTE_LINES) return lines;
  const shown = lines.slice(0, MOST_NOTE_LINES - 1);
  return [...shown, `… ${lines.length - shown.length} more lines: backsight report ${record.id}`];
}
