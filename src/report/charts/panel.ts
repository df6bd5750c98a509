import type { ChartStyle } from "./chart-theme.ts";
import type { Scale } from "./scale.ts";
import type { SceneNode } from "./scene.ts";
import type { Tick } from "./ticks.ts";
import type { TimeTick } from "./time-axis.ts";

/** A rectangle of a picture that holds one drawing. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Position of the middle of row `i` when `rows` rows share a box. */
export function rowX(box: Box, rows: number, i: number): number {
  return box.left + ((i + 0.5) * (box.right - box.left)) / rows;
}

/** Horizontal hairlines with their labels to the left. */
export function valueAxis(box: Box, scale: Scale, ticks: readonly Tick[]): SceneNode[] {
  return ticks.flatMap(({ value, label }): SceneNode[] => {
    const y = scale.at(value);
    return [
      { kind: "line", style: "grid", x1: box.left, y1: y, x2: box.right, y2: y },
      { kind: "text", style: "tick-label", x: box.left - 8, y: y + 4, text: label, anchor: "end" },
    ];
  });
}

/** The base line with a small stroke and a label below each tick; labels that would leave the picture are moved in. */
export function rowAxis(box: Box, rows: number, ticks: readonly TimeTick[], width: number): SceneNode[] {
  const base: SceneNode = { kind: "line", style: "axis", x1: box.left, y1: box.bottom, x2: box.right, y2: box.bottom };
  return [
    base,
    ...ticks.flatMap(({ row, label }): SceneNode[] => {
      const x = rowX(box, rows, row);
      const half = label.length * 3.4;
      const labelX = Math.min(Math.max(x, half), width - half);
      return [
        { kind: "line", style: "axis", x1: x, y1: box.bottom, x2: x, y2: box.bottom + 5 },
        { kind: "text", style: "tick-label", x: labelX, y: box.bottom + 19, text: label, anchor: "middle" },
      ];
    }),
  ];
}

/** An entry of a legend. */
export interface LegendEntry {
  /** The line it explains; left out for a remark. */
  readonly style?: ChartStyle;
  readonly text: string;
}

/** Short lines with their names, side by side from `x`; starts a new line where `width` ends. */
export function legend(entries: readonly LegendEntry[], x: number, y: number, width: number): SceneNode[] {
  const nodes: SceneNode[] = [];
  let at = x;
  let line = y;
  for (const { style, text } of entries) {
    const textX = style === undefined ? 0 : 24;
    const size = textX + text.length * 6.6 + 18;
    if (at > x && at + size > width) {
      at = x;
      line += 17;
    }
    if (style !== undefined) nodes.push({ kind: "line", style, x1: at, y1: line - 4, x2: at + 18, y2: line - 4 });
    nodes.push({ kind: "text", style: "tick-label", x: at + textX, y: line, text });
    at += size;
  }
  return nodes;
}

/** Left margin that the widest of the labels needs. */
export function labelRoom(labels: readonly string[]): number {
  return Math.max(28, ...labels.map((label) => label.length * 6.8 + 14));
}
