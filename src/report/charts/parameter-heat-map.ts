import { quantile } from "../../math/quantile.ts";
import { type DimensionBins, dimensionBins } from "../../optimize/landscape/dimension-bins.ts";
import { bestPoint, type Landscape } from "../../optimize/landscape/landscape.ts";
import { formatCounted } from "../format.ts";
import { labelPlaces, parameterLabels, rangeLabels } from "./parameter-labels.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { goalText, type SweptGoal } from "./swept-goal.ts";

const MOST_BINS = 24;
const NARROW_BINS = 10;
/** The strongest tint still leaves the text on it readable. */
const STRONGEST = 0.6;
const WEAKEST = 0.04;
const LETTER = 6.8;

export interface ParameterHeatMapOptions {
  readonly width: number;
  readonly goal: SweptGoal;
  /** What a cell shows of the points in it, which differ in all other parameters. */
  readonly over: "best" | "mean";
}

/** One cell: what lies in it. */
export interface HeatCell {
  readonly column: number;
  readonly row: number;
  readonly points: number;
  /** Best or mean score; NaN without points that have a rank. */
  readonly score: number;
}

/** The cells of two parameters, row by row. */
export function heatCells(
  { points }: Landscape,
  [x, y]: readonly [number, number],
  [columns, rows]: readonly [DimensionBins, DimensionBins],
  over: "best" | "mean",
): HeatCell[] {
  const cells = columns.count * rows.count;
  const counts = new Int32Array(cells);
  const sums = new Float64Array(cells);
  const bests = new Float64Array(cells).fill(-Infinity);
  for (const { cube, score } of points) {
    const [column, row] = [columns.at(cube[x]!), rows.at(cube[y]!)];
    if (column < 0 || row < 0 || !Number.isFinite(score)) continue;
    const cell = row * columns.count + column;
    counts[cell]!++;
    sums[cell]! += score;
    bests[cell] = Math.max(bests[cell]!, score);
  }
  return Array.from({ length: cells }, (_, cell) => ({
    column: cell % columns.count,
    row: Math.floor(cell / columns.count),
    points: counts[cell]!,
    score: counts[cell] === 0 ? NaN : over === "best" ? bests[cell]! : sums[cell]! / counts[cell]!,
  }));
}

/**
 * The score over two parameters, the first to the right, the second upwards: blue where it is good, vermilion where it
 * is bad, around 0 where the values lie on both sides of it and around their median where not; full strength at the
 * fifth and 95th percentile. A frame marks the best point's cell; cells without points stay blank.
 */
