import { describe, expect, it } from "vitest";
import { HOSTILE_SHOWN, hostileRun } from "../../test/support/hostile-run.ts";
import { markupOutline } from "../../test/support/markup-outline.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { type MonteCarloAnalysis, monteCarloAnalysis } from "../run/monte-carlo/monte-carlo-analysis.ts";
import { fanChart } from "./charts/fan-chart.ts";
import { monteCarloDocument } from "./monte-carlo-document.ts";
import { renderMonteCarlo } from "./monte-carlo-report.ts";
import { monteCarloText } from "./monte-carlo-text.ts";

const detail = runDetailFixture({ sessions: 120, trades: 10 });
const analysis = monteCarloAnalysis(detail, { method: "circular-bootstrap", paths: 40, blockLength: 5 });
/** Of a method that runs again: no fan, a p-value. */
const again: MonteCarloAnalysis = {
  ...analysis,
  method: "permutation",
  fan: null,
  observed: null,
  lossProbability: null,
  kelly: null,
  pValue: 0.25,
  permuted: Float64Array.of(0.1, 0.4, -0.3, 0.9),
};

describe("fanChart", () => {
  const fan = {
    horizons: Int32Array.of(0, 5, 10),
    shares: [0.05, 0.5, 0.95],
    equity: [Float64Array.of(100, 90, 80), Float64Array.of(100, 110, 120), Float64Array.of(100, 130, 160)],
  };
  const input = { fan, observed: Float64Array.of(100, 105, NaN), noun: "session", startingCash: 100 };

  it("draws a band, the median and the record, and says where paths end", () => {
    const scene = fanChart(input, { width: 1100 });
    expect(scene.summary).toBe(
      "After 10 sessions the middle 90% of the paths end between 80.00 and 160.00, half of them above 120.00.",
    );
    expect(scene.nodes.flatMap((node) => (node.kind === "path" ? [node.style] : []))).toEqual([
      "equity-band",
      "second",
      "equity",
    ]);
    const labels = scene.nodes.flatMap((node) => (node.kind === "text" ? [node.text] : []));
    expect(labels).toContain("sessions from the start");
    expect(labels).toContain("Bands: 90% of the paths");
  });

  it("stays inside the picture, wide and narrow", () => {
    for (const width of [1100, 370]) {
      for (const node of fanChart(input, { width }).nodes) {
        if (node.kind !== "line") continue;
        expect(Math.max(node.x1, node.x2)).toBeLessThanOrEqual(width);
        expect(Math.min(node.y1, node.y2)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("says that there is nothing", () => {
    const none = { ...fan, horizons: Int32Array.of(0), equity: fan.equity.map((column) => column.slice(0, 1)) };
    expect(fanChart({ ...input, fan: none, observed: Float64Array.of(100) }, { width: 370 }).isEmpty).toBe(true);
  });
});

describe("a Monte Carlo analysis", () => {
  it("is one well-formed page, the same for the same analysis", () => {
    const page = renderMonteCarlo(detail.record, analysis);
    expect(renderMonteCarlo(detail.record, analysis)).toBe(page);
    const heads = markupOutline(page).flatMap(({ tag, text }) => (tag === "h2" ? [text] : []));
    expect(heads).toEqual([
      "What might have been",
      "Fan of equity",
      "In 9 of 10 paths",
      "Deepest drawdown",
      "Risk of ruin",
      "Chance of being below the start",
    ]);
    const ofAgain = markupOutline(renderMonteCarlo(detail.record, again));
    expect(ofAgain.some(({ text }) => text.includes("with a chance of 25.0%"))).toBe(true);
    expect(ofAgain.some(({ tag, text }) => tag === "h2" && text === "Worlds without an edge")).toBe(true);
  });

  it("shows hostile names as text", () => {
    const hostile = hostileRun();
    const elements = markupOutline(renderMonteCarlo(hostile.record, analysis));
    expect(elements.find(({ tag }) => tag === "h1")!.text).toBe(HOSTILE_SHOWN);
  });

  it("is a document that JSON can hold", () => {
    for (const each of [analysis, again]) {
      const document = monteCarloDocument(each);
      expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    }
    expect(monteCarloDocument(analysis)).toMatchObject({
      method: "circular-bootstrap",
      paths: 40,
      fit: { blockLength: 5 },
      fan: { horizons: expect.arrayContaining([0, 120]) },
    });
  });

  it("is a text with tables", () => {
    const text = monteCarloText(analysis, "demo", 100);
    expect(text).toContain("circular-bootstrap: 40 paths of 120 sessions, seed 1: blocks of neighbours in a ring");
    expect(text).toContain("fitted: blockLength 5");
    expect(text).toMatch(/Sharpe ratio +-?\d/);
    expect(monteCarloText(again, "demo", 100)).not.toContain("below the start");
  });
});
