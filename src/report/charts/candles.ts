import type { Curve } from "../../run/run-detail.ts";
import { type Box, rowX } from "./panel.ts";
import { round } from "./path.ts";
import type { Scale } from "./scale.ts";
import type { SceneNode } from "./scene.ts";

/** One candle a row, hollow when it closed at or above its open. Two paths in all: rising ones and falling ones. */
export function candles(curve: Curve, box: Box, scale: Scale): SceneNode[] {
  const rows = curve.time.length;
  const half = Math.min(6, Math.max(0.75, ((box.right - box.left) / rows) * 0.32));
  let rising = "";
  let falling = "";
  for (let i = 0; i < rows; i++) {
    const open = curve.open[i]!;
    const close = curve.close[i]!;
    const x = rowX(box, rows, i);
    const high = scale.at(curve.high[i]!);
    const low = scale.at(curve.low[i]!);
    const upper = scale.at(Math.max(open, close));
    const lower = Math.max(scale.at(Math.min(open, close)), upper + 0.8);
    const wicks = `M${round(x)} ${round(high)}V${round(upper)}M${round(x)} ${round(lower)}V${round(low)}`;
    const body = `M${round(x - half)} ${round(upper)}H${round(x + half)}V${round(lower)}H${round(x - half)}Z`;
    if (close >= open) rising += wicks + body;
    else falling += wicks + body;
  }
  return [
    { kind: "path", style: "candle-up", d: rising },
    { kind: "path", style: "candle-down", d: falling },
  ];
}
