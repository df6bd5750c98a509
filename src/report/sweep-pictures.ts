import { dimensionBins } from "../optimize/landscape/dimension-bins.ts";
import { bestPoint } from "../optimize/landscape/landscape.ts";
import { distributionChart } from "./charts/distribution-chart.ts";
import { importanceChart } from "./charts/importance-chart.ts";
import { parallelCoordinates } from "./charts/parallel-coordinates.ts";
import { heatTable, parameterHeatMap } from "./charts/parameter-heat-map.ts";
import { parameterLabels, rangeLabels } from "./charts/parameter-labels.ts";
import { paretoChart } from "./charts/pareto-chart.ts";
import { pathsChart } from "./charts/paths-chart.ts";
import type { Scene } from "./charts/scene.ts";
import { sliceChart, sliceLines } from "./charts/slice-chart.ts";
import { surfaceSlices } from "./charts/surface-slices.ts";
import { goalText, type SweptGoal } from "./charts/swept-goal.ts";
import { formatPercent } from "./format.ts";
import type { SweepView } from "./sweep-view.ts";

/** What a picture says, in words and numbers. */
export interface PictureTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A picture of a sweep. */
export interface SweepPicture {
  /** Names its file. */
  readonly name: string;
  /** Pictures of one group stand together. */
  readonly group: "importance" | "heat-map" | "surface" | "slice" | "parallel" | "pareto" | "luck";
  readonly heading: string;
  draw(width: number): Scene;
  /** The same as a table; null where the picture is all combinations at once. */
  readonly table: PictureTable | null;
}

/** Parameters whose pairs are drawn: the most important ones. */
const MOST_PAIRED = 4;
const MOST_SLICED = 8;

/** All pictures of a sweep, in the order of a report. */
export function sweepPictures(view: SweepView): SweepPicture[] {
  const { landscape, goals } = view;
  const order = byImportance(view);
  return [
    ...paretoPictures(view),
    ...luckPictures(view),
    importancePicture(view),
    ...heatMaps(view, order.slice(0, MOST_PAIRED)),
    ...surfacePictures(view, order.slice(0, 2)),
    ...order.slice(0, MOST_SLICED).map((d) => slicePicture(view, d)),
    {
      name: "parallel-coordinates",
      group: "parallel",
      heading: "Every combination",
      draw: (width) => parallelCoordinates(landscape, { width, goal: goals[0]! }),
      table: null,
    },
  ];
}

/** What every path begins with: they are compared with each other, not with an account. */
const PATH_START = 100;

/** What a cross-validation of the choice found. */
function luckPictures({ evidence }: SweepView): SweepPicture[] {
  if (evidence == null) return [];
  const { logits, anew, returns } = evidence;
  const pictures: SweepPicture[] = [];
  if (anew !== null) {
    const sharpe = (value: number) => (Number.isNaN(value) ? "" : value.toFixed(3));
    pictures.push({
      name: "paths-out-of-sample",
      group: "luck",
      heading: "The choice made anew on other parts of the history",
      draw: (width) =>
        pathsChart({ paths: anew.paths, chosen: returns, noun: "period", startingCash: PATH_START }, { width }),
      table: {
        heads: ["path", "Sharpe ratio a period"],
        rows: Array.from(anew.sharpes, (value, k) => [String(k + 1), sharpe(value)]),
      },
    });
  }
  if (logits !== null) {
    const title = "Rank of the choice in the other half, as a logit";
    pictures.push({
      name: "cscv-logits",
      group: "luck",
      heading: "What was best in one half, ranked in the other",
      draw: (width) =>
        distributionChart({ title, values: logits, noun: "split", marked: 0, markedLabel: "The middle" }, { width }),
      table: null,
    });
  }
  return pictures;
}

/** Places of the dimensions, the most important first, unknown ones in declared order. */
function byImportance({ importance }: SweepView): number[] {
  const shareOf = (d: number) => (Number.isNaN(importance[d]!.share) ? -1 : importance[d]!.share);
  return [...importance.keys()].sort((a, b) => shareOf(b) - shareOf(a) || a - b);
}

