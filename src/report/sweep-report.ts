import { requirementText } from "../optimize/objectives/requirement.ts";
import { valueOfScore } from "../optimize/objectives/search-objective.ts";
import type { RunRecord } from "../run/run-record.ts";
import { parameterLabels } from "./charts/parameter-labels.ts";
import { formatByUnit, formatCounted, formatNumber } from "./format.ts";
import { chartCard } from "./html/figure.ts";
import { failedFindings } from "./html/guard-status.ts";
import { guardAlarm } from "./html/guards-section.ts";
import { headerSection } from "./html/header.ts";
import { type Html, html } from "./html/html.ts";
import { htmlPage } from "./html/page.ts";
import { verdictSection } from "./html/verdict-section.ts";
import { objectiveText } from "./objective-text.ts";
import { plateauText } from "./plateau-text.ts";
import { periodText } from "./run-texts.ts";
import { type PictureTable, type SweepPicture, sweepPictures } from "./sweep-pictures.ts";
import { type SweepView, type SweptSpace, sweepView } from "./sweep-view.ts";

const LISTED = 20;

/**
 * A sweep as one HTML page that needs nothing else: what is said against its best run first, the best combinations, which
 * parameters matter and how flat the ground is around the best, and all pictures, each with its table. The same sweep
 * gives the same bytes.
 *
 * @param record of the best, run in full after all were counted
 */
export function renderSweep(record: RunRecord, swept: SweptSpace): string {
  const view = sweepView(swept);
  const { summary, method, objective, robust, goals } = view;
  const { name } = record.spec.strategy;
  const warning = failedFindings(record.guards.findings).length > 0 ? "GUARD FAILED: " : "";
  return htmlPage({
    title: `${warning}Sweep: ${name} on ${record.data.symbol}, ${periodText(record)}`,
    generator: `Backsight ${record.backsightVersion}`,
    header: html`${headerSection(record, "Sweep report: the best run")}${guardAlarm(record)}`,
    main: html`<section class="card"><h2>${formatCounted(summary.trials, "combination")}, ${goals.length > 1 ? "a Pareto front" : "the best"} by ${objectiveText(objective, robust)}</h2>
<ul class="notes">${sweepFacts(view, method).map((fact) => html`<li>${fact}</li>`)}</ul>${tableOf(bestTable(view))}</section>
${verdictSection(record)}
${sweepPictures(view).map(pictureCard)}`,
    footer: `Backsight ${record.backsightVersion} · run ${record.id} · ${record.createdAt} · the best of many is mostly luck; past results say nothing certain about future ones`,
    data: {},
  });
}

function sweepFacts(view: SweepView, method: string): string[] {
  const { summary, objective, rows, seen, plateau, goals } = view;
  const rules = [
    ...(objective.minTrades > 0 ? [`at least ${formatCounted(objective.minTrades, "trade")}`] : []),
    ...objective.requirements.map(requirementText),
  ];
  return [
    `Searched by ${method}.`,
    ...(rules.length === 0
      ? []
      : [`Ranked is what has ${rules.join(", ")}; ${formatNumber(summary.unranked, 0)} had no rank.`]),
    ...(summary.failed === 0 ? [] : [`${formatCounted(summary.failed, "combination")} failed.`]),
    ...(seen > rows.length
      ? [`The pictures show ${formatNumber(rows.length, 0)} of ${formatNumber(seen, 0)}, each with the same chance.`]
      : []),
    ...(plateau === null ? [] : [plateauText(plateau, goals[0]!)]),
  ];
}

function bestTable({ summary, objective, goals }: SweepView): PictureTable {
  const shown = summary.best.slice(0, LISTED);
  const others = ["sharpeRatio", "totalReturn", "maxDrawdown", "tradesCount"] as const;
  const units = ["ratio", "fraction", "fraction", "count"] as const;
  return {
    heads: [
      ...Object.keys(shown[0]?.params ?? {}),
      ...goals.map(({ label }) => `${label} (ranked by)`),
      ...["Sharpe", "return", "drawdown", "trades"],
    ],
    rows: shown.map(({ params, scores, statistics }) => [
      ...parameterLabels(Object.values(params)),
      ...goals.map((goal, k) => formatByUnit(valueOfScore(objective.goals[k]!, scores[k]!), goal.unit)),
      ...others.map((id, k) => formatByUnit(statistics[id], units[k]!)),
    ]),
  };
}

function pictureCard({ heading, draw, table }: SweepPicture): Html {
  const below =
    table === null ? null : html`<details><summary>The same as a table</summary>${tableOf(table, heading)}</details>`;
  return chartCard(heading, draw, below);
}

function tableOf({ heads, rows }: PictureTable, label = "The best combinations"): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${heads.map(
    (head, i) => html`<th scope="col"${i > 0 ? html` class="num"` : null}>${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="num">${cell}</td>`))}</tr>`,
  )}</tbody></table></div>`;
}
