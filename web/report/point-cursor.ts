import type { PointPanel } from "../../src/report/charts/scene.ts";
import type { CursorData } from "../../src/report/cursor-data.ts";
import { rowForKey } from "./cursor-geometry.ts";
import { makeFocusable } from "./focusable-chart.ts";
import { nearestTrade, pointIn, tradesAcross } from "./point-geometry.ts";
import { tradeReadings } from "./readout.ts";
import { showReadings } from "./show-readings.ts";
import { positionIn, setAttributes, svgNode } from "./svg-node.ts";

const POINTS_HINT = "Point at a trade, or focus the picture and use the arrow keys, to read its values.";

/**
 * A cursor from trade to trade on pictures with a dot for each: a pointer takes the nearest one, ← → go from the worst
 * adverse excursion to the least (with Shift ten at a time), Home and End to the ends; Esc takes it away.
 */
export function startPointCursors(figures: Iterable<HTMLElement>, data: CursorData): void {
  const order = tradesAcross(data.trades);
  if (order.length === 0) return;
  for (const figure of figures) {
    const readout = figure.querySelector<HTMLElement>(".readout");
    const rings: ((trade: number | undefined) => void)[] = [];
    let trade: number | undefined;
    const show = (next: number | undefined): void => {
      trade = next;
      for (const ring of rings) ring(trade);
      if (readout !== null) showReadings(readout, trade === undefined ? [] : tradeReadings(data, trade), POINTS_HINT);
    };
    for (const plot of figure.querySelectorAll<HTMLElement>("[data-points]")) {
      const panels = JSON.parse(plot.dataset.points ?? "") as readonly PointPanel[];
      const svg = plot.querySelector("svg");
      if (svg === null) continue;
      for (const panel of panels) rings.push(createRing(svg, panel, data));
      svg.addEventListener("pointermove", (event) =>
        show(nearestTrade(panels, data.trades, order, positionIn(svg, event))),
      );
      svg.addEventListener("pointerleave", () => show(undefined));
    }
    if (rings.length === 0) continue;
    makeFocusable(
      figure,
      (event) => {
        const at = trade === undefined ? undefined : order.indexOf(trade);
        const next = rowForKey(event, at, order.length);
        if (next !== "none") show(next === undefined ? undefined : order[next]);
        return next !== "none";
      },
      () => show(undefined),
    );
    show(undefined);
  }
}

function createRing(
  svg: SVGSVGElement,
  panel: PointPanel,
  { trades }: CursorData,
): (trade: number | undefined) => void {
  const ring = svgNode("circle", { class: "cursor-ring", r: "8" });
  ring.style.display = "none";
  svg.append(ring);
  return (trade) => {
    ring.style.display = trade === undefined ? "none" : "";
    if (trade === undefined) return;
    const { x, y } = pointIn(panel, trades, trade);
    setAttributes(ring, { cx: x, cy: y });
  };
}
