import { quantile } from "../../math/quantile.ts";
import { formatCounted, formatPercent } from "../format.ts";
import type { TradeExcursions } from "../trade-excursions.ts";
import { extent } from "./extent.ts";
import { type Box, labelRoom, valueAxis } from "./panel.ts";
import { round } from "./path.ts";
import { linearScale, type Scale } from "./scale.ts";
import { emptyScene, type PointAxis, type PointPanel, type Scene, type SceneNode } from "./scene.ts";
import { type NiceAxis, niceAxis, type Tick } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

/** From this many trades on, marks are small. */
const MANY = 300;
const GAP = 48;

/**
 * What each closed trade returned over how far it went against its holder (left), and for its holder (right): a blue dot
 * for a gain, a vermilion cross for a loss. On the dashed line lie trades that left at their worst, or at their best.
 */
export function excursionScatter(excursions: TradeExcursions, { width }: { readonly width: number }): Scene {
  const title = "Adverse and favourable excursion of each trade";
  const { mae, mfe, result, openTrades } = excursions;
  const results = extent(result);
  const [worst] = extent(mae) ?? [NaN];
  const [, best] = extent(mfe) ?? [NaN, NaN];
  if (results === undefined || Number.isNaN(worst + best))
    return emptyScene(width, title, "No closed trade whose excursions are known.");
  const isNarrow = width < 600;
  const returns = axisTo(results[0], results[1], isNarrow ? 4 : 6);
  const ticks = labelled(returns.values, "percent");
  const left = labelRoom(ticks.map(({ label }) => label));
  const height = isNarrow ? 600 : 400;
  const boxes = isNarrow ? stacked(left, width - 14, height) : sideBySide(left, width - 16, height);
  const against = panelOf("mae", boxes[0], axisTo(worst, 0, 4), returns);
  const favour = panelOf("mfe", boxes[1], axisTo(0, best, 4), returns);
  const nodes: SceneNode[] = [
    ...marksLegend(left, 16),
    ...panelNodes(against, boxes[0], ticks, true, "Return by the most against it (MAE)", mae, result),
    ...panelNodes(favour, boxes[1], ticks, isNarrow, "Return by the most in its favour (MFE)", mfe, result),
  ];
  const median = (column: Float64Array, wins: boolean) => {
    const values = column.filter((_, i) => result[i]! > 0 === wins);
    return values.length === 0 ? "–" : formatPercent(quantile(values, 0.5));
  };
  const openPart = openTrades > 0 ? ` ${formatCounted(openTrades, "open trade")} left out.` : "";
  return {
    width,
    height,
    title,
    summary: `Each closed trade's return by its worst and by its best moment, both measured from the average entry price. Median MAE ${median(mae, true)} for trades that gained and ${median(mae, false)} for those that lost; median MFE ${median(mfe, true)} and ${median(mfe, false)}. On the dashed line, less commission: left at that very moment.${openPart}`,
    nodes,
    points: [against.points, favour.points],
  };
}

interface Panel {
  readonly points: PointPanel;
  readonly x: Scale;
  readonly y: Scale;
  readonly axis: NiceAxis;
}

/** An axis over [min, max] and 0, a percent wide where nothing varies. */
function axisTo(min: number, max: number, count: number): NiceAxis {
  const [low, high] = [Math.min(0, min), Math.max(0, max)];
  if (low < high) return niceAxis(low, high, count);
  return max === 0 && min === 0 ? niceAxis(-0.01, 0.01, 2) : niceAxis(low - 0.01, high + 0.01, 2);
}

function sideBySide(left: number, right: number, height: number): readonly [Box, Box] {
  const half = (right - left - GAP) / 2;
  const [top, bottom] = [56, height - 34];
  return [
    { left, right: left + half, top, bottom },
    { left: right - half, right, top, bottom },
  ];
}

function stacked(left: number, right: number, height: number): readonly [Box, Box] {
  const panel = (height - 56) / 2 - 52;
  return [
    { left, right, top: 56, bottom: 56 + panel },
    { left, right, top: height - 34 - panel, bottom: height - 34 },
  ];
}

