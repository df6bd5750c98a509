import type { Fan } from "../../validation/monte-carlo/fan.ts";
import { formatCounted, formatMoney, formatPercent } from "../format.ts";
import { bandSeries, lineSeries } from "./line-series.ts";
import { type Box, labelRoom, legend, rowAxis, valueAxis } from "./panel.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { linearTicks } from "./ticks.ts";
import { valueScale } from "./value-scale.ts";

/** What a fan chart is drawn from. */
export interface FanChartInput {
  readonly fan: Fan;
  /** The record's own equity at the fan's horizons; NaN beyond its end. */
  readonly observed: Float64Array;
  /** What horizons count: "session". */
  readonly noun: string;
  readonly startingCash: number;
}

/**
 * Simulated equity as a fan: a band for each pair of outer quantiles, the darker the nearer to the middle, the median as a
 * line, and the record itself over it.
 */
export function fanChart(
  { fan, observed, noun, startingCash }: FanChartInput,
  { width }: { readonly width: number },
): Scene {
  const title = "Simulated equity";
  const { horizons, equity, shares } = fan;
  const rows = horizons.length;
  const isNarrow = width < 600;
  const height = isNarrow ? 280 : 380;
  const span = { top: 44, bottom: height - 46 };
  const found = valueScale([...equity, observed], "auto", span, "money");
  if (found === undefined || rows < 2) return emptyScene(width, title, "There are no paths to draw.");
  const { scale, ticks } = found;
  const left = labelRoom(ticks.map(({ label }) => label));
  const box: Box = { left, right: width - 14, ...span };
  const bands = Math.floor(shares.length / 2);
  const periods = horizons[rows - 1]!;
  const places = linearTicks(0, periods, isNarrow ? 4 : 10).map((period) => ({
    row: nearestRow(horizons, period),
    label: String(period),
  }));
  const last = (column: Float64Array) => column[rows - 1]!;
  const middle = equity[bands]!;
  const nodes: SceneNode[] = [
    ...legend(
      [
        { style: "equity", text: "This run" },
        { style: "second", text: "Median of the paths" },
        { text: bandsText(shares) },
      ],
      left,
      16,
      width,
    ),
    ...valueAxis(box, scale, ticks),
    ...Array.from({ length: bands }, (_, k) =>
      bandSeries(equity[k]!, equity[shares.length - 1 - k]!, box, scale, "equity-band"),
    ),
    {
      kind: "line",
      style: "reference",
      x1: left,
      y1: scale.at(startingCash),
      x2: box.right,
      y2: scale.at(startingCash),
    },
    lineSeries(middle, box, scale, "second"),
    lineSeries(observed, box, scale, "equity"),
    ...rowAxis(box, rows, places, width),
    {
      kind: "text",
      style: "tick-label",
      x: (left + box.right) / 2,
      y: height - 6,
      text: `${noun}s from the start`,
      anchor: "middle",
    },
  ];
  const summary = `After ${formatCounted(periods, noun)} the middle ${formatPercent(shares[shares.length - 1]! - shares[0]!, 0)} of the paths end between ${formatMoney(last(equity[0]!))} and ${formatMoney(last(equity[shares.length - 1]!))}, half of them above ${formatMoney(last(middle))}.`;
  return { width, height, title, summary, nodes };
}

function bandsText(shares: readonly number[]): string {
  const bands = Math.floor(shares.length / 2);
  const widths = Array.from({ length: bands }, (_, k) => formatPercent(shares[shares.length - 1 - k]! - shares[k]!, 0));
  return `Bands: ${widths.reverse().join(" and ")} of the paths`;
}

function nearestRow(horizons: Int32Array, period: number): number {
  let best = 0;
  for (let k = 1; k < horizons.length; k++) {
    if (Math.abs(horizons[k]! - period) < Math.abs(horizons[best]! - period)) best = k;
  }
  return best;
}
