import { escapeHtml } from "../html/html.ts";
import { standaloneCss } from "./chart-theme.ts";
import { round } from "./path.ts";
import type { Scene, SceneNode } from "./scene.ts";

/**
 * A scene as SVG: text stays text, the size follows its surroundings (viewBox), and `role="img"` with a label tells
 * what it shows. `standalone` adds the styles that a page would bring, and a title.
 */
export function renderSvg(scene: Scene, { standalone = false }: { readonly standalone?: boolean } = {}): string {
  const label = escapeHtml(`${scene.title}. ${scene.summary}`);
  const head = standalone
    ? `<svg xmlns="http://www.w3.org/2000/svg" width="${scene.width}" height="${scene.height}" `
    : "<svg ";
  const own = standalone ? `<title>${escapeHtml(scene.title)}</title><style>${standaloneCss()}</style>` : "";
  const body = scene.nodes.map(renderNode).join("");
  return `${head}class="chart" viewBox="0 0 ${scene.width} ${scene.height}" role="img" aria-label="${label}">${own}${body}</svg>`;
}

function renderNode(node: SceneNode): string {
  const style = `class="c-${node.style}"`;
  switch (node.kind) {
    case "line":
      return `<line ${style} x1="${round(node.x1)}" y1="${round(node.y1)}" x2="${round(node.x2)}" y2="${round(node.y2)}"/>`;
    case "path":
      return node.d === "" ? "" : `<path ${style} d="${node.d}"/>`;
    case "rect": {
      const place = `x="${round(node.x)}" y="${round(node.y)}" width="${round(node.width)}" height="${round(node.height)}"`;
      const opacity = node.opacity === undefined ? "" : ` fill-opacity="${Math.round(node.opacity * 100) / 100}"`;
      const end = node.tip === undefined ? "/>" : `><title>${escapeHtml(node.tip)}</title></rect>`;
      return `<rect ${style} ${place}${opacity}${end}`;
    }
    case "text": {
      const anchor = node.anchor === undefined || node.anchor === "start" ? "" : ` text-anchor="${node.anchor}"`;
      return `<text ${style} x="${round(node.x)}" y="${round(node.y)}"${anchor}>${escapeHtml(node.text)}</text>`;
    }
  }
}
