import type { Cursor } from "../../src/report/charts/scene.ts";
import type { CursorData } from "../../src/report/cursor-data.ts";
import { panelY, rowForKey, rowUnder } from "./cursor-geometry.ts";
import { readingsAt } from "./readout.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Draws a cursor on one chart. */
interface Follower {
  show(row: number | undefined): void;
}

/**
 * One cursor over all charts with rows: a pointer moves it, and so do ← → (with Shift ten at a time), Home and End on a
 * focused chart; Esc takes it away. All charts show the same row.
 */
export function startCursors(figures: Iterable<HTMLElement>, data: CursorData): void {
  const followers: Follower[] = [];
  let row: number | undefined;
  const show = (next: number | undefined): void => {
    row = next;
    for (const follower of followers) follower.show(row);
  };
  for (const figure of figures) {
    const follow = figure.querySelector<HTMLElement>(".follow");
    const readout = figure.querySelector<HTMLElement>(".readout");
    const plots = [...figure.querySelectorAll<HTMLElement>("[data-cursor]")];
    if (follow === null || readout === null) continue;
    const series = new Set<string>();
    for (const plot of plots) {
      const cursor = JSON.parse(plot.dataset.cursor ?? "") as Cursor;
      const svg = plot.querySelector("svg");
      if (svg === null) continue;
      for (const panel of cursor.panels) series.add(panel.series);
      followers.push(createFollower(svg, cursor, data));
      svg.addEventListener("pointermove", (event) => show(rowUnder(cursor, positionIn(svg, event.clientX))));
      svg.addEventListener("pointerleave", () => show(undefined));
    }
    followers.push(createReadout(readout, data, [...series]));
    follow.tabIndex = 0;
    follow.setAttribute("role", "group");
    follow.setAttribute(
      "aria-label",
      `${figure.querySelector("h2")?.textContent ?? ""}: move along with the arrow keys`,
    );
    follow.addEventListener("keydown", (event) => {
      const next = rowForKey(event, row, data.time.length);
      if (next === "none") return;
      event.preventDefault();
      show(next);
    });
    follow.addEventListener("blur", () => show(undefined));
  }
  show(undefined);
}

/** A pointer's place in the picture's units. */
function positionIn(svg: SVGSVGElement, clientX: number): number {
  const frame = svg.getBoundingClientRect();
  return ((clientX - frame.left) * svg.viewBox.baseVal.width) / frame.width;
}

function createFollower(svg: SVGSVGElement, cursor: Cursor, data: CursorData): Follower {
  const { rows, left, right, top, bottom, panels } = cursor;
  const group = document.createElementNS(SVG, "g");
  const line = document.createElementNS(SVG, "line");
  line.setAttribute("class", "cursor-line");
  line.setAttribute("y1", String(top));
  line.setAttribute("y2", String(bottom));
  const dots = panels.map((panel) => {
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("class", `cursor-dot dot-${panel.style}`);
    dot.setAttribute("r", "4");
    return dot;
  });
  group.append(line, ...dots);
  group.style.display = "none";
  svg.append(group);
  return {
    show(row) {
      group.style.display = row === undefined ? "none" : "";
      if (row === undefined) return;
      const x = String(left + ((row + 0.5) * (right - left)) / rows);
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
      dots.forEach((dot, i) => {
        const panel = panels[i];
        const value = panel === undefined ? undefined : data.series[panel.series]?.[row];
        dot.style.display = typeof value === "number" ? "" : "none";
        if (panel === undefined || typeof value !== "number") return;
        dot.setAttribute("cx", x);
        dot.setAttribute("cy", String(panelY(panel, value)));
      });
    },
  };
}

function createReadout(element: HTMLElement, data: CursorData, series: readonly string[]): Follower {
  return {
    show(row) {
      if (row === undefined) {
        element.textContent = "Point at the chart, or focus it and use the arrow keys, to read its values.";
        return;
      }
      const parts = readingsAt(data, row, series).map(({ name, value }) => {
        const strong = document.createElement("b");
        strong.textContent = value;
        const part = document.createElement("span");
        part.append(name === "" ? "" : ` · ${name} `, strong);
        return part;
      });
      element.replaceChildren(...parts);
    },
  };
}
