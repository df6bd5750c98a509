import type { PointAxis, PointPanel } from "../../src/report/charts/scene.ts";
import type { CursorData } from "../../src/report/cursor-data.ts";

type Trades = CursorData["trades"];

/** A place in a picture, in its units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The trades that have dots, from the worst adverse excursion to the least; of equal ones the lower return first. */
export function tradesAcross({ mae, mfe, result }: Trades): number[] {
  const known = [...mae.keys()].filter((i) => mae[i] !== null && mfe[i] !== null && result[i] !== null);
  return known.sort((a, b) => (mae[a] ?? 0) - (mae[b] ?? 0) || (result[a] ?? 0) - (result[b] ?? 0));
}

/** Where a panel shows a trade. */
export function pointIn({ x, y }: PointPanel, trades: Trades, trade: number): Point {
  return { x: along(x, trades, trade), y: along(y, trades, trade) };
}

/** The trade whose dot in any of the panels lies nearest to a place. */
export function nearestTrade(
  panels: readonly PointPanel[],
  trades: Trades,
  among: readonly number[],
  { x, y }: Point,
): number | undefined {
  let nearest: number | undefined;
  let least = Infinity;
  for (const panel of panels) {
    for (const trade of among) {
      const point = pointIn(panel, trades, trade);
      const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (distance < least) [nearest, least] = [trade, distance];
    }
  }
  return nearest;
}

function along({ series, min, max, from, to }: PointAxis, trades: Trades, trade: number): number {
  return from + (((trades[series][trade] ?? NaN) - min) / (max - min)) * (to - from);
}
