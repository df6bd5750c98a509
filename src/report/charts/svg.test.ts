import { describe, expect, it } from "vitest";
import { markupOutline } from "../../../test/support/markup-outline.ts";
import type { Scene } from "./scene.ts";
import { renderSvg } from "./svg.ts";

const HOSTILE = `"><script>alert(1)</script>&'\u202e\u0000`;
const SCENE: Scene = {
  width: 100,
  height: 50,
  title: HOSTILE,
  summary: "A line.",
  nodes: [
    { kind: "line", style: "grid", x1: 0, y1: 1, x2: 2.345, y2: 3 },
    { kind: "path", style: "equity", d: "M0 1L2 3" },
    { kind: "path", style: "equity", d: "" },
    { kind: "rect", style: "up", x: 1, y: 2, width: 3, height: 4, opacity: 0.333, tip: HOSTILE },
    { kind: "text", style: "note", x: 5, y: 6, text: HOSTILE, anchor: "end" },
  ],
};

describe("renderSvg", () => {
  it("writes each node, drops empty paths and keeps text as text", () => {
    const scene: Scene = { ...SCENE, title: "T", nodes: SCENE.nodes.slice(0, 3) };
    expect(renderSvg(scene)).toBe(
      '<svg class="chart" viewBox="0 0 100 50" role="img" aria-label="T. A line.">' +
        '<line class="c-grid" x1="0" y1="1" x2="2.3" y2="3"/><path class="c-equity" d="M0 1L2 3"/></svg>',
    );
  });

  it("escapes everything that data may hold", () => {
    const elements = markupOutline(renderSvg(SCENE));
    expect(elements.map(({ tag }) => tag)).toEqual(["svg", "line", "path", "rect", "title", "text"]);
    const visible = `"><script>alert(1)</script>&'\ufffd\ufffd`;
    expect(elements[0]?.attributes.get("aria-label")).toBe(`${visible}. A line.`);
    expect(elements.find(({ tag }) => tag === "text")?.text).toBe(visible);
    expect(elements.find(({ tag }) => tag === "rect")?.attributes.get("fill-opacity")).toBe("0.33");
  });

  it("stands alone when asked to: name space, size, title and styles for light and dark", () => {
    const markup = renderSvg(SCENE, { standalone: true });
    const [svg, title, style] = markupOutline(markup);
    expect(svg?.attributes.get("xmlns")).toBe("http://www.w3.org/2000/svg");
    expect([svg?.attributes.get("width"), svg?.attributes.get("height")]).toEqual(["100", "50"]);
    expect([title?.tag, style?.tag]).toEqual(["title", "style"]);
    expect(markup).toContain("prefers-color-scheme:dark");
  });
});
