import { METRICS } from "../metrics/catalogue.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { simpleReturns } from "../run/session-equity.ts";
import { chartedTrades } from "./charted-trades.ts";
import { equityChart } from "./charts/equity-chart.ts";
import { heatMap } from "./charts/heat-map.ts";
import { histogram } from "./charts/histogram.ts";
import { holdingHistogram } from "./charts/holding-histogram.ts";
import { priceChart } from "./charts/price-chart.ts";
import { returnScatter } from "./charts/return-scatter.ts";
import { rollingChart } from "./charts/rolling-chart.ts";
import { cursorData } from "./cursor-data.ts";
import { drawdownPeriods } from "./drawdown-periods.ts";
import { costsSection } from "./html/costs-section.ts";
import { drawdownsSection } from "./html/drawdowns-section.ts";
import { excursionsSection } from "./html/excursions-section.ts";
import { chartCard, chartPair } from "./html/figure.ts";
import { failedFindings } from "./html/guard-status.ts";
import { guardAlarm, guardsSection } from "./html/guards-section.ts";
import { headerSection } from "./html/header.ts";
import { html } from "./html/html.ts";
import { instrumentsSection } from "./html/instruments-section.ts";
import { kpiSection } from "./html/kpi-section.ts";
import { metricsSection } from "./html/metrics-section.ts";
import { notesSection } from "./html/notes-section.ts";
import { htmlPage } from "./html/page.ts";
import { reproduceSection } from "./html/reproduce-section.ts";
import { tradesSection } from "./html/trades-section.ts";
import { verdictSection } from "./html/verdict-section.ts";
import { walkForwardSection } from "./html/walk-forward-section.ts";
import { metricGroups } from "./metric-lines.ts";
import { monthGrid } from "./month-grid.ts";
import { runRollingSharpe } from "./rolling-sharpe.ts";
import { rowLabels } from "./row-labels.ts";
import { periodText } from "./run-texts.ts";

const MOST_DRAWDOWNS = 5;

/**
 * A run as one HTML page that needs nothing else: no network, no other file; it reads well without its script and on
 * paper. Guards stand before every number. The same detail gives the same bytes.
 */
export function renderHtml(detail: RunDetail): string {
  const { record, curve, sessions, trades } = detail;
  const { symbol, timeframe, start } = record.data;
  const startingCash = record.spec.settings.cash;
  const labels = rowLabels(detail);
  const { rowTime, tradeRows } = labels;
  const isGrouped = curve.time.length < record.data.bars;
  const drawdowns = drawdownPeriods(curve, startingCash, Date.parse(start), MOST_DRAWDOWNS);
  const shades = drawdowns.map(({ peakIndex, recoveryIndex }) => ({
    from: peakIndex,
    to: recoveryIndex ?? curve.time.length - 1,
  }));
  const rolling = runRollingSharpe(detail);
  const onChart = chartedTrades(detail, tradeRows);
  const main = html`${guardsSection(record)}
${verdictSection(record)}
${kpiSection(record)}
${walkForwardSection(detail)}
${chartCard("Equity and drawdown", (width) => equityChart(curve, { width, rowTime, startingCash, isGrouped, shades }))}
${drawdownsSection(record, drawdowns, labels)}
${chartCard("Rolling Sharpe ratio", (width) => rollingChart(rolling, { width }))}
${chartCard(trades.symbols.length > 1 ? "Index of the instruments and trades" : "Price and trades", (width) => priceChart(curve, onChart, tradeRows, { width, rowTime, symbol }))}
${chartCard("Monthly returns", (width) => heatMap(monthGrid(sessions, startingCash), { width }))}
${chartCard("Distribution of session returns", (width) => histogram(simpleReturns(sessions.equity, startingCash), { width }))}
${
  trades.length === 0
    ? null
    : chartPair("What the trades are like", [
        (width) => returnScatter(trades, tradeRows, rowTime, { width }),
        (width) => holdingHistogram(trades, timeframe, { width }),
      ])
}
${trades.length === 0 ? null : excursionsSection(trades)}
${instrumentsSection(detail)}
${tradesSection(detail, labels)}
${costsSection(record)}
${metricsSection(metricGroups(record, METRICS))}
${notesSection(record)}
${reproduceSection(record)}`;
  const warning = failedFindings(record.guards.findings).length > 0 ? "GUARD FAILED: " : "";
  return htmlPage({
    title: `${warning}${record.spec.strategy.name} on ${symbol}, ${periodText(record)}`,
    generator: `Backsight ${record.backsightVersion}`,
    header: html`${headerSection(record, record.walkForward === undefined ? undefined : "Walk-forward report")}${guardAlarm(record)}`,
    main,
    footer: `Backsight ${record.backsightVersion} · run ${record.id} · ${record.createdAt} · all times in UTC · past results say nothing certain about future ones`,
    data: cursorData(detail, labels, rolling),
  });
}
