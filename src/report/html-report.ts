import type { RunDetail } from "../run/run-detail.ts";
import { simpleReturns } from "../run/session-equity.ts";
import { equityChart } from "./charts/equity-chart.ts";
import { heatMap } from "./charts/heat-map.ts";
import { histogram } from "./charts/histogram.ts";
import { priceChart } from "./charts/price-chart.ts";
import { cursorData } from "./cursor-data.ts";
import { policyHash } from "./hash-base64.ts";
import { costsSection } from "./html/costs-section.ts";
import { chartCard } from "./html/figure.ts";
import { guardsSection } from "./html/guards-section.ts";
import { headerSection } from "./html/header.ts";
import { Html, html, scriptJson } from "./html/html.ts";
import { kpiSection } from "./html/kpi-section.ts";
import { metricsSection } from "./html/metrics-section.ts";
import { notesSection } from "./html/notes-section.ts";
import { pageCss } from "./html/page-style.ts";
import { reproduceSection } from "./html/reproduce-section.ts";
import { tradesSection } from "./html/trades-section.ts";
import { metricGroups } from "./metric-lines.ts";
import { monthGrid } from "./month-grid.ts";
import { REPORT_SCRIPT } from "./report-script.generated.ts";
import { rowLabels } from "./row-labels.ts";
import { periodText } from "./run-texts.ts";

/**
 * A run as one HTML page that needs nothing else: no network, no other file; it reads well without its script and on
 * paper. Its content security policy allows exactly its own style sheet and script, by hash. The same detail gives the
 * same bytes.
 */
export function renderHtml(detail: RunDetail): string {
  const { record, curve, sessions, trades } = detail;
  const { symbol } = record.data;
  const startingCash = record.spec.settings.cash;
  const labels = rowLabels(detail);
  const isGrouped = curve.time.length < record.data.bars;
  const css = pageCss();
  const policy = [
    "default-src 'none'",
    `style-src '${policyHash(css)}'`,
    `script-src '${policyHash(REPORT_SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Backsight ${record.backsightVersion}">
<title>${record.spec.strategy.name} on ${symbol}, ${periodText(record)}</title>
<style>${new Html(css)}</style>
<script>${new Html(REPORT_SCRIPT)}</script>
</head>
<body>
<div class="page">
${headerSection(record)}
<main>
${guardsSection(record)}
${kpiSection(record)}
${chartCard("Equity and drawdown", (width) => equityChart(curve, { width, rowTime: labels.rowTime, startingCash, isGrouped }))}
${chartCard("Price and trades", (width) => priceChart(curve, trades, labels.tradeRows, { width, rowTime: labels.rowTime, symbol }))}
${chartCard("Monthly returns", (width) => heatMap(monthGrid(sessions, startingCash), { width }))}
${chartCard("Distribution of session returns", (width) => histogram(simpleReturns(sessions.equity, startingCash), { width }))}
${tradesSection(detail, labels)}
${costsSection(record)}
${metricsSection(metricGroups(record, []))}
${notesSection(record)}
${reproduceSection(record)}
</main>
<footer>Backsight ${record.backsightVersion} · run ${record.id} · ${record.createdAt} · all times in UTC · past results say nothing certain about future ones</footer>
</div>
<script type="application/json" id="run-data">${scriptJson(cursorData(detail, labels))}</script>
</body>
</html>
`;
  return page.markup;
}
