import { formatNumber, formatPercent, formatSignedPercent } from "../format.ts";
import type { YearReturns } from "../month-grid.ts";
import { emptyNote } from "./panel.ts";
import type { Scene, SceneNode } from "./scene.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The strongest tint still leaves the text on it readable. */
const STRONGEST = 0.55;

/**
 * Returns by month and year: blue for gains, vermilion for losses, stronger with size (full strength at the 95th
 * percentile, so that one wild month doesn't bleach the others), and each year's total in the last column.
 */
export function heatMap(years: readonly YearReturns[], { width }: { readonly width: number }): Scene {
  const title = "Monthly returns";
  const months = years.flatMap(({ months: values }) => [...values]).filter((value) => !Number.isNaN(value));
  if (months.length === 0) {
    return {
      width,
      height: 100,
      title,
      summary: "No sessions to show.",
      nodes: emptyNote(width, 100, "No sessions to show."),
    };
  }
  const isNarrow = width < 600;
  const small = isNarrow ? ("-small" as const) : ("" as const);
  const rowHeight = isNarrow ? 26 : 32;
  const left = isNarrow ? 30 : 52;
  const gapBeforeTotal = isNarrow ? 4 : 12;
  const pitch = (width - left - gapBeforeTotal) / 13;
  const head = 24;
  const strongest = strengthAt(months);
  const monthX = (month: number) => left + month * pitch + (month === 12 ? gapBeforeTotal : 0);

  const nodes: SceneNode[] = [...MONTHS, isNarrow ? "Year" : "Year total"].map((text, month) => ({
    kind: "text",
    style: `tick-label${small}`,
    x: monthX(month) + pitch / 2,
    y: 15,
    text,
    anchor: "middle",
  }));
  years.forEach(({ year, months: values, total }, row) => {
    const y = head + row * rowHeight;
    const middle = y + rowHeight / 2 + (isNarrow ? 3 : 4);
    nodes.push({
      kind: "text",
      style: `tick-label${small}`,
      x: left - 8,
      y: middle,
      text: String(year),
      anchor: "end",
    });
    [...values, total].forEach((value, month) => {
      if (Number.isNaN(value)) return;
      const x = monthX(month);
      nodes.push({
        kind: "rect",
        style: value < 0 ? "down" : "up",
        x: x + 1,
        y: y + 1,
        width: pitch - 2,
        height: rowHeight - 2,
        opacity: Math.min(1, Math.abs(value) / (month === 12 ? strongest * 3 : strongest)) * STRONGEST,
        tip: `${month === 12 ? year : `${MONTHS[month]} ${year}`}: ${formatSignedPercent(value)}`,
      });
      const style = month === 12 ? (`cell-total${small}` as const) : (`cell-label${small}` as const);
      nodes.push({
        kind: "text",
        style,
        x: x + pitch / 2,
        y: middle,
        text: cellText(value, isNarrow),
        anchor: "middle",
      });
    });
  });

  const best = Math.max(...months);
  const worst = Math.min(...months);
  const gained = months.filter((value) => value > 0).length;
  return {
    width,
    height: head + years.length * rowHeight + 4,
    title,
    summary: `${formatNumber(gained, 0)} of ${formatNumber(months.length, 0)} months gained; the best month was ${formatSignedPercent(best)}, the worst ${formatSignedPercent(worst)}.`,
    nodes,
  };
}

function strengthAt(values: readonly number[]): number {
  const sizes = values.map(Math.abs).sort((a, b) => a - b);
  return Math.max(sizes[Math.floor((sizes.length - 1) * 0.95)]!, 1e-9);
}

function cellText(value: number, isNarrow: boolean): string {
  const digits = Math.abs(value) >= (isNarrow ? 0.0995 : 9.995) ? 0 : 1;
  return isNarrow ? formatNumber(value * 100, digits) : formatPercent(value, digits);
}