function panelOf(series: "mae" | "mfe", box: Box, axis: NiceAxis, returns: NiceAxis): Panel {
  const along: PointAxis = { series, min: axis.min, max: axis.max, from: box.left, to: box.right };
  const up: PointAxis = { series: "result", min: returns.min, max: returns.max, from: box.bottom, to: box.top };
  return {
    points: { x: along, y: up },
    x: linearScale(axis.min, axis.max, box.left, box.right),
    y: linearScale(returns.min, returns.max, box.bottom, box.top),
    axis,
  };
}

function panelNodes(
  { x, y, axis }: Panel,
  box: Box,
  ticks: readonly Tick[],
  hasLabels: boolean,
  label: string,
  excursion: Float64Array,
  result: Float64Array,
): SceneNode[] {
  const shown = hasLabels ? ticks : ticks.map(({ value }) => ({ value, label: "" }));
  const from = Math.max(x.min, y.min);
  const to = Math.min(x.max, y.max);
  return [
    { kind: "text", style: "panel-label", x: box.left, y: box.top - 12, text: label },
    ...valueAxis(box, y, shown).filter((node) => node.kind !== "text" || node.text !== ""),
    ...percentAxis(box, x, labelled(axis.values, "percent")),
    { kind: "line", style: "axis", x1: box.left, y1: y.at(0), x2: box.right, y2: y.at(0) },
    { kind: "line", style: "axis", x1: x.at(0), y1: box.top, x2: x.at(0), y2: box.bottom },
    { kind: "line", style: "reference", x1: x.at(from), y1: y.at(from), x2: x.at(to), y2: y.at(to) },
    ...marks(excursion, result, x, y),
  ];
}

function percentAxis(box: Box, x: Scale, ticks: readonly Tick[]): SceneNode[] {
  const room = Math.max(...ticks.map(({ label }) => label.length)) * 6.8 + 10;
  const every = Math.ceil((room * ticks.length) / (box.right - box.left));
  const zero = ticks.findIndex(({ value }) => value === 0);
  return [
    { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom },
    ...ticks.flatMap(({ value, label }, i): SceneNode[] => [
      { kind: "line", style: "axis", x1: x.at(value), y1: box.bottom, x2: x.at(value), y2: box.bottom + 5 },
      ...((i - zero) % every === 0
        ? [
            {
              kind: "text" as const,
              style: "tick-label" as const,
              x: x.at(value),
              y: box.bottom + 19,
              text: label,
              anchor: "middle" as const,
            },
          ]
        : []),
    ]),
  ];
}

function marks(excursion: Float64Array, result: Float64Array, x: Scale, y: Scale): SceneNode[] {
  const isMany = result.length >= MANY;
  let [dots, crosses] = ["", ""];
  for (let i = 0; i < result.length; i++) {
    const [at, height] = [x.at(excursion[i]!), y.at(result[i]!)];
    if (result[i]! > 0) dots += dot(at, height);
    else crosses += cross(at, height, isMany ? 2 : 3.5);
  }
  return [
    { kind: "path", style: "cross-down", d: crosses },
    { kind: "path", style: isMany ? "dot-up-small" : "dot-up", d: dots },
  ];
}

function dot(x: number, y: number): string {
  return `M${round(x)} ${round(y)}h0`;
}

function cross(x: number, y: number, size: number): string {
  const [left, top] = [round(x - size), round(y - size)];
  return `M${left} ${top}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`;
}

function marksLegend(x: number, y: number): SceneNode[] {
  return [
    { kind: "path", style: "dot-up", d: dot(x + 5, y - 4) },
    { kind: "text", style: "tick-label", x: x + 16, y, text: "Gained" },
    { kind: "path", style: "cross-down", d: cross(x + 81, y - 4, 3.5) },
    { kind: "text", style: "tick-label", x: x + 92, y, text: "Lost" },
    { kind: "line", style: "reference", x1: x + 140, y1: y - 4, x2: x + 158, y2: y - 4 },
    { kind: "text", style: "tick-label", x: x + 164, y, text: "Left at that moment" },
  ];
}
