import type { TradeColumns } from "../../trading/trade-columns.ts";
import type { TradeRows } from "../trade-rows.ts";
import { extent } from "./extent.ts";
import { type Box, rowX, valueAxis } from "./panel.ts";
import { round } from "./path.ts";
import { linearScale } from "./scale.ts";
import type { SceneNode } from "./scene.ts";
import { niceAxis, type Tick } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

/** Each trade's return as a bar at its exit: up blue, down vermilion. */
export interface TradeBars {
  readonly ticks: readonly Tick[];
  draw(box: Box): SceneNode[];
}

export function tradeBars(trades: TradeColumns, at: TradeRows, rows: number, tickCount: number): TradeBars {
  const [least, most] = extent(trades.returnFraction, Float64Array.of(0)) ?? [0, 0];
  const axis = least < most ? niceAxis(least, most, tickCount) : niceAxis(-0.01, 0.01, 2);
  const ticks = labelled(axis.values, "percent");
  return {
    ticks,
    draw(box) {
      const scale = linearScale(axis.min, axis.max, box.bottom, box.top);
      const zero = scale.at(0);
      const width = Math.min(6, Math.max(1, ((box.right - box.left) / Math.max(1, trades.length)) * 0.6));
      let up = "";
      let down = "";
      for (let i = 0; i < trades.length; i++) {
        const value = trades.returnFraction[i]!;
        if (Number.isNaN(value)) continue;
        const y = scale.at(value);
        const height = Math.max(1, Math.abs(zero - y));
        const bar = `M${round(rowX(box, rows, at.exit[i]!) - width / 2)} ${round(zero)}h${round(width)}v`;
        if (value > 0) up += `${bar}${round(-height)}h${round(-width)}Z`;
        else down += `${bar}${round(height)}h${round(-width)}Z`;
      }
      return [
        ...valueAxis(box, scale, ticks),
        { kind: "path", style: "up", d: up },
        { kind: "path", style: "down", d: down },
        { kind: "line", style: "axis", x1: box.left, y1: zero, x2: box.right, y2: zero },
      ];
    },
  };
}
