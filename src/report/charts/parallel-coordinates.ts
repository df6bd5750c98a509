import { bestPoint, type Landscape, type LandscapePoint } from "../../optimize/landscape/landscape.ts";
import { formatCounted } from "../format.ts";
import type { ChartStyle } from "./chart-theme.ts";
import { legend } from "./panel.ts";
import { parameterLabels } from "./parameter-labels.ts";
import { linePath } from "./path.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { goalText, type SweptGoal } from "./swept-goal.ts";

/** More lines than this are a carpet, and heavy. */
const MOST_LINES = 5000;
const NARROW_LINES = 1000;

/**
 * Each combination as a line through its parameters, the score as the last axis: the best tenth in colour over the next
 * four, over the worse half; the best of all as a dark line. Where the coloured lines pass through one place, that
 * parameter matters; where they fan out, it doesn't. Of more than 5,000 combinations (1,000 on a telephone) evenly many of each rank are drawn.
 */
export function parallelCoordinates(
  landscape: Landscape,
  { width, goal }: { readonly width: number; readonly goal: SweptGoal },
): Scene {
  const title = `Every combination, by its ${goal.label}`;
  const ranked = landscape.points
    .filter(({ score }) => Number.isFinite(score))
    .sort((a, b) => (a.score < b.score ? -1 : a.score > b.score ? 1 : 0));
  const best = bestPoint(landscape);
  if (best === undefined) return emptyScene(width, title, "No combination has a rank.");
  const isNarrow = width < 600;
  const lines = everyNth(ranked, isNarrow ? NARROW_LINES : MOST_LINES);
  const height = isNarrow ? 320 : 360;
  // The legend takes two lines of a narrow picture.
  const [top, bottom] = [isNarrow ? 84 : 66, height - 30];
  const { dimensions } = landscape;
  const [left, right] = [isNarrow ? 22 : 50, width - (isNarrow ? 26 : 60)];
  const axes = dimensions.length + 1;
  const xAt = (axis: number) => left + (axis * (right - left)) / (axes - 1);
  const xs = Float64Array.from({ length: axes }, (_, axis) => xAt(axis));
  // Ranks, so that one disaster doesn't press all others together.
  const rankOf = new Map(ranked.map((point, rank) => [point, rank]));
  const last = linearScale(0, Math.max(1, ranked.length - 1), bottom, top);
  const ysOf = (point: LandscapePoint): number[] => [
    ...Array.from(point.cube, (x) => bottom - x * (bottom - top)),
    last.at(rankOf.get(point)!),
  ];
  const paths = new Map<ChartStyle, string>();
  for (const point of lines) {
    const share = (rankOf.get(point)! + 1) / ranked.length;
    const style = share > 0.9 ? "swarm-high" : share > 0.5 ? "swarm-middle" : "swarm-low";
    paths.set(style, (paths.get(style) ?? "") + linePath(xs, ysOf(point)));
  }
  const order = ["swarm-low", "swarm-middle", "swarm-high"] as const;
  const nodes: SceneNode[] = [
    ...legend(
      [
        { style: "swarm-high", text: "best tenth" },
        { style: "swarm-middle", text: "next four tenths" },
        { style: "swarm-low", text: "worse half" },
        { style: "overlay", text: "the best" },
      ],
      0,
      13,
      width,
    ),
    ...order.flatMap((style): SceneNode[] => {
      const d = paths.get(style);
      return d === undefined ? [] : [{ kind: "path", style, d }];
    }),
    { kind: "path", style: "overlay", d: linePath(xs, ysOf(best)) },
  ];
  const ends = [
    ...dimensions.map((dimension) => ({
      name: dimension.name,
      ends: parameterLabels([dimension.valueAt(0), dimension.valueAt(1)]),
    })),
    { name: goal.label, ends: [goalText(goal, ranked[0]!.score), goalText(goal, ranked.at(-1)!.score)] },
  ];
  for (const [axis, { name, ends: texts }] of ends.entries()) {
    const anchor = axis === 0 ? "start" : axis === axes - 1 ? "end" : "middle";
    const x = axis === 0 ? 0 : axis === axes - 1 ? width : xAt(axis);
    nodes.push(
      { kind: "line", style: "axis", x1: xAt(axis), y1: top, x2: xAt(axis), y2: bottom },
      {
        kind: "text",
        style: "panel-label",
        x,
        y: top - 22,
        text: shortened(name, (right - left) / (axes - 1)),
        anchor,
      },
      { kind: "text", style: "tick-label", x, y: top - 7, text: texts[1]!, anchor },
      { kind: "text", style: "tick-label", x, y: bottom + 17, text: texts[0]!, anchor },
    );
  }
  const cut = lines.length < ranked.length ? `, ${formatCounted(lines.length, "line")} of them drawn` : "";
  return {
    width,
    height,
    title,
    summary: `${formatCounted(ranked.length, "combination")} with a rank${cut}. The last axis is spaced by rank.`,
    nodes,
  };
}

/** Evenly many of all ranks, the best always among them. */
function everyNth<T>(ascending: readonly T[], most: number): readonly T[] {
  if (ascending.length <= most) return ascending;
  return Array.from({ length: most }, (_, k) => ascending[Math.floor(((k + 1) * ascending.length) / most) - 1]!);
}

function shortened(name: string, room: number): string {
  const letters = Math.max(4, Math.floor(room / 7.2));
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}
