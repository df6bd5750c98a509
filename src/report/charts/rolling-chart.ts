import { formatCounted, formatNumber, formatPercent } from "../format.ts";
import type { RollingSharpe } from "../rolling-sharpe.ts";
import { extent } from "./extent.ts";
import { lineSeries } from "./line-series.ts";
import { type Box, labelRoom, legend, rowAxis, valueAxis } from "./panel.ts";
import { linearScale } from "./scale.ts";
import { type CursorPanel, emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { niceAxis } from "./ticks.ts";
import { timeTicks } from "./time-axis.ts";
import { labelled } from "./value-scale.ts";

/** The Sharpe ratio over a trailing window, strategy against benchmark, with a line at 0. */
export function rollingChart(rolling: RollingSharpe | undefined, { width }: { readonly width: number }): Scene {
  const title = "Rolling Sharpe ratio";
  if (rolling === undefined) return emptyScene(width, title, "The run is too short for a rolling statistic.");
  const { time, strategy, benchmark, window, noun } = rolling;
  const range = extent(strategy, benchmark);
  if (range === undefined) return emptyScene(width, title, "Returns that don't vary have no Sharpe ratio.");
  const isNarrow = width < 600;
  const height = isNarrow ? 240 : 270;
  const rows = time.length;
  const axis = niceAxis(Math.min(0, range[0]), Math.max(0, range[1]), 4);
  const ticks = labelled(axis.values, "plain");
  const left = labelRoom(ticks.map(({ label }) => label));
  const box: Box = { left, right: width - 14, top: 34, bottom: height - 30 };
  const scale = linearScale(axis.min, axis.max, box.bottom, box.top);
  const hasBenchmark = extent(benchmark) !== undefined;
  const nodes: SceneNode[] = [
    ...legend(
      [
        { style: "equity", text: "Strategy" },
        ...(hasBenchmark ? [{ style: "benchmark" as const, text: "Benchmark" }] : []),
      ],
      left,
      16,
      width,
    ),
    ...valueAxis(box, scale, ticks),
    { kind: "line", style: "reference", x1: left, y1: scale.at(0), x2: box.right, y2: scale.at(0) },
    ...(hasBenchmark ? [lineSeries(benchmark, box, scale, "benchmark")] : []),
    lineSeries(strategy, box, scale, "equity"),
    ...rowAxis(box, rows, timeTicks(time, isNarrow ? 5 : 12, Math.ceil((rows * 48) / (width - left))), width),
  ];
  const panel = (series: string, style: "equity" | "benchmark"): CursorPanel => {
    return { series, style, scale: "linear", min: axis.min, max: axis.max, top: box.top, bottom: box.bottom };
  };
  const panels = [panel("sharpe", "equity"), ...(hasBenchmark ? [panel("benchmarkSharpe", "benchmark")] : [])];
  const cursor = { track: "rolling", rows, left, right: box.right, top: box.top, bottom: box.bottom, panels };
  return { width, height, title, summary: summaryOf(strategy, window, noun), nodes, cursor };
}

function summaryOf(strategy: Float64Array, window: number, noun: string): string {
  const over = `Over trailing ${formatCounted(window, noun)}`;
  const range = extent(strategy);
  if (range === undefined) return `${over}, the strategy's returns never varied.`;
  const known = strategy.filter((value) => !Number.isNaN(value));
  const above = known.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  const last = strategy[strategy.length - 1]!;
  const now = Number.isNaN(last) ? "undefined at the end" : `${formatNumber(last, 2)} at the end`;
  return `${over} the annual Sharpe ratio lay between ${formatNumber(range[0], 2)} and ${formatNumber(range[1], 2)}, above 0 in ${formatPercent(above / known.length, 0)} of them; ${now}.`;
}
