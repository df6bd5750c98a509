import { axisLabels, logAxisLabels } from "./axis-labels.ts";
import { extent } from "./extent.ts";
import { linearScale, logScale, type Scale } from "./scale.ts";
import { logTicks, niceAxis, type Tick } from "./ticks.ts";

/** How a value axis is spaced. "auto" takes logarithmic steps where the highest value is five times the lowest. */
export type ValueSpacing = "auto" | "linear" | "log";

/** A scale for prices or money that covers all columns, and its ticks. Undefined without a finite value. */
export function valueScale(
  columns: readonly Float64Array[],
  spacing: ValueSpacing,
  box: { readonly top: number; readonly bottom: number },
  unit: "plain" | "money",
): { readonly scale: Scale; readonly ticks: readonly Tick[] } | undefined {
  const range = extent(...columns);
  if (range === undefined) return undefined;
  const [min, max] = range;
  const count = Math.max(2, Math.round((box.bottom - box.top) / 55));
  if (spacing === "log" || (spacing === "auto" && min > 0 && max / min >= 5)) {
    if (min > 0 && max > min) {
      const scale = logScale(min * 0.96, max * 1.04, box.bottom, box.top);
      const values = logTicks(scale.min, scale.max, count + 2);
      const labels = logAxisLabels(values, unit);
      return { scale, ticks: values.map((value, i) => ({ value, label: labels[i]! })) };
    }
  }
  const pad = max > min ? 0 : Math.max(Math.abs(max) * 0.02, 1e-9);
  const axis = niceAxis(min - pad, max + pad, count);
  return { scale: linearScale(axis.min, axis.max, box.bottom, box.top), ticks: labelled(axis.values, unit) };
}

/** Values with their labels, as an axis wants them. */
export function labelled(values: readonly number[], unit: "plain" | "money" | "percent"): Tick[] {
  const labels = axisLabels(values, unit);
  return values.map((value, i) => ({ value, label: labels[i]! }));
}
