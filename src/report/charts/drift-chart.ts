import type { WalkForwardRecord } from "../../run/walk-forward/walk-forward-record.ts";
import { formatCounted, formatPercent } from "../format.ts";
import { type Box, labelRoom, valueAxis } from "./panel.ts";
import { linePath } from "./path.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { niceAxis } from "./ticks.ts";
import { labelled } from "./value-scale.ts";
import { windowAxis, windowScale } from "./window-axis.ts";

const PANEL = 96;
const GAP = 30;

/** Each numeric parameter's choice from test to test, a step where it changes, a gap where a window had none. */
export function driftChart(walk: WalkForwardRecord, { width }: { readonly width: number }): Scene {
  const title = "Parameter drift";
  const { windows, drift } = walk;
  const numeric = drift.parameters.filter(({ range }) => range !== null);
  if (numeric.length === 0) return emptyScene(width, title, "No number was chosen.");
  const axes = numeric.map(({ range }) => {
    const [min, max] = range!;
    const pad = max > min ? 0 : Math.max(1e-9, Math.abs(max) * 0.1);
    return niceAxis(min - pad, max + pad, 3);
  });
  const ticks = axes.map(({ values }) => labelled(values, "plain"));
  const left = labelRoom(ticks.flat().map(({ label }) => label));
  const right = width - 14;
  const time = windowScale(walk, { left, right });
  const boxes = numeric.map((_, k): Box => {
    const top = 24 + k * (PANEL + GAP);
    return { left, right, top, bottom: top + PANEL };
  });
  const nodes = numeric.flatMap(({ name }, k): SceneNode[] => {
    const box = boxes[k]!;
    const scale = linearScale(axes[k]!.min, axes[k]!.max, box.bottom, box.top);
    const steps = windows.flatMap(({ params, outOfSample }): SceneNode[] => {
      if (params === null) return [];
      const y = scale.at(Number(params[name]));
      const xs = [time.at(Date.parse(outOfSample.start)), time.at(Date.parse(outOfSample.end))];
      return [{ kind: "path", style: "equity", d: linePath(xs, [y, y]) }];
    });
    const label: SceneNode = { kind: "text", style: "panel-label", x: left, y: box.top - 9, text: name };
    return [label, ...valueAxis(box, scale, ticks[k]!), ...steps];
  });
  const last = boxes.at(-1)!;
  const changes = drift.parameters.map(
    ({ name, changedShare }) => `${name} in ${formatPercent(changedShare ?? NaN, 0)}`,
  );
  return {
    ...{ width, height: last.bottom + 30, title },
    summary: `Over ${formatCounted(windows.length, "window")} the choice changed from one to the next: ${changes.join(", ")} of them.`,
    nodes: [...nodes, ...windowAxis(time, last, width)],
  };
}
