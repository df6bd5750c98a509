import { formatCounted, formatNumber, formatPercent, formatSignedPercent } from "../format.ts";
import type { YearReturns } from "../month-grid.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The strongest tint still leaves the text on it readable. */
const STRONGEST = 0.55;

/** A cell of the picture; `month` 12 is the year's total. */
interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly year: number;
  readonly month: number;
  readonly value: number;
}

/**
 * Returns by month and year: blue for gains, vermilion for losses, stronger with size (full strength at the 95th
 * percentile, so that one wild month doesn't bleach the others), and each year's total. Narrow pictures give each year
 * two lines of six months.
 */
export function heatMap(years: readonly YearReturns[], { width }: { readonly width: number }): Scene {
  const title = "Monthly returns";
  const months = years.flatMap(({ months: values }) => [...values]).filter((value) => !Number.isNaN(value));
  if (months.length === 0) return emptyScene(width, title, "No sessions to show.");
  const strongest = strengthAt(months);
  const { height, nodes } = width < 600 ? narrowMap(years, width, strongest) : wideMap(years, width, strongest);
  const best = Math.max(...months);
  const worst = Math.min(...months);
  const gained = months.filter((value) => value > 0).length;
  return {
    width,
    height,
    title,
    summary: `${formatNumber(gained, 0)} of ${formatCounted(months.length, "month")} gained; the best month was ${formatSignedPercent(best)}, the worst ${formatSignedPercent(worst)}.`,
    nodes,
  };
}

interface Drawing {
  readonly height: number;
  readonly nodes: SceneNode[];
}

function wideMap(years: readonly YearReturns[], width: number, strongest: number): Drawing {
  const rowHeight = 32;
  const left = 52;
  const gapBeforeTotal = 12;
  const head = 24;
  const pitch = (width - left - gapBeforeTotal) / 13;
  const monthX = (month: number) => left + month * pitch + (month === 12 ? gapBeforeTotal : 0);
  const nodes: SceneNode[] = [...MONTHS, "Year total"].map((text, month) => ({
    kind: "text",
    style: "tick-label",
    x: monthX(month) + pitch / 2,
    y: 15,
    text,
    anchor: "middle",
  }));
  years.forEach(({ year, months, total }, row) => {
    const y = head + row * rowHeight;
    nodes.push({ kind: "text", style: "tick-label", x: left - 8, y: y + 20, text: String(year), anchor: "end" });
    [...months, total].forEach((value, month) => {
      const cell = { x: monthX(month), y, width: pitch, height: rowHeight, year, month, value };
      nodes.push(...tint(cell, strongest), ...cellLabel(cell, 20));
    });
  });
  return { height: head + years.length * rowHeight + 4, nodes };
}

function narrowMap(years: readonly YearReturns[], width: number, strongest: number): Drawing {
  const rowHeight = 36;
  const yearHeight = 2 * rowHeight + 12;
  const left = 68;
  const pitch = (width - left) / 6;
  const nodes = years.flatMap(({ year, months, total }, row): SceneNode[] => {
    const top = row * yearHeight;
    const cells = Array.from(months, (value, month) => ({
      x: left + (month % 6) * pitch,
      y: top + (month < 6 ? 0 : rowHeight),
      width: pitch,
      height: rowHeight,
      year,
      month,
      value,
    }));
    return [
      { kind: "text", style: "panel-label", x: 0, y: top + 22, text: String(year) },
      ...tint(
        { x: -1, y: top + rowHeight, width: left - 6, height: rowHeight, year, month: 12, value: total },
        strongest,
      ),
      {
        kind: "text",
        style: "cell-total",
        x: left / 2 - 4,
        y: top + rowHeight + 22,
        text: percentText(total),
        anchor: "middle",
      },
      ...cells.flatMap((cell): SceneNode[] =>
        Number.isNaN(cell.value)
          ? []
          : [
              ...tint(cell, strongest),
              { kind: "text", style: "cell-month", x: cell.x + 6, y: cell.y + 13, text: MONTHS[cell.month]! },
              ...cellLabel(cell, 28),
            ],
      ),
    ];
  });
  return { height: years.length * yearHeight, nodes };
}

function tint({ x, y, width, height, year, month, value }: Cell, strongest: number): SceneNode[] {
  if (Number.isNaN(value)) return [];
  return [
    {
      kind: "rect",
      style: value < 0 ? "down" : "up",
      x: x + 1,
      y: y + 1,
      width: width - 2,
      height: height - 2,
      opacity: Math.min(1, Math.abs(value) / (month === 12 ? strongest * 3 : strongest)) * STRONGEST,
      tip: `${month === 12 ? year : `${MONTHS[month]} ${year}`}: ${formatSignedPercent(value)}`,
    },
  ];
}

function cellLabel({ x, y, width, month, value }: Cell, baseline: number): SceneNode[] {
  if (Number.isNaN(value)) return [];
  const style = month === 12 ? ("cell-total" as const) : ("cell-label" as const);
  return [{ kind: "text", style, x: x + width / 2, y: y + baseline, text: percentText(value), anchor: "middle" }];
}

function percentText(value: number): string {
  return formatPercent(value, Math.abs(value) >= 9.995 ? 0 : 1);
}

function strengthAt(values: readonly number[]): number {
  const sizes = values.map(Math.abs).sort((a, b) => a - b);
  return Math.max(sizes[Math.floor((sizes.length - 1) * 0.95)]!, 1e-9);
}