export function parameterHeatMap(
  landscape: Landscape,
  pair: readonly [number, number],
  { width, goal, over }: ParameterHeatMapOptions,
): Scene {
  const [across, upwards] = [landscape.dimensions[pair[0]]!, landscape.dimensions[pair[1]]!];
  const title = `${goal.label} by ${across.name} and ${upwards.name}`;
  const most = width < 600 ? NARROW_BINS : MOST_BINS;
  const bins = [dimensionBins(across, most), dimensionBins(upwards, most)] as const;
  const cells = heatCells(landscape, pair, bins, over);
  const shown = cells.filter(({ score }) => !Number.isNaN(score));
  if (shown.length === 0) return emptyScene(width, title, "No combination has a rank.");

  const labels = bins.map(({ values }) => parameterLabels(values));
  const left = Math.max(34, ...labels[1]!.map((label) => label.length * LETTER + 12));
  const pitch = (width - left - 4) / bins[0].count;
  const rowHeight = Math.min(36, Math.max(18, Math.floor(340 / bins[1].count)));
  const top = 22;
  const bottom = top + bins[1].count * rowHeight;
  const xAt = (column: number) => left + column * pitch;
  const yAt = (row: number) => bottom - (row + 1) * rowHeight;
  const tint = tintOf(Float64Array.from(shown, ({ score }) => score));
  const texts = shown.map(({ score }) => goalText(goal, score));
  const hasText = Math.max(...texts.map((text) => text.length)) * LETTER + 4 <= pitch;
  const nodes: SceneNode[] = [{ kind: "text", style: "panel-label", x: 0, y: 13, text: `${upwards.name} ↑` }];
  for (const [k, { column, row, points, score }] of shown.entries()) {
    const [x, y] = [xAt(column), yAt(row)];
    const of = points > 1 ? `, the ${over} of ${formatCounted(points, "combination")}` : "";
    nodes.push({
      kind: "rect",
      ...tint(score),
      x: x + 0.5,
      y: y + 0.5,
      width: pitch - 1,
      height: rowHeight - 1,
      tip: `${across.name} ${labels[0]![column]}, ${upwards.name} ${labels[1]![row]}: ${texts[k]}${of}`,
    });
    if (!hasText) continue;
    const at = { x: x + pitch / 2, y: y + rowHeight / 2 + 4 };
    nodes.push({ kind: "text", style: "cell-label", ...at, text: texts[k]!, anchor: "middle" });
  }
  const best = bestPoint(landscape);
  if (best !== undefined) {
    const [column, row] = [bins[0].at(best.cube[pair[0]]!), bins[1].at(best.cube[pair[1]]!)];
    if (column >= 0 && row >= 0) {
      const frame = { x: xAt(column) + 1, y: yAt(row) + 1, width: pitch - 2, height: rowHeight - 2 };
      nodes.push({ kind: "rect", style: "overlay", ...frame });
    }
  }
  for (const k of labelPlaces(labels[0]!, width - left)) {
    const x = Math.min(xAt(k) + pitch / 2, width - (labels[0]![k]!.length * LETTER) / 2);
    nodes.push({ kind: "text", style: "tick-label", x, y: bottom + 16, text: labels[0]![k]!, anchor: "middle" });
  }
  const rowEvery = rowHeight < 16 ? 2 : 1;
  for (const [k, label] of labels[1]!.entries()) {
    if (k % rowEvery !== 0) continue;
    const y = yAt(k) + rowHeight / 2 + 4;
    nodes.push({ kind: "text", style: "tick-label", x: left - 8, y, text: label, anchor: "end" });
  }
  nodes.push({ kind: "text", style: "panel-label", x: width, y: bottom + 36, text: `${across.name} →`, anchor: "end" });
  return { width, height: bottom + 44, title, summary: summaryOf(landscape, goal, over), nodes };
}

function summaryOf(landscape: Landscape, goal: SweptGoal, over: "best" | "mean"): string {
  const best = bestPoint(landscape);
  const others = landscape.dimensions.length > 2 ? ` Each cell shows the ${over} over all other parameters.` : "";
  if (best === undefined) return others.trim();
  const params = landscape.dimensions.map(({ name }) => `${name} ${parameterLabels([best.params[name]!])[0]}`);
  return `The best ${goal.label} is ${goalText(goal, best.score)} at ${params.join(", ")} (framed).${others}`;
}

/** Scores around a middle: which colour, how strong. */
function tintOf(scores: Float64Array): (score: number) => { readonly style: "up" | "down"; readonly opacity: number } {
  const [low, high] = [quantile(scores, 0.05), quantile(scores, 0.95)];
  const middle = low < 0 && high > 0 ? 0 : quantile(scores, 0.5);
  const reach = Math.max(high - middle, middle - low, 1e-12);
  return (score) => ({
    style: score < middle ? "down" : "up",
    opacity: WEAKEST + Math.min(1, Math.abs(score - middle) / reach) * (STRONGEST - WEAKEST),
  });
}

/** The cells as rows of a table: the second parameter's values downwards, the first's across; "" where nothing is. */
export function heatTable(
  landscape: Landscape,
  pair: readonly [number, number],
  goal: SweptGoal,
  over: "best" | "mean",
): { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const [across, upwards] = [landscape.dimensions[pair[0]]!, landscape.dimensions[pair[1]]!];
  const bins = [dimensionBins(across, MOST_BINS), dimensionBins(upwards, MOST_BINS)] as const;
  const cells = heatCells(landscape, pair, bins, over);
  const [columns, rows] = bins.map(({ ranges }) => rangeLabels(ranges));
  return {
    heads: [`${upwards.name} \\ ${across.name}`, ...columns!],
    rows: rows!.map((label, row) => [
      label,
      ...columns!.map((_, column) => {
        const { score } = cells[row * columns!.length + column]!;
        return Number.isNaN(score) ? "" : goalText(goal, score);
      }),
    ]),
  };
}
