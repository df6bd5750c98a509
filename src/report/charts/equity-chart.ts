import type { Curve } from "../../run/run-detail.ts";
import { formatMoney, formatPercent } from "../format.ts";
import { extent, indexOfMin } from "./extent.ts";
import { areaSeries, bandSeries, lineSeries } from "./line-series.ts";
import { type Box, labelRoom, legend, rowAxis, rowX, valueAxis } from "./panel.ts";
import { linearScale } from "./scale.ts";
import { type CursorPanel, emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { niceAxis } from "./ticks.ts";
import { timeTicks } from "./time-axis.ts";
import { labelled, type ValueSpacing, valueScale } from "./value-scale.ts";

/** The axis of drawdowns reaches at least this far down, so that tiny ones look tiny. */
export const SHALLOWEST = -0.005;

/** What an equity chart may be told. */
export interface EquityChartOptions {
  /** Width in pixels; below 600 the picture is drawn for a telephone. */
  readonly width: number;
  /** An instant inside each row's period, epoch milliseconds: what the time axis is labelled by. */
  readonly rowTime: Float64Array;
  readonly startingCash: number;
  readonly spacing?: ValueSpacing;
  /** Each row stands for several bars, whose extremes are worth a band around the line. */
  readonly isGrouped?: boolean;
  /** Stretches to shade, numbered from 1; rows of the curve. */
  readonly shades?: readonly { readonly from: number; readonly to: number }[];
}

/** Equity against the benchmark, and the drawdown below on the same time axis. */
export function equityChart(curve: Curve, options: EquityChartOptions): Scene {
  const { width, rowTime, startingCash, spacing = "auto", isGrouped = false, shades = [] } = options;
  const isNarrow = width < 600;
  const height = isNarrow ? 380 : 470;
  const title = "Equity and drawdown";
  const rows = curve.time.length;
  const top = isNarrow ? 48 : 34;
  const equityBottom = height - (isNarrow ? 128 : 160);
  const value = valueScale(
    [curve.equity, curve.benchmark, Float64Array.of(startingCash)],
    spacing,
    { top, bottom: equityBottom },
    "money",
  );
  if (rows === 0 || value === undefined) return emptyScene(width, title, "No bars to show.");

  const worst = extent(curve.drawdown)?.[0] ?? 0;
  const deepest = Math.min(worst, SHALLOWEST);
  const drawdownBox = { top: equityBottom + 30, bottom: height - 30 };
  const falls = niceAxis(deepest, 0, isNarrow ? 2 : 3);
  const drawdownTicks = labelled(falls.values, "percent");
  const left = labelRoom([...value.ticks, ...drawdownTicks].map(({ label }) => label));
  const equityPanel: Box = { left, right: width - 14, top, bottom: equityBottom };
  const drawdownPanel: Box = { left, right: width - 14, ...drawdownBox };
  const fall = linearScale(falls.min, 0, drawdownBox.bottom, drawdownBox.top);

  const hasBenchmark = extent(curve.benchmark) !== undefined;
  const finalEquity = curve.equity[rows - 1]!;
  const finalBenchmark = curve.benchmark[rows - 1]!;
  const nodes: SceneNode[] = [
    ...shades.flatMap(({ from, to }, i) => shade(equityPanel, drawdownBox.bottom, rows, from, to, i + 1)),
    ...legend(
      [
        { style: "equity", text: isNarrow ? "Strategy" : `Strategy ${formatMoney(finalEquity)}` },
        ...(hasBenchmark
          ? [{ style: "benchmark" as const, text: isNarrow ? "Benchmark" : `Benchmark ${formatMoney(finalBenchmark)}` }]
          : []),
        { style: "reference", text: isNarrow ? "Start" : `Start ${formatMoney(startingCash)}` },
        ...(value.scale.kind === "log" ? [{ text: "(log scale)" }] : []),
      ],
      left,
      16,
      width,
    ),
    ...valueAxis(equityPanel, value.scale, value.ticks),
    referenceLine(equityPanel, value.scale.at(startingCash)),
  ];
  if (hasBenchmark) nodes.push(lineSeries(curve.benchmark, equityPanel, value.scale, "benchmark"));
  if (isGrouped) nodes.push(bandSeries(curve.equityLow, curve.equityHigh, equityPanel, value.scale, "equity-band"));
  nodes.push(lineSeries(curve.equity, equityPanel, value.scale, "equity"));
  nodes.push(
    { kind: "text", style: "panel-label", x: left, y: drawdownBox.top - 9, text: "Drawdown" },
    ...valueAxis(drawdownPanel, fall, drawdownTicks),
    areaSeries(curve.drawdown, 0, drawdownPanel, fall, "drawdown-area"),
    lineSeries(curve.drawdown, drawdownPanel, fall, "drawdown"),
    ...rowAxis(
      drawdownPanel,
      rows,
      timeTicks(rowTime, isNarrow ? 5 : 12, Math.ceil((rows * 48) / (width - left))),
      width,
    ),
  );
  if (worst < 0) nodes.push(troughNote(drawdownPanel, rows, indexOfMin(curve.drawdown), worst, fall.at(worst)));

  const panels: CursorPanel[] = [
    cursorPanel("equity", "equity", equityPanel, value.scale),
    ...(hasBenchmark ? [cursorPanel("benchmark", "benchmark", equityPanel, value.scale)] : []),
    cursorPanel("drawdown", "drawdown", drawdownPanel, fall),
  ];
  const benchmarkPart = hasBenchmark ? ` The benchmark ended at ${formatMoney(finalBenchmark)}.` : "";
  return {
    width,
    height,
    title,
    summary: `Equity went from ${formatMoney(startingCash)} to ${formatMoney(finalEquity)}; the worst drawdown was ${formatPercent(worst)}.${benchmarkPart}`,
    nodes,
    cursor: { rows, left, right: width - 14, top, bottom: drawdownBox.bottom, panels },
  };
}

function referenceLine(box: Box, y: number): SceneNode {
  return { kind: "line", style: "reference", x1: box.left, y1: y, x2: box.right, y2: y };
}

/** A band over both panels, with its number at the top. */
function shade(box: Box, bottom: number, rows: number, from: number, to: number, number: number): SceneNode[] {
  const left = rowX(box, rows, Math.max(0, from));
  const right = rowX(box, rows, to);
  return [
    {
      kind: "rect",
      style: "shade",
      x: left,
      y: box.top,
      width: Math.max(1, right - left),
      height: bottom - box.top,
      tip: `Drawdown ${number}`,
    },
    {
      kind: "text",
      style: "shade-label",
      x: (left + right) / 2,
      y: box.top + 11,
      text: String(number),
      anchor: "middle",
    },
  ];
}

/** The depth beside the deepest point, on the side that has room. */
function troughNote(box: Box, rows: number, row: number, worst: number, y: number): SceneNode {
  const x = rowX(box, rows, row);
  const isRight = x > (box.left + box.right) / 2;
  const textY = Math.min(y + 4, box.bottom - 5);
  return {
    kind: "text",
    style: "note",
    x: isRight ? x - 10 : x + 10,
    y: textY,
    text: formatPercent(worst),
    anchor: isRight ? "end" : "start",
  };
}

function cursorPanel(
  series: string,
  style: CursorPanel["style"],
  box: Box,
  scale: { kind: "linear" | "log"; min: number; max: number },
): CursorPanel {
  return { series, style, scale: scale.kind, min: scale.min, max: scale.max, top: box.top, bottom: box.bottom };
}
