import { valueOfScore } from "../../optimize/objectives/search-objective.ts";
import { formatCounted } from "../format.ts";
import { extent } from "./extent.ts";
import { type Box, labelRoom, legend, valueAxis } from "./panel.ts";
import { labelPlaces } from "./parameter-labels.ts";
import { round } from "./path.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { goalAxisUnit, goalText, type SweptGoal } from "./swept-goal.ts";
import { niceAxis } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

/** Of more points than this those behind the front are drawn in part. */
const MOST_DOTS = 5000;

/**
 * Two goals against each other: every combination a dot, the front of those that no other beats in both as large dots on
 * a staircase.
 *
 * @param scores of each combination by both goals, greater is better
 */
export function paretoChart(
  scores: readonly (readonly [number, number])[],
  goals: readonly [SweptGoal, SweptGoal],
  { width }: { readonly width: number },
): Scene {
  const title = `${goals[0].label} against ${goals[1].label}`;
  const front = frontOfTwo(scores);
  if (front.length === 0) return emptyScene(width, title, "No combination has a rank.");
  const finite = scores.filter((one) => one.every(Number.isFinite));
  const axisOf = (g: 0 | 1, count: number) => {
    const [low, high] = extent(Float64Array.from(finite, (one) => valueOfScore(goals[g], one[g])))!;
    return low < high ? niceAxis(low, high, count) : niceAxis(low - 1, low + 1, 2);
  };
  const [across, up] = [axisOf(0, width < 600 ? 4 : 9), axisOf(1, 6)];
  const xTicks = labelled(across.values, goalAxisUnit(goals[0]));
  const yTicks = labelled(up.values, goalAxisUnit(goals[1]));
  const height = width < 600 ? 310 : 380;
  const box: Box = {
    left: labelRoom(yTicks.map(({ label }) => label)),
    right: width - 20,
    top: 48,
    bottom: height - 48,
  };
  const x = linearScale(across.min, across.max, box.left, box.right);
  const y = linearScale(up.min, up.max, box.bottom, box.top);
  const at = (one: readonly [number, number]) =>
    [round(x.at(valueOfScore(goals[0], one[0]))), round(y.at(valueOfScore(goals[1], one[1])))] as const;
  const dots = (all: readonly (readonly [number, number])[]) => all.map((one) => `M${at(one).join(" ")}h0`).join("");
  const every = Math.ceil(finite.length / MOST_DOTS);
  const stairs = front.map((one, k) => (k === 0 ? `M${at(one).join(" ")}` : `V${at(one)[1]}H${at(one)[0]}`)).join("");
  const xLabels = xTicks.map(({ label }) => label);
  const nodes: SceneNode[] = [
    ...legend([{ style: "equity", text: "Pareto front" }, { text: `↑ ${goals[1].label}` }], 0, 13, width),
    ...valueAxis(box, y, yTicks),
    { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom },
    ...labelPlaces(xLabels, box.right - box.left).flatMap((k): SceneNode[] => {
      const place = x.at(xTicks[k]!.value);
      return [
        { kind: "line", style: "axis", x1: place, y1: box.bottom, x2: place, y2: box.bottom + 5 },
        { kind: "text", style: "tick-label", x: place, y: box.bottom + 19, text: xLabels[k]!, anchor: "middle" },
      ];
    }),
    { kind: "path", style: "dot-neutral-small", d: dots(finite.filter((_, i) => i % every === 0)) },
    { kind: "path", style: "equity", d: stairs },
    { kind: "path", style: "dot-up", d: dots(front) },
    {
      kind: "text",
      style: "panel-label",
      x: box.right,
      y: height - 8,
      text: `${goals[0].label} →`,
      anchor: "end",
    },
  ];
  const [first, last] = [front[0]!, front.at(-1)!];
  return {
    width,
    height,
    title,
    summary: `${formatCounted(front.length, "combination")} of ${finite.length} on the front, from ${pairText(goals, first)} to ${pairText(goals, last)}.`,
    nodes,
  };
}

/** What no other point beats in both, the first score ascending, equal points once. In a sorted order, for there may be many. */
function frontOfTwo(scores: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const descending = scores
    .filter((one) => one.every(Number.isFinite))
    .sort((a, b) => (a[0] === b[0] ? b[1] - a[1] : b[0] - a[0]));
  let most = -Infinity;
  const front = descending.filter(([, second]) => {
    const isOnFront = second > most;
    most = Math.max(most, second);
    return isOnFront;
  });
  return front.reverse();
}

function pairText(goals: readonly [SweptGoal, SweptGoal], one: readonly [number, number]): string {
  return goals.map((goal, g) => `${goal.label} ${goalText(goal, one[g]!)}`).join(" with ");
}
