import type { MonteCarloAnalysis } from "../run/monte-carlo/monte-carlo-analysis.ts";
import type { RunRecord } from "../run/run-record.ts";
import { type DistributionChartInput, distributionChart } from "./charts/distribution-chart.ts";
import { fanChart } from "./charts/fan-chart.ts";
import { chartCard } from "./html/figure.ts";
import { failedFindings } from "./html/guard-status.ts";
import { guardAlarm } from "./html/guards-section.ts";
import { headerSection } from "./html/header.ts";
import { type Html, html } from "./html/html.ts";
import { htmlPage } from "./html/page.ts";
import {
  lossByHorizon,
  type MonteCarloTable,
  monteCarloFacts,
  monteCarloHeading,
  monteCarloTables,
} from "./monte-carlo-lines.ts";
import { periodText } from "./run-texts.ts";

/**
 * A Monte Carlo analysis of a run as one HTML page that needs nothing else: the fan of equity, intervals of metrics,
 * drawdowns, risk of ruin. The same analysis gives the same bytes.
 */
export function renderMonteCarlo(record: RunRecord, analysis: MonteCarloAnalysis): string {
  const { fan, observed, noun, startingCash, permuted } = analysis;
  const horizon = lossByHorizon(analysis);
  const facts = monteCarloFacts(analysis);
  const { name } = record.spec.strategy;
  const warning = failedFindings(record.guards.findings).length > 0 ? "GUARD FAILED: " : "";
  return htmlPage({
    title: `${warning}Monte Carlo: ${name} on ${record.data.symbol}, ${periodText(record)}`,
    generator: `Backsight ${record.backsightVersion}`,
    header: html`${headerSection(record)}${guardAlarm(record)}`,
    main: html`<section class="card"><h2>What might have been</h2><p class="muted">${monteCarloHeading(analysis)}</p>${
      facts.length === 0 ? null : html`<ul class="notes">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>`
    }</section>
${
  fan === null || observed === null
    ? null
    : chartCard("Fan of equity", (width) => fanChart({ fan, observed, noun, startingCash }, { width }))
}
${permuted === null ? null : chartCard("Worlds without an edge", (width) => distributionChart(nullOf(analysis, permuted), { width }))}
${monteCarloTables(analysis).map(tableSection)}
${horizon === null ? null : tableSection(horizon)}`,
    footer: `Backsight ${record.backsightVersion} · run ${record.id} · ${record.createdAt} · what was drawn from the past says nothing certain about the future`,
    data: {},
  });
}

/** The Sharpe ratios of prices in another order, with the run's own in it. */
function nullOf({ metrics }: MonteCarloAnalysis, values: Float64Array): DistributionChartInput {
  const marked = metrics.find(({ id }) => id === "sharpeRatio")?.observed ?? NaN;
  return {
    title: "Sharpe ratio on prices in another order",
    values,
    noun: "permutation",
    marked,
    markedLabel: "This run",
  };
}

function tableSection({ title, heads, rows }: MonteCarloTable): Html {
  return html`<section class="card"><h2>${title}</h2><div class="scroll"><table><thead><tr>${heads.map(
    (head, i) => html`<th scope="col"${i > 0 || rows.length === 1 ? html` class="num"` : null}>${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, i) => (i === 0 && rows.length > 1 ? html`<th scope="row">${cell}</th>` : html`<td class="num">${cell}</td>`))}</tr>`,
  )}</tbody></table></div></section>`;
}
