import type { WalkForwardRecord } from "../../run/walk-forward/walk-forward-record.ts";
import { type Box, rowAxis } from "./panel.ts";
import { linearScale, type Scale } from "./scale.ts";
import type { SceneNode } from "./scene.ts";
import { timeTicks } from "./time-axis.ts";

/** From the first training's start to the last test's end, across a box. */
export function windowScale({ windows }: WalkForwardRecord, { left, right }: Pick<Box, "left" | "right">): Scale {
  const starts = windows.map(({ train }) => Date.parse(train.start));
  const ends = windows.map(({ test }) => Date.parse(test.end));
  return linearScale(Math.min(...starts), Math.max(...ends), left, right);
}

/** Labels of that scale below a box. */
export function windowAxis(scale: Scale, box: Box, width: number): SceneNode[] {
  const rows = Math.max(2, Math.floor(box.right - box.left));
  const time = Float64Array.from({ length: rows }, (_, i) => scale.min + ((i + 0.5) / rows) * (scale.max - scale.min));
  return rowAxis(
    box,
    rows,
    timeTicks(time, width < 600 ? 5 : 12, Math.ceil((rows * 48) / (box.right - box.left))),
    width,
  );
}
