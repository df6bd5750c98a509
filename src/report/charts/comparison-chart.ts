import type { RebasedCurves } from "../compare/rebased-curves.ts";
import { formatDate, formatNumber, formatPercent } from "../format.ts";
import { SHALLOWEST } from "./equity-chart.ts";
import { extent } from "./extent.ts";
import { lineSeries } from "./line-series.ts";
import { type Box, labelRoom, legend, rowAxis, rowX, valueAxis } from "./panel.ts";
import { linearScale } from "./scale.ts";
import { type CursorPanel, emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { niceAxis } from "./ticks.ts";
import { timeTicks } from "./time-axis.ts";
import { labelled, valueScale } from "./value-scale.ts";

/** What a comparison's picture must be told. */
export interface ComparisonChartOptions {
  /** Width in pixels; below 600 the picture is drawn for a telephone. */
  readonly width: number;
  /** An instant inside each session, epoch milliseconds. */
  readonly rowTime: Float64Array;
  readonly names: readonly [a: string, b: string];
}

/** Two runs' equity from a common 100, and their drawdowns below on the same time axis. */
export function comparisonChart(curves: RebasedCurves, { width, rowTime, names }: ComparisonChartOptions): Scene {
  const title = "Equity, rebased to 100";
  const isNarrow = width < 600;
  const height = isNarrow ? 400 : 500;
  const top = isNarrow ? 48 : 34;
  const equityBottom = height - (isNarrow ? 128 : 170);
  const rows = curves.day.length;
  const value = valueScale([curves.a, curves.b, Float64Array.of(100)], "auto", { top, bottom: equityBottom }, "plain");
  if (rows === 0 || value === undefined) return emptyScene(width, title, "No sessions to show.");
  const worstA = extent(curves.drawdownA)?.[0] ?? 0;
  const worstB = extent(curves.drawdownB)?.[0] ?? 0;
  const falls = niceAxis(Math.min(worstA, worstB, SHALLOWEST), 0, isNarrow ? 2 : 3);
  const fallTicks = labelled(falls.values, "percent");
  const left = labelRoom([...value.ticks, ...fallTicks].map(({ label }) => label));
  const right = width - 14;
  const equityBox: Box = { left, right, top, bottom: equityBottom };
  const fallBox: Box = { left, right, top: equityBottom + 30, bottom: height - 30 };
  const fall = linearScale(falls.min, 0, fallBox.bottom, fallBox.top);
  const nodes: SceneNode[] = [
    ...legend(
      [
        { style: "equity", text: names[0] },
        { style: "second", text: names[1] },
        ...(value.scale.kind === "log" ? [{ text: "(log scale)" }] : []),
      ],
      left,
      16,
      width,
    ),
    ...valueAxis(equityBox, value.scale, value.ticks),
    { kind: "line", style: "reference", x1: left, y1: value.scale.at(100), x2: right, y2: value.scale.at(100) },
    ...commonStart(curves, equityBox, fallBox.bottom, rows),
    lineSeries(curves.b, equityBox, value.scale, "second"),
    lineSeries(curves.a, equityBox, value.scale, "equity"),
    { kind: "text", style: "panel-label", x: left, y: fallBox.top - 9, text: "Drawdown" },
    ...valueAxis(fallBox, fall, fallTicks),
    lineSeries(curves.drawdownB, fallBox, fall, "second-thin"),
    lineSeries(curves.drawdownA, fallBox, fall, "equity-thin"),
    ...rowAxis(fallBox, rows, timeTicks(rowTime, isNarrow ? 5 : 12, Math.ceil((rows * 48) / (width - left))), width),
  ];
  const panel = (series: string, style: CursorPanel["style"], { scale, min, max, box }: PanelScale): CursorPanel => ({
    series,
    style,
    scale,
    min,
    max,
    top: box.top,
    bottom: box.bottom,
  });
  const upper: PanelScale = { scale: value.scale.kind, min: value.scale.min, max: value.scale.max, box: equityBox };
  const lower: PanelScale = { scale: "linear", min: falls.min, max: 0, box: fallBox };
  return {
    width,
    height,
    title,
    summary: summaryOf(curves, names, worstA, worstB),
    nodes,
    cursor: {
      rows,
      left,
      right,
      top,
      bottom: fallBox.bottom,
      panels: [
        panel("a", "equity", upper),
        panel("b", "second", upper),
        panel("drawdownA", "equity", lower),
        panel("drawdownB", "second", lower),
      ],
    },
  };
}

interface PanelScale {
  readonly scale: "linear" | "log";
  readonly min: number;
  readonly max: number;
  readonly box: Box;
}

/** Where the later of two runs begins, when that isn't where the picture begins. */
function commonStart({ common }: RebasedCurves, box: Box, bottom: number, rows: number): SceneNode[] {
  if (common === null || common.first === 0) return [];
  const x = rowX(box, rows, common.first);
  return [{ kind: "line", style: "reference", x1: x, y1: box.top, x2: x, y2: bottom }];
}

function summaryOf(
  { day, a, b, common }: RebasedCurves,
  names: readonly string[],
  worstA: number,
  worstB: number,
): string {
  const dateOf = (row: number) => formatDate(day[row]! * 86_400_000);
  const end = (column: Float64Array) => formatNumber(column.findLast((value) => !Number.isNaN(value)) ?? NaN, 2);
  const base =
    common === null
      ? "The runs share no session: each is 100 at its own start."
      : `Both are 100 at the start of ${dateOf(common.first)}; they share the sessions to ${dateOf(common.last)}.`;
  return `${base} ${names[0]} ended at ${end(a)} (worst drawdown ${formatPercent(worstA)}), ${names[1]} at ${end(b)} (${formatPercent(worstB)}).`;
}
