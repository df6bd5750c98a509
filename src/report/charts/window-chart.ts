import type { Curve } from "../../run/run-detail.ts";
import type { WalkForwardRecord, WalkForwardWindowRecord } from "../../run/walk-forward/walk-forward-record.ts";
import { formatCounted, formatSignedPercent } from "../format.ts";
import { decimate } from "./decimate.ts";
import { type Box, labelRoom, legend, valueAxis } from "./panel.ts";
import { linePath } from "./path.ts";
import type { Scale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { valueScale } from "./value-scale.ts";
import { windowAxis, windowScale } from "./window-axis.ts";

const TALLEST_ROW = 14;
const MOST_HEIGHT = 260;

/**
 * Stitched equity over the windows that made it: every second window is shaded; below, each window is a row with its
 * training part in grey and its test in blue where it gained, in vermilion where it lost, the part beyond the stitched
 * curve pale.
 */
export function windowChart(curve: Curve, walk: WalkForwardRecord, { width }: { readonly width: number }): Scene {
  const title = "Windows";
  const { windows } = walk;
  const isNarrow = width < 600;
  const [top, equityBottom] = [34, isNarrow ? 190 : 250];
  const value = valueScale([curve.equity], "auto", { top, bottom: equityBottom }, "money");
  if (windows.length === 0 || value === undefined) return emptyScene(width, title, "No windows to show.");
  const left = labelRoom(value.ticks.map(({ label }) => label));
  const right = width - 14;
  const rowHeight = Math.min(TALLEST_ROW, MOST_HEIGHT / windows.length);
  const rowsTop = equityBottom + 26;
  const bottom = rowsTop + rowHeight * windows.length;
  const equityBox: Box = { left, right, top, bottom: equityBottom };
  const rowsBox: Box = { left, right, top: rowsTop, bottom };
  const time = windowScale(walk, equityBox);
  const nodes: SceneNode[] = [
    ...windows.flatMap((window, k) => (k % 2 === 0 ? [] : [shade(window, k, time, equityBox)])),
    ...legend([{ style: "equity", text: "Stitched equity" }], left, 16, width),
    ...valueAxis(equityBox, value.scale, value.ticks),
    equityLine(curve, time, value.scale, equityBox),
    { kind: "text", style: "panel-label", x: left, y: rowsTop - 8, text: "Trained (grey), tested (coloured)" },
    ...windows.flatMap((window, k) => windowRow(window, k, time, rowsTop + k * rowHeight, rowHeight)),
    ...windowAxis(time, rowsBox, width),
  ];
  const gained = windows.filter(({ tested }) => (tested.annualReturn ?? 0) > 0).length;
  return {
    ...{ width, height: bottom + 30, title, nodes },
    summary: `${formatCounted(windows.length, "window")}, each tested on what followed its training; ${gained} of them gained.`,
  };
}

function equityLine({ time: times, equity }: Curve, time: Scale, value: Scale, { left, right }: Box): SceneNode {
  const rows = decimate(equity, Math.max(1, Math.floor((right - left) / 1.5)));
  const xs = Array.from(rows, (row) => time.at(times[row]!));
  const ys = Array.from(rows, (row) => value.at(equity[row]!));
  return { kind: "path", style: "equity", d: linePath(xs, ys) };
}

function shade({ outOfSample }: WalkForwardWindowRecord, k: number, time: Scale, box: Box): SceneNode {
  const [x, end] = [time.at(Date.parse(outOfSample.start)), time.at(Date.parse(outOfSample.end))];
  const height = box.bottom - box.top;
  return { kind: "rect", style: "shade", x, y: box.top, width: Math.max(1, end - x), height, tip: `Window ${k + 1}` };
}

function windowRow(
  { train, test, outOfSample, tested }: WalkForwardWindowRecord,
  k: number,
  time: Scale,
  y: number,
  rowHeight: number,
): SceneNode[] {
  const annual = tested.annualReturn;
  const gain = annual === null ? "in cash" : `${formatSignedPercent(annual)} a year`;
  const bar = (
    part: { readonly start: string; readonly end: string },
    style: "neutral" | "up" | "down",
    opacity: number,
  ) => {
    const [x, end] = [time.at(Date.parse(part.start)), time.at(Date.parse(part.end))];
    const tip = `Window ${k + 1}, ${part.start.slice(0, 10)} to ${part.end.slice(0, 10)}: ${gain}`;
    const size = { width: Math.max(1, end - x), height: Math.max(1, rowHeight * 0.7) };
    return { kind: "rect", style, x, y, ...size, opacity, tip } as const;
  };
  const style = annual === null || annual === 0 ? "neutral" : annual < 0 ? "down" : "up";
  return [bar(train, "neutral", 0.35), bar(test, style, 0.3), bar(outOfSample, style, 0.9)];
}
