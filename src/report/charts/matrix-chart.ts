import { quantile } from "../../math/quantile.ts";
import type { MatrixCell } from "../../run/walk-forward/walk-forward-record.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";

const ROW = 40;
const HEAD = 48;
const LEFT = 92;
/** The strongest tint still leaves the text on it readable. */
const STRONGEST = 0.55;

export interface MatrixChartOptions {
  readonly width: number;
  readonly title: string;
  /** What a cell shows; NaN where it has nothing. */
  readonly numberOf: (cell: MatrixCell) => number;
  readonly format: (value: number) => string;
  readonly better: "higher" | "lower";
}

/**
 * A number over training lengths (rows) and test lengths (columns): blue on the good side of 0, vermilion on the other,
 * stronger with size.
 */
export function matrixChart(cells: readonly MatrixCell[], options: MatrixChartOptions): Scene {
  const { width, title, numberOf, format, better } = options;
  const trains = [...new Set(cells.map(({ train }) => train))];
  const tests = [...new Set(cells.map(({ test }) => test))];
  const sizes = cells.map((cell) => Math.abs(numberOf(cell))).filter(Number.isFinite);
  if (sizes.length === 0) return emptyScene(width, title, "No pair of lengths has it.");
  const strongest = Math.max(quantile(Float64Array.from(sizes), 0.95), 1e-9);
  const pitch = (width - LEFT) / tests.length;
  const label = (x: number, y: number, text: string, anchor: "middle" | "end"): SceneNode => {
    return { kind: "text", style: "tick-label", x, y, text, anchor };
  };
  const nodes: SceneNode[] = [
    { kind: "text", style: "panel-label", x: 0, y: 14, text: "Trained on (rows), tested on (columns)" },
    ...tests.map((test, k) => label(LEFT + (k + 0.5) * pitch, HEAD - 10, String(test), "middle")),
    ...trains.map((train, k) => label(LEFT - 10, HEAD + k * ROW + ROW / 2 + 4, String(train), "end")),
  ];
  for (const cell of cells) {
    const value = numberOf(cell);
    const x = LEFT + tests.indexOf(cell.test) * pitch;
    const y = HEAD + trains.indexOf(cell.train) * ROW;
    const text = Number.isFinite(value) ? format(value) : "–";
    const isGood = better === "higher" ? value >= 0 : value <= 0;
    if (Number.isFinite(value))
      nodes.push({
        ...{ kind: "rect", style: isGood ? "up" : "down", x: x + 1, y: y + 1, width: pitch - 2, height: ROW - 2 },
        opacity: Math.min(1, Math.abs(value) / strongest) * STRONGEST,
        tip: `Trained on ${cell.train}, tested on ${cell.test}: ${text}`,
      });
    nodes.push({ kind: "text", style: "cell-label", x: x + pitch / 2, y: y + ROW / 2 + 4, text, anchor: "middle" });
  }
  const known = cells.filter((cell) => Number.isFinite(numberOf(cell)));
  const good = known.filter((cell) => (better === "higher" ? numberOf(cell) > 0 : numberOf(cell) < 0)).length;
  return {
    ...{ width, height: HEAD + trains.length * ROW + 6, title, nodes },
    summary: `${good} of ${known.length} pairs of lengths are on the good side of 0.`,
  };
}
