import { formatCounted } from "../format.ts";
import { returnBins } from "../return-bins.ts";
import { type Box, labelRoom, legend, valueAxis } from "./panel.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { linearTicks, niceAxis } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

/** What a distribution is drawn from. */
export interface DistributionChartInput {
  readonly title: string;
  /** One number per world, split or path; those that aren't finite are left out. */
  readonly values: ArrayLike<number>;
  /** What one of them is: "permutation", "split". */
  readonly noun: string;
  /** The number that is looked for among them, and its name. */
  readonly marked: number;
  readonly markedLabel: string;
}

/**
 * How numbers are distributed, and where one lies among them: of worlds without an edge with the result in it, of the logits
 * of a cross-validation with 0 in it. Bars at and above the mark are the darker ones.
 */
export function distributionChart(
  { title, values, noun, marked, markedLabel }: DistributionChartInput,
  { width }: { readonly width: number },
): Scene {
  const known = Float64Array.from(Array.from(values).filter(Number.isFinite));
  const bins = returnBins(known);
  if (bins === undefined || !Number.isFinite(marked)) return emptyScene(width, title, "Too few different numbers.");
  const isNarrow = width < 600;
  const height = isNarrow ? 240 : 280;
  const counts = niceAxis(0, Math.max(...bins.counts), 4);
  const ticks = labelled(
    counts.values.filter((value) => Number.isInteger(value)),
    "plain",
  );
  const box: Box = {
    left: labelRoom(ticks.map(({ label }) => label)),
    right: width - 16,
    top: 40,
    bottom: height - 28,
  };
  const end = bins.start + bins.counts.length * bins.step;
  const reach = 0.02 * (end - bins.start);
  const x = linearScale(Math.min(bins.start, marked - reach), Math.max(end, marked + reach), box.left, box.right);
  const y = linearScale(0, counts.max, box.bottom, box.top);
  const places = labelled(linearTicks(x.min, x.max, isNarrow ? 4 : 9), "plain");
  const above = known.filter((value) => value >= marked).length;
  const nodes: SceneNode[] = [
    ...legend([{ style: "reference", text: `${markedLabel} ${marked.toFixed(2)}` }], box.left, 16, width),
    ...valueAxis(box, y, ticks),
    ...Array.from(bins.counts).flatMap((count, k): SceneNode[] => {
      if (count === 0) return [];
      const from = bins.start + k * bins.step;
      const left = x.at(from);
      const top = y.at(count);
      return [
        {
          kind: "rect",
          style: "up",
          x: left + 0.5,
          y: top,
          width: Math.max(0.5, x.at(from + bins.step) - left - 1),
          height: y.at(0) - top,
          opacity: from + bins.step / 2 >= marked ? 0.9 : 0.45,
          tip: `${from.toFixed(2)} to ${(from + bins.step).toFixed(2)}: ${formatCounted(count, noun)}`,
        },
      ];
    }),
    { kind: "line", style: "reference", x1: x.at(marked), y1: box.top - 6, x2: x.at(marked), y2: box.bottom },
    { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom },
    ...places.flatMap(({ value, label }): SceneNode[] => [
      { kind: "line", style: "axis", x1: x.at(value), y1: box.bottom, x2: x.at(value), y2: box.bottom + 5 },
      { kind: "text", style: "tick-label", x: x.at(value), y: box.bottom + 19, text: label, anchor: "middle" },
    ]),
  ];
  const summary = `${above} of ${formatCounted(known.length, noun)} are at or above ${markedLabel.toLowerCase()} ${marked.toFixed(2)}.`;
  return { width, height, title, summary, nodes };
}
