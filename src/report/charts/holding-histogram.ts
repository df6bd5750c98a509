import { quantile } from "../../math/quantile.ts";
import { OPEN_TRADE, type TradeColumns } from "../../trading/trade-columns.ts";
import { formatCounted, formatNumber } from "../format.ts";
import { axisLabels } from "./axis-labels.ts";
import { type Box, labelRoom, legend, valueAxis } from "./panel.ts";
import { linearScale, type Scale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { linearTicks, niceAxis, tickStep } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

const BINS = 22;

/** How long closed trades were held, in bars: those that gained below, those that lost on top of them. */
export function holdingHistogram(
  trades: TradeColumns,
  timeframe: string,
  { width }: { readonly width: number },
): Scene {
  const title = "Holding time";
  const held: number[] = [];
  const gained: boolean[] = [];
  for (let i = 0; i < trades.length; i++) {
    if (trades.exitReason[i] === OPEN_TRADE) continue;
    held.push(trades.exitBar[i]! - trades.entryBar[i]!);
    gained.push(trades.pnl[i]! > 0);
  }
  const open = trades.length - held.length;
  const openPart = open > 0 ? ` ${formatCounted(open, "open trade")} left out.` : "";
  if (held.length === 0) return emptyScene(width, title, `No closed trades to show.${openPart}`);
  const height = 280;
  const { step, first, up, down } = holdingBins(held, gained);
  const totals = up.map((count, i) => count + down[i]!);
  const counts = niceAxis(0, Math.max(...totals), 4);
  const ticks = labelled(
    counts.values.filter((value) => Number.isInteger(value)),
    "plain",
  );
  const box: Box = {
    left: labelRoom(ticks.map(({ label }) => label)),
    right: width - 16,
    top: 30,
    bottom: height - 46,
  };
  const x = linearScale(first, first + up.length * step, box.left, box.right);
  const y = linearScale(0, counts.max, box.bottom, box.top);
  const nodes: SceneNode[] = [
    ...legend(
      [
        { style: "trade-up", text: "Gained" },
        { style: "trade-down", text: "Lost" },
      ],
      box.left,
      16,
      width,
    ),
    ...valueAxis(box, y, ticks),
  ];
  up.forEach((count, i) => {
    const from = first + i * step;
    nodes.push(...stack(x.at(from), x.at(from + step), y, [count, down[i]!], heldText(from, step)));
  });
  nodes.push(...barsAxis(box, x, timeframe));
  return { width, height, title, summary: summaryOf(held, gained, openPart), nodes };
}

/** Bins of a whole number of bars. */
export function holdingBins(
  held: readonly number[],
  gained: readonly boolean[],
): { readonly step: number; readonly first: number; readonly up: number[]; readonly down: number[] } {
  const least = Math.min(...held);
  const most = Math.max(...held);
  const step = most - least < BINS ? 1 : Math.max(1, Math.round(tickStep(least, most, BINS)));
  const first = Math.floor(least / step) * step;
  const count = Math.floor((most - first) / step) + 1;
  const up = new Array<number>(count).fill(0);
  const down = new Array<number>(count).fill(0);
  held.forEach((bars, i) => {
    const bin = Math.floor((bars - first) / step);
    const side = gained[i] === true ? up : down;
    side[bin] = side[bin]! + 1;
  });
  return { step, first, up, down };
}

function stack(
  left: number,
  right: number,
  y: Scale,
  [up, down]: readonly [number, number],
  held: string,
): SceneNode[] {
  const bar = (style: "up" | "down", from: number, to: number): SceneNode[] =>
    to === from
      ? []
      : [
          {
            kind: "rect",
            style,
            x: left + 0.5,
            y: y.at(to),
            width: Math.max(0.5, right - left - 1),
            height: y.at(from) - y.at(to),
            opacity: 0.8,
            tip: `${held}: ${formatCounted(to - from, "trade")} ${style === "up" ? "gained" : "lost"}`,
          },
        ];
  return [...bar("up", 0, up), ...bar("down", up, up + down)];
}

function heldText(from: number, step: number): string {
  return step === 1
    ? formatCounted(from, "bar")
    : `${formatNumber(from, 0)} to ${formatCounted(from + step - 1, "bar")}`;
}

function barsAxis(box: Box, x: Scale, timeframe: string): SceneNode[] {
  const values = linearTicks(x.min, x.max, 6).filter((value) => Number.isInteger(value));
  const labels = axisLabels(values);
  return [
    { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom },
    ...values.flatMap((value, i): SceneNode[] => [
      { kind: "line", style: "axis", x1: x.at(value), y1: box.bottom, x2: x.at(value), y2: box.bottom + 5 },
      { kind: "text", style: "tick-label", x: x.at(value), y: box.bottom + 19, text: labels[i]!, anchor: "middle" },
    ]),
    {
      kind: "text",
      style: "tick-label",
      x: (box.left + box.right) / 2,
      y: box.bottom + 38,
      text: `bars of ${timeframe} from entry to exit`,
      anchor: "middle",
    },
  ];
}

function summaryOf(held: readonly number[], gained: readonly boolean[], openPart: string): string {
  const median = (rows: readonly number[]) => formatNumber(quantile(rows, 0.5), 0);
  const up = held.filter((_, i) => gained[i]);
  const down = held.filter((_, i) => !gained[i]);
  const parts = [
    ...(up.length > 0 ? [`${median(up)} for trades that gained`] : []),
    ...(down.length > 0 ? [`${median(down)} for those that lost`] : []),
  ];
  return `Median ${median(held)} bars: ${parts.join(", ")}.${openPart}`;
}
