import { dimensionBins } from "../../optimize/landscape/dimension-bins.ts";
import { bestPoint, type Landscape, type LandscapePoint } from "../../optimize/landscape/landscape.ts";
import { valueOfScore } from "../../optimize/objectives/search-objective.ts";
import { extent } from "./extent.ts";
import { type Box, type LegendEntry, labelRoom, legend, valueAxis } from "./panel.ts";
import { labelPlaces, parameterLabels } from "./parameter-labels.ts";
import { linePath, round } from "./path.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { goalAxisUnit, goalText, type SweptGoal } from "./swept-goal.ts";
import { niceAxis } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

const MOST_BINS = 40;

/** The lines of a slice, one value per stretch of the parameter; NaN where there is none. */
export interface SliceLines {
  /** All other parameters as in the best point. */
  readonly fixed: Float64Array;
  /** The mean, and the best, over all other parameters. */
  readonly mean: Float64Array;
  readonly best: Float64Array;
}

/** Scores along one parameter. */
export function sliceLines(landscape: Landscape, d: number, through: LandscapePoint): SliceLines {
  const bins = dimensionBins(landscape.dimensions[d]!, MOST_BINS);
  const fixed = new Float64Array(bins.count).fill(NaN);
  const best = new Float64Array(bins.count).fill(NaN);
  const sums = new Float64Array(bins.count);
  const counts = new Float64Array(bins.count);
  for (const { cube, score } of landscape.points) {
    const bin = bins.at(cube[d]!);
    if (bin < 0 || !Number.isFinite(score)) continue;
    sums[bin]! += score;
    counts[bin]!++;
    if (!(score <= best[bin]!)) best[bin] = score;
    const isThrough = cube.every(
      (x, other) => other === d || x === through.cube[other] || isBothNaN(x, through, other),
    );
    if (isThrough && !(score <= fixed[bin]!)) fixed[bin] = score;
  }
  return { fixed, best, mean: sums.map((sum, bin) => (counts[bin] === 0 ? NaN : sum / counts[bin]!)) };
}

function isBothNaN(x: number, { cube }: LandscapePoint, d: number): boolean {
  return Number.isNaN(x) && Number.isNaN(cube[d]!);
}

/**
 * A slice of the score's surface: along one parameter with all others as in the best point, and beside it the mean and
 * the best over all others. A slice that stands far above the mean is a ridge that the other parameters happen to meet.
 */
export function sliceChart(
  landscape: Landscape,
  d: number,
  { width, goal }: { readonly width: number; readonly goal: SweptGoal },
): Scene {
  const dimension = landscape.dimensions[d]!;
  const title = `${goal.label} along ${dimension.name}`;
  const through = bestPoint(landscape);
  if (through === undefined) return emptyScene(width, title, "No combination has a rank.");
  const bins = dimensionBins(dimension, MOST_BINS);
  const lines = sliceLines(landscape, d, through);
  const values = (column: Float64Array) => column.map((score) => valueOfScore(goal, score));
  const drawn = landscape.dimensions.length > 1 ? lines : { ...lines, mean: lines.fixed, best: lines.fixed };
  const [low, high] = extent(values(drawn.mean), values(drawn.best), values(drawn.fixed)) ?? [0, 1];
  const axis = low < high ? niceAxis(low, high, 5) : niceAxis(low - 1, low + 1, 2);
  const ticks = labelled(axis.values, goalAxisUnit(goal));
  const labels = parameterLabels(bins.values);
  const height = 250;
  const box: Box = {
    left: labelRoom(ticks.map(({ label }) => label)),
    right: width - 12,
    top: 48,
    bottom: height - 44,
  };
  const y = linearScale(axis.min, axis.max, box.bottom, box.top);
  const xAt = (bin: number) => box.left + ((bin + 0.5) * (box.right - box.left)) / bins.count;
  const xs = Float64Array.from(labels, (_, bin) => xAt(bin));
  const ys = (column: Float64Array) => values(column).map((value) => y.at(value));
  const own = bins.at(through.cube[d]!);
  const entries: LegendEntry[] =
    landscape.dimensions.length > 1
      ? [
          { style: "equity", text: "others as in the best" },
          { style: "benchmark", text: "mean over others" },
          { style: "second-thin", text: "best over others" },
        ]
      : [{ style: "equity", text: goal.label }];
  const nodes: SceneNode[] = [
    ...legend(entries, 0, 13, width),
    ...valueAxis(box, y, ticks),
    { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom },
    ...labelPlaces(labels, box.right - box.left).map(
      (k): SceneNode => ({
        kind: "text",
        style: "tick-label",
        x: xAt(k),
        y: box.bottom + 17,
        text: labels[k]!,
        anchor: "middle",
      }),
    ),
    { kind: "path", style: "benchmark", d: linePath(xs, ys(drawn.mean)) },
    { kind: "path", style: "second-thin", d: linePath(xs, ys(drawn.best)) },
    { kind: "path", style: "equity", d: linePath(xs, ys(drawn.fixed)) },
    {
      kind: "path",
      style: "dot-up",
      d: own < 0 ? "" : `M${round(xAt(own))} ${round(y.at(valueOfScore(goal, through.score)))}h0`,
    },
    {
      kind: "text",
      style: "panel-label",
      x: box.right,
      y: height - 6,
      text: `${dimension.name} →`,
      anchor: "end",
    },
  ];
  const missing = lines.fixed.filter((score) => !Number.isNaN(score)).length;
  const few = missing < 2 ? " Too few combinations share the best one's other parameters for a line through it." : "";
  return {
    width,
    height,
    title,
    summary: `The best, ${goalText(goal, through.score)}, lies at ${dimension.name} ${parameterLabels([through.params[dimension.name]!])[0]} (dot).${few}`,
    nodes,
  };
}
