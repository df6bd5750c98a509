import type { Json } from "../../core/canonical-json.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { RunRecord } from "../../run/run-record.ts";
import { UNDEFINED_MARK } from "../format.ts";
import { comparisonDoubts } from "../html/comparison-sections.ts";
import { failedFindings } from "../html/guard-status.ts";
import { paramsText, periodText } from "../run-texts.ts";
import { type TextColumn, textTable } from "../text-table.ts";
import { visibleLine } from "../visible-text.ts";
import { comparedHashes } from "./compared-hashes.ts";
import { comparedMetrics } from "./compared-metrics.ts";
import { type SpecDifference, specDifferences } from "./spec-differences.ts";

const FEWEST_COLUMNS = 60;

const SPEC_COLUMNS: readonly TextColumn[] = [{ head: "what differs" }, { head: "A" }, { head: "B" }];
const METRIC_COLUMNS: readonly TextColumn[] = [
  { head: "metric" },
  { head: "A", isNumber: true },
  { head: "B", isNumber: true },
  { head: "B - A", isNumber: true },
  { head: "better" },
];

/**
 * Two runs side by side for a terminal: what each says against itself, what differs in their descriptions, which
 * hashes they share, then every metric of either. No run is called the better one where a guard failed. Table lines
 * are never wider than `width` (60 at least).
 */
export function comparisonText(a: RunRecord, b: RunRecord, width: number): string {
  const columns = Math.max(FEWEST_COLUMNS, width);
  const warnings = [alarm("A", a), alarm("B", b), ...comparisonDoubts(a, b)].filter((line) => line !== null);
  return [
    [title("A", a), title("B", b)],
    warnings,
    specLines(a, b, columns),
    [hashLine(a, b)],
    metricLines(a, b, columns),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function title(letter: string, record: RunRecord): string {
  const { spec, data, tag, id } = record;
  const name = `${spec.strategy.name} ${paramsText(record)}`.trim();
  const label = tag === null ? "" : ` (${tag})`;
  return visibleLine(`${letter}  ${id}  ${name} on ${data.symbol} ${data.timeframe}, ${periodText(record)}${label}`);
}

function alarm(letter: string, { guards }: RunRecord): string | null {
  const failed = failedFindings(guards.findings);
  if (failed.length === 0) return null;
  const reasons = failed.map(({ label, headline }) => `${label}: ${headline}`).join("; ");
  return visibleLine(`DON'T RELY ON RUN ${letter}: ${reasons}`);
}

function specLines(a: RunRecord, b: RunRecord, width: number): string[] {
  const { params, settings } = specDifferences(a, b);
  if (params.length + settings.length === 0) return ["Parameters and settings are the same."];
  const row = (prefix: string, { name, a: first, b: second }: SpecDifference) => [
    `${prefix}${name}`,
    valueText(first),
    valueText(second),
  ];
  const rows = [
    ...params.map((entry) => row("parameter ", entry)),
    ...settings.map((entry) => row("", { ...entry, ...timesOf(entry) })),
  ];
  return textTable(SPEC_COLUMNS, rows, width);
}

/** Ends of the range as dates and times instead of milliseconds. */
function timesOf({ name, a, b }: SpecDifference): { a: Json; b: Json } {
  const text = (value: Json) => (typeof value === "number" ? isoTime(value) : value);
  return name === "from" || name === "to" ? { a: text(a), b: text(b) } : { a, b };
}

/** `kind=fraction fraction=0.5` of an object; "–" of nothing. */
function valueText(value: Json | undefined): string {
  if (value === null || value === undefined) return UNDEFINED_MARK;
  if (typeof value !== "object") return String(value);
  const part = (inner: Json | undefined) =>
    typeof inner === "object" && inner !== null ? `(${valueText(inner)})` : valueText(inner);
  if (Array.isArray(value)) return value.map(part).join(", ");
  return Object.entries(value)
    .map(([name, inner]) => `${name}=${part(inner)}`)
    .join(" ");
}

function hashLine(a: RunRecord, b: RunRecord): string {
  const { specHash, dataHash, codeHash, resultHash } = comparedHashes(a, b);
  const word = (isSame: boolean) => (isSame ? "the same" : "different");
  return `description ${word(specHash)}, prices ${word(dataHash)}, code ${word(codeHash)}, result ${word(resultHash)}`;
}

function metricLines(a: RunRecord, b: RunRecord, width: number): string[] {
  const isDoubted = [a, b].some(({ guards }) => failedFindings(guards.findings).length > 0);
  const rows = comparedMetrics(a, b).flatMap(({ lines }) =>
    lines.map(({ label, a: first, b: second, difference, better }) => [
      label,
      first,
      second,
      difference,
      isDoubted ? "" : (better ?? "").toUpperCase(),
    ]),
  );
  return textTable(isDoubted ? METRIC_COLUMNS.slice(0, -1) : METRIC_COLUMNS, rows, width);
}
