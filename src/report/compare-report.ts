import type { RunDetail } from "../run/run-detail.ts";
import type { RunRecord } from "../run/run-record.ts";
import { comparisonChart } from "./charts/comparison-chart.ts";
import { rebaseCurves } from "./compare/rebased-curves.ts";
import { type CursorData, columnData } from "./cursor-data.ts";
import {
  comparedGuardsSection,
  comparedMetricsSection,
  comparedSpecsSection,
  comparisonHeader,
} from "./html/comparison-sections.ts";
import { chartCard } from "./html/figure.ts";
import { html } from "./html/html.ts";
import { htmlPage } from "./html/page.ts";
import { paramsText } from "./run-texts.ts";

const DAY_MS = 86_400_000;
const LONGEST_NAME = 44;

/**
 * Two runs on one HTML page that needs nothing else: what each says against itself, equity from a common 100, every
 * metric with its difference, and what differs between the runs' parameters and settings. A stays left, B right, in
 * the order given; the same details give the same bytes.
 */
export function renderComparison(a: RunDetail, b: RunDetail): string {
  const curves = rebaseCurves(a, b);
  const rowTime = Float64Array.from(curves.day, (day) => day * DAY_MS);
  const names = [legendName("A", a.record), legendName("B", b.record)] as const;
  const data: CursorData = {
    isDaily: true,
    time: Array.from(rowTime),
    series: {
      a: columnData(curves.a, 100),
      b: columnData(curves.b, 100),
      drawdownA: columnData(curves.drawdownA, 1e4),
      drawdownB: columnData(curves.drawdownB, 1e4),
    },
    trades: { entry: [], exit: [], side: [], result: [], mae: [], mfe: [] },
  };
  return htmlPage({
    title: `${a.record.spec.strategy.name} and ${b.record.spec.strategy.name}: runs ${a.record.id} and ${b.record.id}`,
    generator: `Backsight ${a.record.backsightVersion}`,
    header: comparisonHeader(a.record, b.record),
    main: html`${comparedGuardsSection(a.record, b.record)}
${chartCard("Equity, rebased to 100", (width) => comparisonChart(curves, { width, rowTime, names }))}
${comparedMetricsSection(a.record, b.record)}
${comparedSpecsSection(a.record, b.record)}`,
    footer: `Backsight ${a.record.backsightVersion} · runs ${a.record.id} and ${b.record.id} · all times in UTC · past results say nothing certain about future ones`,
    data,
  });
}

function legendName(letter: "A" | "B", record: RunRecord): string {
  const name = `${letter} ${record.spec.strategy.name} ${paramsText(record)}`.trim();
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
