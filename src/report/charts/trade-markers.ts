import type { TradeColumns } from "../../trading/trade-columns.ts";
import type { TradeRows } from "../trade-rows.ts";
import type { ChartStyle } from "./chart-theme.ts";
import { type Box, rowX } from "./panel.ts";
import { round } from "./path.ts";
import type { Scale } from "./scale.ts";
import type { SceneNode } from "./scene.ts";

/** Above this many trades triangles would cover each other and the price: on a wide picture, and on a narrow one. */
const MOST_MARKERS = { wide: 150, narrow: 40 };

/**
 * Trades on a price panel, blue when they gained and vermilion when not: a line from entry to exit, a triangle up at
 * the entry, a triangle down at the exit, hollow ones for shorts. Many trades are drawn as lines alone.
 */
export function tradeMarkers(
  trades: TradeColumns,
  at: TradeRows,
  rows: number,
  box: Box,
  scale: Scale,
): { readonly nodes: SceneNode[]; readonly hasTriangles: boolean } {
  const isNarrow = box.right - box.left < 500;
  const hasTriangles = trades.length <= MOST_MARKERS[isNarrow ? "narrow" : "wide"];
  const paths = new Map<ChartStyle, string>();
  const add = (style: ChartStyle, d: string) => paths.set(style, (paths.get(style) ?? "") + d);
  const size = isNarrow ? 4 : trades.length > 60 ? 4.5 : 5.5;
  for (let i = 0; i < trades.length; i++) {
    const outcome = trades.pnl[i]! > 0 ? "up" : "down";
    const x1 = rowX(box, rows, at.entry[i]!);
    const x2 = rowX(box, rows, at.exit[i]!);
    const y1 = scale.at(trades.entryPrice[i]!);
    const y2 = scale.at(trades.exitPrice[i]!);
    add(`trade-${outcome}`, `M${round(x1)} ${round(y1)}L${round(Math.max(x2, x1 + 0.6))} ${round(y2)}`);
    if (!hasTriangles) continue;
    const style: ChartStyle = trades.side[i]! > 0 ? `marker-${outcome}` : `marker-${outcome}-short`;
    add(style, `M${round(x1)} ${round(y1 + 1)}l${size} ${size * 1.7}h${-2 * size}Z`);
    add(style, `M${round(x2)} ${round(y2 - 1)}l${size} ${-size * 1.7}h${-2 * size}Z`);
  }
  const nodes = [...paths]
    .sort(([a], [b]) => drawingOrder(a) - drawingOrder(b))
    .map(([style, d]): SceneNode => ({ kind: "path", style, d }));
  return { nodes, hasTriangles };
}

function drawingOrder(style: ChartStyle): number {
  return style.startsWith("trade-") ? 0 : 1;
}
