import { quantile } from "../../math/quantile.ts";
import type { TradeColumns } from "../../trading/trade-columns.ts";
import { formatSignedPercent } from "../format.ts";
import type { TradeRows } from "../trade-rows.ts";
import type { ChartStyle } from "./chart-theme.ts";
import { extent } from "./extent.ts";
import { type Box, labelRoom, rowAxis, rowX, valueAxis } from "./panel.ts";
import { round } from "./path.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { niceAxis } from "./ticks.ts";
import { timeTicks } from "./time-axis.ts";
import { labelled } from "./value-scale.ts";

/** From this many trades on, dots are small. */
const MANY = 300;

/** One dot a trade: its return over the time of its entry; blue gains, vermilion losses, hollow shorts. */
export function returnScatter(
  trades: TradeColumns,
  at: TradeRows,
  rowTime: Float64Array,
  { width }: { readonly width: number },
): Scene {
  const title = "Return of each trade by its entry";
  const range = extent(trades.returnFraction);
  if (range === undefined) return emptyScene(width, title, "No trades to show.");
  const height = 280;
  const rows = rowTime.length;
  const [least, most] = [Math.min(0, range[0]), Math.max(0, range[1])];
  const axis = least < most ? niceAxis(least, most, 5) : niceAxis(-0.01, 0.01, 2);
  const ticks = labelled(axis.values, "percent");
  const box: Box = {
    left: labelRoom(ticks.map(({ label }) => label)),
    right: width - 12,
    top: 14,
    bottom: height - 30,
  };
  const scale = linearScale(axis.min, axis.max, box.bottom, box.top);
  const paths = new Map<ChartStyle, string>();
  const size = trades.length >= MANY ? ("-small" as const) : ("" as const);
  let shorts = 0;
  for (let i = 0; i < trades.length; i++) {
    const value = trades.returnFraction[i]!;
    if (Number.isNaN(value)) continue;
    const dot = `M${round(rowX(box, rows, at.entry[i]!))} ${round(scale.at(value))}h0`;
    const styles: ChartStyle[] = [`dot-${trades.pnl[i]! > 0 ? "up" : "down"}${size}`];
    if (trades.side[i]! < 0) {
      shorts++;
      styles.push(`dot-hole${size}`);
    }
    for (const style of styles) paths.set(style, (paths.get(style) ?? "") + dot);
  }
  const order: readonly ChartStyle[] = [`dot-up${size}`, `dot-down${size}`, `dot-hole${size}`];
  const nodes: SceneNode[] = [
    ...valueAxis(box, scale, ticks),
    { kind: "line", style: "axis", x1: box.left, y1: scale.at(0), x2: box.right, y2: scale.at(0) },
    ...order.flatMap((style): SceneNode[] => {
      const d = paths.get(style);
      return d === undefined ? [] : [{ kind: "path", style, d }];
    }),
    ...rowAxis(box, rows, timeTicks(rowTime, 5, Math.ceil((rows * 48) / (width - box.left))), width),
  ];
  const median = quantile(
    trades.returnFraction.filter((value) => !Number.isNaN(value)),
    0.5,
  );
  const hollow = shorts > 0 ? " Hollow: short." : "";
  return {
    width,
    height,
    title,
    summary: `Each dot is a trade at the time of its entry. Best ${formatSignedPercent(range[1])}, median ${formatSignedPercent(median)}, worst ${formatSignedPercent(range[0])}.${hollow}`,
    nodes,
  };
}
