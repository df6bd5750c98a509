import type { ParameterImportance } from "../../optimize/landscape/parameter-importance.ts";
import { formatPercent } from "../format.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";

const LETTER = 7;
const ROW = 34;

/** A bar for each parameter, the most important first: its share of the variance, and what is left to interactions. */
export function importanceChart(
  importance: readonly ParameterImportance[],
  { width }: { readonly width: number },
): Scene {
  const title = "What each parameter alone explains";
  const known = importance.filter(({ share }) => !Number.isNaN(share)).sort((a, b) => b.share - a.share);
  if (known.length === 0) return emptyScene(width, title, "All combinations score the same.");
  const left = Math.min(width / 2, Math.max(...known.map(({ name }) => name.length)) * LETTER + 16);
  const room = width - left - 60;
  const nodes = known.flatMap(({ name, share }, k): SceneNode[] => {
    const y = k * ROW + 6;
    const size = Math.max(1, share * room);
    return [
      { kind: "text", style: "tick-label", x: left - 10, y: y + 16, text: name, anchor: "end" },
      { kind: "rect", style: "neutral", x: left, y, width: room, height: ROW - 12, opacity: 0.14 },
      {
        kind: "rect",
        style: "up",
        x: left,
        y,
        width: size,
        height: ROW - 12,
        opacity: 0.75,
        tip: `${name}: ${formatPercent(share, 1)}`,
      },
      { kind: "text", style: "cell-total", x: left + room + 8, y: y + 16, text: formatPercent(share, 1) },
    ];
  });
  const [first] = known;
  return {
    width,
    height: known.length * ROW + 8,
    title,
    summary: `${first!.name} alone explains ${formatPercent(first!.share, 1)} of how scores differ. What the bars leave over belongs to parameters together, or to chance.`,
    nodes,
  };
}
