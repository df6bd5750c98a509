import type { Cursor, CursorPanel } from "../../src/report/charts/scene.ts";
import type { CursorTrack } from "../../src/report/cursor-data.ts";

/** The row a key leads to; undefined takes the cursor away; "none" for keys that are no business of a cursor. */
export function rowForKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  row: number | undefined,
  rows: number,
): number | undefined | "none" {
  const step = shiftKey ? 10 : 1;
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, (row ?? rows) - step);
    case "ArrowRight":
      return Math.min(rows - 1, row === undefined ? 0 : row + step);
    case "Home":
      return 0;
    case "End":
      return rows - 1;
    case "Escape":
      return undefined;
    default:
      return "none";
  }
}

/** Where a value lies between a panel's bottom and top, in the picture's units. */
export function panelY({ scale, min, max, top, bottom }: CursorPanel, value: number): number {
  const of = scale === "log" ? Math.log : (x: number) => x;
  return max > min ? bottom + ((of(value) - of(min)) / (of(max) - of(min))) * (top - bottom) : (top + bottom) / 2;
}

/** The row whose part of the picture a horizontal position lies in; positions beside it count as the nearest. */
export function rowUnder({ rows, left, right }: Cursor, x: number): number {
  return Math.min(rows - 1, Math.max(0, Math.floor(((x - left) / (right - left)) * rows)));
}

/**
 * The row of another track at a row's time: the last one that has begun by then or, when `to` is finer, the first one
 * from then on; the nearest where there is none.
 */
export function sameRow(from: CursorTrack, row: number, to: CursorTrack): number {
  // A close on a session's last instant belongs to that session.
  const time = (from.time[row] ?? NaN) - (from.isDaily ? 0 : 1);
  let [low, high] = [0, to.time.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((to.time[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  const isAt = to.time[low] === time;
  const next = isAt || to.time.length > from.time.length ? low : low - 1;
  return Math.max(0, Math.min(to.time.length - 1, next));
}