function importancePicture({ importance }: SweepView): SweepPicture {
  return {
    name: "parameter-importance",
    group: "importance",
    heading: "Which parameters matter",
    draw: (width) => importanceChart(importance, { width }),
    table: {
      heads: ["parameter", "share of the variance"],
      rows: importance.map(({ name, share }) => [name, formatPercent(share, 1)]),
    },
  };
}

function heatMaps({ landscape, goals }: SweepView, order: readonly number[]): SweepPicture[] {
  const goal = goals[0]!;
  const overs = landscape.dimensions.length > 2 ? (["mean", "best"] as const) : (["best"] as const);
  return order.flatMap((x, k) =>
    order.slice(k + 1).flatMap((y) =>
      overs.map((over): SweepPicture => {
        const [across, upwards] = [landscape.dimensions[x]!.name, landscape.dimensions[y]!.name];
        const rest = overs.length > 1 ? `, the ${over} over all others` : "";
        return {
          name: `heat-map-${across}-${upwards}${overs.length > 1 ? `-${over}` : ""}`,
          group: "heat-map",
          heading: `${goal.label} by ${across} and ${upwards}${rest}`,
          draw: (width) => parameterHeatMap(landscape, [x, y], { width, goal, over }),
          table: heatTable(landscape, [x, y], goal, over),
        };
      }),
    ),
  );
}

/** Of the two most important parameters, each along the other. */
function surfacePictures({ landscape, goals }: SweepView, order: readonly number[]): SweepPicture[] {
  const goal = goals[0]!;
  const [first, second] = order;
  if (first === undefined || second === undefined) return [];
  return [[first, second] as const, [second, first] as const].map(([x, y]): SweepPicture => {
    const [across, other] = [landscape.dimensions[x]!.name, landscape.dimensions[y]!.name];
    return {
      name: `surface-${across}-${other}`,
      group: "surface",
      heading: `${goal.label} along ${across}, a line for each ${other}`,
      draw: (width) => surfaceSlices(landscape, [x, y], { width, goal }),
      table: heatTable(landscape, [x, y], goal, "best"),
    };
  });
}

function slicePicture({ landscape, goals }: SweepView, d: number): SweepPicture {
  const goal = goals[0]!;
  const dimension = landscape.dimensions[d]!;
  return {
    name: `slice-${dimension.name}`,
    group: "slice",
    heading: `${goal.label} along ${dimension.name}`,
    draw: (width) => sliceChart(landscape, d, { width, goal }),
    table: sliceTable(),
  };

  function sliceTable(): PictureTable | null {
    const through = bestPoint(landscape);
    if (through === undefined) return null;
    const { fixed, mean, best } = sliceLines(landscape, d, through);
    const labels = rangeLabels(dimensionBins(dimension, fixed.length).ranges);
    const text = (score: number) => (Number.isNaN(score) ? "" : goalText(goal, score));
    return {
      heads: [dimension.name, "others as in the best", "mean over others", "best over others"],
      rows: labels.map((label, bin) => [label, text(fixed[bin]!), text(mean[bin]!), text(best[bin]!)]),
    };
  }
}

function paretoPictures({ goals, shown, summary }: SweepView): SweepPicture[] {
  return goals.slice(1).map((second, k): SweepPicture => {
    const pair: readonly [SweptGoal, SweptGoal] = [goals[0]!, second];
    const scores = shown.flatMap(({ scores: own }) => (own === null ? [] : [[own[0]!, own[k + 1]!] as const]));
    return {
      name: `pareto-${k + 1}`,
      group: "pareto",
      heading: `${pair[0].label} against ${second.label}`,
      draw: (width) => paretoChart(scores, pair, { width }),
      table: {
        heads: [...Object.keys(summary.best[0]?.params ?? {}), ...goals.map(({ label }) => label)],
        rows: summary.best.map(({ params, scores: own }) => [
          ...parameterLabels(Object.values(params)),
          ...goals.map((goal, g) => goalText(goal, own[g]!)),
        ]),
      },
    };
  });
}
