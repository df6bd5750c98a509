import type { Cursor } from "../../src/report/charts/scene.ts";
import type { CursorData, CursorTrack } from "../../src/report/cursor-data.ts";
import { panelY, rowForKey, rowUnder, sameRow } from "./cursor-geometry.ts";
import { makeFocusable } from "./focusable-chart.ts";
import { readingsAt } from "./readout.ts";
import { showReadings } from "./show-readings.ts";
import { positionIn, setAttributes, svgNode } from "./svg-node.ts";

/** A row of a track. */
interface Place {
  readonly track: CursorTrack;
  readonly row: number;
}

/** Draws a cursor on one chart. */
interface Follower {
  show(place: Place | undefined): void;
}

const CHART_HINT = "Point at the chart, or focus it and use the arrow keys, to read its values.";

/**
 * One cursor over all charts with rows: a pointer moves it, and so do ← → (with Shift ten at a time), Home and End on a
 * focused chart; Esc takes it away. All charts show the same row, or the one of the same time where their rows differ.
 */
export function startCursors(figures: Iterable<HTMLElement>, data: CursorData): void {
  const followers: Follower[] = [];
  let place: Place | undefined;
  const show = (next: Place | undefined): void => {
    place = next;
    for (const follower of followers) follower.show(place);
  };
  for (const figure of figures) {
    const plots = [...figure.querySelectorAll<HTMLElement>("[data-cursor]")];
    const readout = figure.querySelector<HTMLElement>(".readout");
    const series = new Set<string>();
    let track: CursorTrack = data;
    for (const plot of plots) {
      const cursor = JSON.parse(plot.dataset.cursor ?? "") as Cursor;
      const svg = plot.querySelector("svg");
      const own = cursor.track === undefined ? data : data.tracks?.[cursor.track];
      if (svg === null || own === undefined) continue;
      track = own;
      for (const panel of cursor.panels) series.add(panel.series);
      followers.push(createFollower(svg, cursor, own));
      svg.addEventListener("pointermove", (event) =>
        show({ track: own, row: rowUnder(cursor, positionIn(svg, event).x) }),
      );
      svg.addEventListener("pointerleave", () => show(undefined));
    }
    if (readout === null || series.size === 0) continue;
    followers.push(createReadout(readout, data, track, [...series]));
    makeFocusable(
      figure,
      (event) => {
        const row = place === undefined ? undefined : rowIn(track, place);
        const next = rowForKey(event, row, track.time.length);
        if (next !== "none") show(next === undefined ? undefined : { track, row: next });
        return next !== "none";
      },
      () => show(undefined),
    );
  }
  show(undefined);
}

/** The row of a track that shows a place of any track. */
function rowIn(track: CursorTrack, place: Place): number {
  return track === place.track ? place.row : sameRow(place.track, place.row, track);
}

function createFollower(svg: SVGSVGElement, cursor: Cursor, track: CursorTrack): Follower {
  const { rows, left, right, top, bottom, panels } = cursor;
  const group = svgNode("g");
  const line = svgNode("line", { class: "cursor-line", y1: String(top), y2: String(bottom) });
  const dots = panels.map((panel) => svgNode("circle", { class: `cursor-dot dot-${panel.style}`, r: "4" }));
  group.append(line, ...dots);
  group.style.display = "none";
  svg.append(group);
  return {
    show(place) {
      group.style.display = place === undefined ? "none" : "";
      if (place === undefined) return;
      const row = rowIn(track, place);
      const x = left + ((row + 0.5) * (right - left)) / rows;
      setAttributes(line, { x1: x, x2: x });
      dots.forEach((dot, i) => {
        const panel = panels[i];
        const value = panel === undefined ? undefined : track.series[panel.series]?.[row];
        dot.style.display = typeof value === "number" ? "" : "none";
        if (panel === undefined || typeof value !== "number") return;
        setAttributes(dot, { cx: x, cy: panelY(panel, value) });
      });
    },
  };
}

function createReadout(
  element: HTMLElement,
  data: CursorData,
  track: CursorTrack,
  series: readonly string[],
): Follower {
  return {
    show(place) {
      const readings = place === undefined ? [] : readingsAt(track, rowIn(track, place), series, data.trades);
      showReadings(element, readings, CHART_HINT);
    },
  };
}
