import { describe, expect, it } from "vitest";
import { pathsChart } from "./paths-chart.ts";

const chosen = Float64Array.of(0.1, 0.1, 0.1);
const input = { paths: [Float64Array.of(0, 0.1, 0), Float64Array.of(-0.5, 1, 0)], noun: "session", startingCash: 1000 };

describe("pathsChart", () => {
  it("draws every path, and says where they end", () => {
    const scene = pathsChart({ ...input, chosen }, { width: 900 });
    expect(scene.nodes.filter((node) => node.kind === "path" && node.style === "second")).toHaveLength(2);
    // 1000 · 1.1 and 1000 · 0.5 · 2, the middle between them; 1000 · 1.1³
    expect(scene.summary).toMatch(/2 paths end between .?1,000.* and .?1,100.*middle one at .?1,050.*ends at .?1,331/);
  });

  it("says when there is nothing to draw", () => {
    expect(pathsChart({ ...input, paths: [], chosen }, { width: 400 }).isEmpty).toBe(true);
  });
});
