import { METRICS } from "../metrics/catalogue.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { RunRecord } from "../run/run-record.ts";
import { tradeAt } from "../trading/trade-columns.ts";
import { executionText } from "./execution-text.ts";
import { exitsText } from "./exits-text.ts";
import {
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSignedMoney,
  formatSignedPercent,
} from "./format.ts";
import { markdownCode, markdownTable, markdownText } from "./markdown-text.ts";
import { metricGroups } from "./metric-lines.ts";
import { monthGrid } from "./month-grid.ts";
import { reproduceCommands } from "./reproduce-command.ts";
import { rowLabels } from "./row-labels.ts";
import { paidParts, runFacts } from "./run-facts.ts";
import { extentText, notFilledText, paramsText, periodText, worstFirst } from "./run-texts.ts";
import { sentence } from "./sentence.ts";
import { excursionsText, tradesText } from "./trades-text.ts";
import { verdictText } from "./verdict-text.ts";
import { walkForwardTexts } from "./walk-forward-text.ts";

const MOST_TRADES = 200;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A run as Markdown (with GitHub's tables): guards first, then numbers, months, trades and how to repeat it. */
export function renderMarkdown(detail: RunDetail): string {
  const { record } = detail;
  return [
    ...headPart(record),
    ...guardsPart(record),
    ...verdictPart(record),
    ...walkForwardPart(record),
    ...metricsPart(record),
    ...costsPart(record),
    ...monthsPart(detail),
    ...tradesPart(detail),
    ...notesPart(record),
    ...reproducePart(record),
    "",
  ].join("\n\n");
}

function headPart(record: RunRecord): string[] {
  const { data, spec, tag, note } = record;
  return [
    `# ${markdownText(`${spec.strategy.name} ${paramsText(record)}`)} on ${markdownText(data.symbol)} ${markdownText(data.timeframe)}`,
    `${periodText(record)}, ${markdownText(extentText(record))}, ${record.engine} engine`,
    ...(tag === null ? [] : [`Tag: ${markdownText(tag)}`]),
    ...(note === null ? [] : [`Remark: ${markdownText(note)}`]),
    ...(data.isSynthetic ? ["**SYNTHETIC PRICES: no market ever traded them.**"] : []),
  ];
}

function guardsPart({ guards }: RunRecord): string[] {
  const findings = worstFirst(guards.findings);
  const hasFailed = findings.some(({ status }) => status === "failed");
  return [
    "## Can this result be trusted?",
    ...(hasFailed ? ["**A GUARD FAILED: don't rely on the numbers below.**"] : []),
    findings.length === 0
      ? "No check was made."
      : markdownTable(
          ["", "guard", "finding"],
          findings.map(({ status, label, headline, detail }) => [
            status === "failed" ? "**FAILED**" : status,
            markdownText(label),
            [headline, detail]
              .filter((part) => part !== "")
              .map(markdownText)
              .join(". "),
          ]),
        ),
  ];
}

function verdictPart({ verdict }: RunRecord): string[] {
  if (verdict === undefined) return [];
  return [
    "## Real or luck?",
    `**${verdictText(verdict.label)}**`,
    verdict.reasons.map((reason) => `- ${markdownText(sentence(reason))}`).join("\n"),
    `What would settle it: ${markdownText(verdict.wouldSettleIt)}`,
  ];
}

function walkForwardPart(record: RunRecord): string[] {
  const texts = walkForwardTexts(record);
  if (texts === null) return [];
  const { plan, facts, columns, rows, matrix } = texts;
  const table = (heads: typeof columns, cells: typeof rows) =>
    markdownTable(
      heads.map(({ head }) => markdownText(head)),
      cells.map((row) => row.map(markdownText)),
    );
  return [
    "## Walk-forward",
    markdownText(plan),
    facts.map(([label, text]) => `- ${markdownText(`${label}: ${text}`)}`).join("\n"),
    ...(matrix === null ? [] : [table(matrix.columns, matrix.rows)]),
    table(columns, rows),
  ];
}

function metricsPart(record: RunRecord): string[] {
  return metricGroups(record, METRICS).flatMap(({ title, lines }) => [
    `## ${title}`,
    markdownTable(
      ["metric", "value"],
      lines.map(({ label, value, reason }) => [
        markdownText(label),
        reason === null ? value : `${value} (${markdownText(reason)})`,
      ]),
    ),
  ]);
}

function costsPart(record: RunRecord): string[] {
  const facts = runFacts(record);
  return [
    "## From gross to net",
    markdownTable(
      ["", "money"],
      [
        ["gross", formatSignedMoney(facts.gross)],
        ...paidParts(facts).map(([label, money]) => [label.toLowerCase(), formatMoney(-money)]),
        ["net", formatSignedMoney(facts.net)],
      ],
    ),
    `In force: ${markdownText(executionText(record.spec.settings))}. Break-even cost ${formatPercent(facts.breakEvenCost, 3)} a side.`,
  ];
}

function monthsPart({ sessions, record }: RunDetail): string[] {
  const grid = monthGrid(sessions, record.spec.settings.cash);
  if (grid.length === 0) return [];
  return [
    "## Monthly returns",
    markdownTable(
      ["year", ...MONTHS, "total"],
      grid.map(({ year, months, total }) => [
        String(year),
        ...Array.from(months, (month) => (Number.isNaN(month) ? "" : formatPercent(month, 1))),
        formatPercent(total, 1),
      ]),
    ),
  ];
}

function tradesPart(detail: RunDetail): string[] {
  const { trades, record } = detail;
  if (trades.length === 0) return ["## Trades", "None."];
  const labels = rowLabels(detail);
  const shown = Math.min(trades.length, MOST_TRADES);
  const time = labels.isDaily ? "" : " (UTC)";
  const rows = Array.from({ length: shown }, (_, i) => {
    const { side, entryPrice, exitPrice, quantity, pnl, returnFraction, mae, mfe, exitReason, isAmbiguous } = tradeAt(
      trades,
      i,
    );
    return [
      formatNumber(i + 1, 0),
      side,
      labels.entry(i),
      labels.exit(i),
      formatQuantity(quantity),
      formatPrice(entryPrice),
      formatPrice(exitPrice),
      formatSignedMoney(pnl),
      formatSignedPercent(returnFraction),
      formatPercent(mae),
      formatSignedPercent(mfe),
      isAmbiguous ? `${exitReason} \\*` : exitReason,
    ];
  });
  const rest = trades.length - shown;
  const hasAmbiguous = trades.isAmbiguous.subarray(0, shown).includes(1);
  const excursions = excursionsText(record);
  return [
    "## Trades",
    [
      tradesText(detail),
      `stops and targets: ${exitsText(record.spec.settings)}`,
      ...(excursions === "" ? [] : [`excursions: ${excursions}`]),
    ]
      .map((line) => `- ${markdownText(line)}`)
      .join("\n"),
    markdownTable(
      ["", "side", `entry${time}`, `exit${time}`, "quantity", "in", "out", "pnl", "return", "MAE", "MFE", "left by"],
      rows,
    ),
    ...(hasAmbiguous ? ["\\* The outcome depends on the order of prices inside a bar."] : []),
    ...(rest > 0
      ? [`${formatNumber(rest, 0)} more: \`backsight report ${record.id} --out run.json\` has them all.`]
      : []),
  ];
}

function notesPart(record: RunRecord): string[] {
  const notFilled = notFilledText(record);
  const notes = [
    ...record.notes,
    ...record.data.notes,
    ...(notFilled === "" ? [] : [`signals and orders without a fill: ${notFilled}`]),
  ];
  return notes.length === 0 ? [] : ["## Notes", notes.map((note) => `- ${markdownText(note)}`).join("\n")];
}

function reproducePart(record: RunRecord): string[] {
  const { run, rerun } = reproduceCommands(record);
  return [
    "## Reproduce",
    rerun === null
      ? "Not reproducible from here: the strategy lived in a session (inline). Move it to a file to make its runs repeatable."
      : markdownCode(`${rerun}\n${run}`, "sh"),
    markdownTable(
      ["", ""],
      [
        ["run", record.id],
        ["spec", record.specHash],
        ["data", record.dataHash],
        ["result", record.resultHash],
        ["code", record.spec.strategy.codeHash],
        ["Backsight", record.backsightVersion],
      ].map(([name, value]) => [name!, markdownText(value!)]),
    ),
  ];
}
