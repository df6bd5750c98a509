import { dimensionBins } from "../../optimize/landscape/dimension-bins.ts";
import { bestPoint, type Landscape } from "../../optimize/landscape/landscape.ts";
import { valueOfScore } from "../../optimize/objectives/search-objective.ts";
import { extent } from "./extent.ts";
import { type Box, labelRoom, valueAxis } from "./panel.ts";
import { heatCells } from "./parameter-heat-map.ts";
import { labelPlaces, parameterLabels, rangeLabels } from "./parameter-labels.ts";
import { linePath } from "./path.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { goalAxisUnit, type SweptGoal } from "./swept-goal.ts";
import { niceAxis } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

const MOST_POINTS = 40;
const MOST_LINES = 8;
const LETTER = 6.8;
/** Pixels between the labels of two lines. */
const LABEL_GAP = 14;

/**
 * The score's surface over two parameters, cut into slices: the score along the first, a line for each value of the second
 * (eight stretches of it at most), the best over all others and
 * over the values of a stretch. The line through the best point is the strong one. Lines that
 * rise and fall together say that the two don't depend on each other.
 */
export function surfaceSlices(
  landscape: Landscape,
  [x, y]: readonly [number, number],
  { width, goal }: { readonly width: number; readonly goal: SweptGoal },
): Scene {
  const [across, other] = [landscape.dimensions[x]!, landscape.dimensions[y]!];
  const title = `${goal.label} along ${across.name}, a line for each ${other.name}`;
  const best = bestPoint(landscape);
  if (best === undefined) return emptyScene(width, title, "No combination has a rank.");
  const bins = [dimensionBins(across, MOST_POINTS), dimensionBins(other, MOST_LINES)] as const;
  const cells = heatCells(landscape, [x, y], bins, "best");
  const lines = Array.from({ length: bins[1].count }, (_, row) =>
    Float64Array.from(cells.slice(row * bins[0].count, (row + 1) * bins[0].count), ({ score }) =>
      valueOfScore(goal, score),
    ),
  );
  const [low, high] = extent(...lines) ?? [0, 1];
  const axis = low < high ? niceAxis(low, high, 6) : niceAxis(low - 1, low + 1, 2);
  const ticks = labelled(axis.values, goalAxisUnit(goal));
  const [xLabels, names] = [parameterLabels(bins[0].values), rangeLabels(bins[1].ranges)];
  const height = 320;
  const right = Math.max(...names.map((name) => name.length)) * LETTER + 18;
  const box: Box = {
    left: labelRoom(ticks.map(({ label }) => label)),
    right: width - right,
    top: 28,
    bottom: height - 44,
  };
  const scale = linearScale(axis.min, axis.max, box.bottom, box.top);
  const xs = Float64Array.from(xLabels, (_, k) => box.left + ((k + 0.5) * (box.right - box.left)) / xLabels.length);
  const strong = bins[1].at(best.cube[y]!);
  const order = [...lines.keys()].filter((row) => lines[row]!.some((value) => !Number.isNaN(value)));
  order.sort((a, b) => Number(a === strong) - Number(b === strong) || a - b);
  const nodes: SceneNode[] = [
    ...valueAxis(box, scale, ticks),
    { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom },
    ...order.map((row): SceneNode => {
      const d = linePath(xs, lines[row]!.map(scale.at));
      return { kind: "path", style: row === strong ? "equity" : "benchmark", d };
    }),
    ...endLabels(
      order.map((row) => ({ text: names[row]!, y: scale.at(lastOf(lines[row]!)), isBest: row === strong })),
    ).map(
      ({ text, y: at, isBest }): SceneNode => ({
        kind: "text",
        style: isBest ? "cell-total" : "tick-label",
        x: box.right + 8,
        y: at + 4,
        text,
      }),
    ),
    ...labelPlaces(xLabels, box.right - box.left).map(
      (k): SceneNode => ({
        kind: "text",
        style: "tick-label",
        x: xs[k]!,
        y: box.bottom + 17,
        text: xLabels[k]!,
        anchor: "middle",
      }),
    ),
    { kind: "text", style: "panel-label", x: box.right, y: height - 6, text: `${across.name} →`, anchor: "end" },
    { kind: "text", style: "panel-label", x: width, y: 13, text: other.name, anchor: "end" },
  ];
  const rest = landscape.dimensions.length > 2 ? " Each point is the best over all other parameters." : "";
  return {
    width,
    height,
    title,
    summary: `A line for each value of ${other.name}; the strong one, ${names[strong] ?? "–"}, goes through the best.${rest}`,
    nodes,
  };
}

function lastOf(values: Float64Array): number {
  return values.findLast((value) => !Number.isNaN(value)) ?? NaN;
}

/** Labels moved apart where they would lie on each other; those that would leave their neighbours stay in order. */
function endLabels<T extends { readonly y: number }>(labels: readonly T[]): T[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  let last = -Infinity;
  const down = sorted.map((label) => {
    last = Math.max(label.y, last + LABEL_GAP);
    return { ...label, y: last };
  });
  // What was pushed down together goes half way back up.
  const shift = down.reduce((sum, { y }, k) => sum + (y - sorted[k]!.y), 0) / Math.max(1, down.length);
  return down.map((label) => ({ ...label, y: label.y - shift }));
}
