import { quantile } from "../../math/quantile.ts";
import { formatCounted, formatMoney } from "../format.ts";
import { lineSeries } from "./line-series.ts";
import { type Box, labelRoom, legend, rowAxis, valueAxis } from "./panel.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { linearTicks } from "./ticks.ts";
import { valueScale } from "./value-scale.ts";

/** What the paths of a cross-validation are drawn from. */
export interface PathsChartInput {
  /** Returns per period of complete paths through the history, all out of sample. */
  readonly paths: readonly Float64Array[];
  /** Returns of what was chosen with all of the history known. */
  readonly chosen: Float64Array;
  /** What a return is of: "session". */
  readonly noun: string;
  /** Money that each begins with. */
  readonly startingCash: number;
}

/** The paths of combinatorial purged cross-validation as a fan of lines, and over them what hindsight chose. */
export function pathsChart(
  { paths, chosen, noun, startingCash }: PathsChartInput,
  { width }: { readonly width: number },
): Scene {
  const title = "Paths out of sample";
  const isNarrow = width < 600;
  const height = isNarrow ? 280 : 360;
  const span = { top: 44, bottom: height - 46 };
  const grown = paths.map((path) => equityOf(path, startingCash));
  const best = equityOf(chosen, startingCash);
  const found = valueScale([...grown, best], "auto", span, "money");
  if (found === undefined || paths.length === 0 || chosen.length < 2) {
    return emptyScene(width, title, "There are no paths to draw.");
  }
  const { scale, ticks } = found;
  const left = labelRoom(ticks.map(({ label }) => label));
  const box: Box = { left, right: width - 14, ...span };
  const rows = best.length;
  const places = linearTicks(0, rows - 1, isNarrow ? 4 : 10).map((row) => ({ row, label: String(row) }));
  const nodes: SceneNode[] = [
    ...legend(
      [
        { style: "equity", text: isNarrow ? "Hindsight" : "Chosen with hindsight" },
        { style: "second", text: `${formatCounted(paths.length, "path")} out of sample` },
      ],
      left,
      16,
      width,
    ),
    ...valueAxis(box, scale, ticks),
    {
      kind: "line",
      style: "reference",
      x1: left,
      y1: scale.at(startingCash),
      x2: box.right,
      y2: scale.at(startingCash),
    },
    ...grown.map((path) => lineSeries(path, box, scale, "second")),
    lineSeries(best, box, scale, "equity"),
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
  const ends = grown.map((path) => path[path.length - 1]!);
  const summary = `Chosen anew on other parts of the history, ${formatCounted(paths.length, "path")} end between ${formatMoney(Math.min(...ends))} and ${formatMoney(Math.max(...ends))}, the middle one at ${formatMoney(quantile(ends, 0.5))}; what hindsight chose ends at ${formatMoney(best[rows - 1]!)}.`;
  return { width, height, title, summary, nodes };
}

function equityOf(returns: Float64Array, startingCash: number): Float64Array {
  const equity = new Float64Array(returns.length + 1);
  equity[0] = startingCash;
  for (let i = 0; i < returns.length; i++) equity[i + 1] = Math.max(0, equity[i]! * (1 + returns[i]!));
  return equity;
}
