import { mean, standardDeviation } from "../../math/moments.ts";
import { normalPdf } from "../../math/normal.ts";
import { quantile } from "../../math/quantile.ts";
import { formatCounted, formatSignedPercent } from "../format.ts";
import { type Bins, returnBins } from "../return-bins.ts";
import { axisLabels } from "./axis-labels.ts";
import { type Box, labelRoom, legend, valueAxis } from "./panel.ts";
import { linePath } from "./path.ts";
import { linearScale, type Scale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { linearTicks, niceAxis } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

/**
 * How returns are distributed: blue bars for gains, vermilion for losses, the normal curve of the same mean and
 * deviation over them, and the 5 % quantile. Sessions without any change (out of the market) are left out and counted in
 * the summary.
 */
export function histogram(returns: Float64Array, { width }: { readonly width: number }): Scene {
  const title = "Distribution of session returns";
  const changed = returns.filter((value) => value !== 0);
  const idle = returns.length - changed.length;
  const idlePart = idle > 0 ? ` ${formatCounted(idle, "session")} without any change left out.` : "";
  const bins = returnBins(changed);
  if (bins === undefined) {
    const text = "Too few different returns for a distribution.";
    return emptyScene(width, title, text, `${text}${idlePart}`);
  }
  const isNarrow = width < 600;
  const height = isNarrow ? 260 : 300;
  const center = mean(changed);
  const spread = standardDeviation(changed, 1);
  const peak = (changed.length * bins.step * normalPdf(0)) / spread;
  const counts = niceAxis(0, Math.max(peak, ...bins.counts), 4);
  const ticks = labelled(
    counts.values.filter((value) => Number.isInteger(value)),
    "plain",
  );
  const box: Box = {
    left: labelRoom(ticks.map(({ label }) => label)),
    right: width - 16,
    top: 40,
    bottom: height - 28,
  };
  const x = linearScale(bins.start, bins.start + bins.counts.length * bins.step, box.left, box.right);
  const y = linearScale(0, counts.max, box.bottom, box.top);
  const tail = quantile(changed, 0.05);
  const nodes: SceneNode[] = [
    ...legend(
      [
        { style: "overlay", text: isNarrow ? "Normal" : "Normal, same mean and deviation" },
        { style: "reference", text: `5% quantile ${formatSignedPercent(tail)}` },
      ],
      box.left,
      16,
      width,
    ),
    ...valueAxis(box, y, ticks),
    ...barNodes(bins, x, y),
    { kind: "path", style: "overlay", d: normalPath(bins, changed.length, center, spread, x, y) },
    { kind: "line", style: "reference", x1: x.at(tail), y1: box.top - 6, x2: x.at(tail), y2: box.bottom },
    ...returnAxis(box, x, isNarrow ? 4 : 9),
  ];
  return {
    width,
    height,
    title,
    summary: `Mean ${formatSignedPercent(center, 3)} and standard deviation ${formatSignedPercent(spread, 3).replace("+", "")} a session; one in twenty was below ${formatSignedPercent(tail)}.${idlePart}`,
    nodes,
  };
}

function barNodes({ start, step, counts }: Bins, x: Scale, y: Scale): SceneNode[] {
  const nodes: SceneNode[] = [];
  counts.forEach((count, i) => {
    if (count === 0) return;
    const from = start + i * step;
    const left = x.at(from);
    const top = y.at(count);
    nodes.push({
      kind: "rect",
      style: from + step / 2 < 0 ? "down" : "up",
      x: left + 0.5,
      y: top,
      width: Math.max(0.5, x.at(from + step) - left - 1),
      height: y.at(0) - top,
      opacity: 0.75,
      tip: `${formatSignedPercent(from)} to ${formatSignedPercent(from + step)}: ${formatCounted(count, "session")}`,
    });
  });
  return nodes;
}

function normalPath({ step }: Bins, n: number, center: number, spread: number, x: Scale, y: Scale): string {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let k = 0; k <= 120; k++) {
    const value = x.min + ((x.max - x.min) * k) / 120;
    xs.push(x.at(value));
    ys.push(y.at((n * step * normalPdf((value - center) / spread)) / spread));
  }
  return linePath(xs, ys);
}

function returnAxis(box: Box, x: Scale, count: number): SceneNode[] {
  const values = linearTicks(x.min, x.max, count);
  const labels = axisLabels(values, "percent");
  return [
    { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom },
    ...values.flatMap((value, i): SceneNode[] => [
      { kind: "line", style: "axis", x1: x.at(value), y1: box.bottom, x2: x.at(value), y2: box.bottom + 5 },
      { kind: "text", style: "tick-label", x: x.at(value), y: box.bottom + 19, text: labels[i]!, anchor: "middle" },
    ]),
  ];
}
