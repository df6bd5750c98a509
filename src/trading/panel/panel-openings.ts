import type { Panel } from "../../market/panel.ts";

/** Bars of several instruments that open at one instant. */
export interface Opening {
  /** Of each, its place among the instruments, and the bar. */
  readonly instruments: readonly number[];
  readonly bars: readonly number[];
}

/** What was found of panels before: a sweep simulates one again and again. */
const known = new WeakMap<Panel, readonly (readonly Opening[])[] | null>();

/**
 * What opens before each row of a panel whose bars overlap, after the row before it: instant after instant, at each in the
 * order of the instruments. A bar that opens as another one closes comes after that close. Null where no bar begins before a
 * bar of another instrument ends.
 */
export function panelOpenings(panel: Panel): readonly (readonly Opening[])[] | null {
  const found = known.get(panel);
  if (found !== undefined) return found;
  const openings = isOverlapping(panel) ? openingsOf(panel) : null;
  known.set(panel, openings);
  return openings;
}

function isOverlapping({ instruments, bars, closeTime }: Panel): boolean {
  return instruments.some(({ time }, k) =>
    bars[k]!.some((i, row) => row > 0 && i >= 0 && time[i]! < closeTime[row - 1]!),
  );
}

function openingsOf({ instruments, bars, closeTime, length }: Panel): readonly (readonly Opening[])[] {
  const openings: { time: number; instruments: number[]; bars: number[] }[][] = Array.from({ length }, () => []);
  for (const [k, { time }] of instruments.entries()) {
    let row = 0;
    for (const i of bars[k]!) {
      if (i < 0) continue;
      while (closeTime[row]! <= time[i]!) row++;
      const before = openings[row]!;
      const same = before.find((opening) => opening.time === time[i]);
      if (same === undefined) before.push({ time: time[i]!, instruments: [k], bars: [i] });
      else {
        same.instruments.push(k);
        same.bars.push(i);
      }
    }
  }
  for (const all of openings) all.sort((a, b) => a.time - b.time);
  return openings;
}
