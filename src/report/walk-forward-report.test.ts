import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { range } from "../optimize/spaces/search-range.ts";
import { universalPorts } from "../run/default-ports.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { createWalkForward } from "../run/walk-forward/walk-forward.ts";
import type { MatrixCell, WalkForwardRecord } from "../run/walk-forward/walk-forward-record.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { driftChart } from "./charts/drift-chart.ts";
import { matrixChart } from "./charts/matrix-chart.ts";
import { windowChart } from "./charts/window-chart.ts";
import { renderHtml } from "./html-report.ts";
import { renderMarkdown } from "./markdown-report.ts";
import { presenter } from "./presenter.ts";
import { reproduceCommands } from "./reproduce-command.ts";
import { runDocument } from "./run-document.ts";
import { renderSummary } from "./terminal-summary.ts";
import { walkForwardTexts } from "./walk-forward-text.ts";

const strategy = defineStrategy({
  name: "momentum",
  params: { look: int(5, { min: 2, max: 30 }), hold: int(1, { min: 1, max: 5 }) },
  requiredHistory: (p) => p.look + p.hold,
  signals: ({ close }, p) => ({ entries: close.gt(close.lag(p.look)), exits: close.lt(close.lag(p.hold)) }),
});
const walkForward = createWalkForward({
  ports: async () => universalPorts(),
  presenter: { ...presenter, write: async () => {} },
});
const run = await walkForward(strategy, walkBars(200, 3), {
  ...{ train: 60, test: 20, step: 10, anchored: true, purge: 0, metric: "totalReturn" },
  ...{ space: { look: range(5, 25, 10), hold: [1, 3] }, require: ["tradesCount>=1"], robust: "folds:2", trials: 5 },
});
const { detail } = run;

/** The same run with other findings. */
function withRecord(changed: Partial<WalkForwardRecord>): RunDetail {
  const { record } = detail;
  return { ...detail, record: { ...record, walkForward: { ...record.walkForward!, ...changed } } };
}

const CELLS: readonly MatrixCell[] = [
  { train: 60, test: 10, windows: 14, efficiency: 0.5, metrics: { totalReturn: 0.1 }, reason: null },
  { train: 60, test: 20, windows: 7, efficiency: -0.5, metrics: { totalReturn: -0.2 }, reason: null },
  { train: 190, test: 10, windows: 1, efficiency: null, metrics: { totalReturn: 0 }, reason: null },
  { train: 190, test: 20, windows: 0, efficiency: null, metrics: {}, reason: "too short" },
];

describe("walk-forwards in reports", () => {
  it("say how they were made and every window", () => {
    const texts = walkForwardTexts(detail.record)!;
    expect(texts.plan).toBe(
      "train 60 sessions, test 20, step 10, anchored, purge 0, embargo 0; chosen by totalReturn, folds:2 from a grid search; positions: flatten",
    );
    expect(texts.columns.map(({ head }) => head)).toEqual([
      ...["#", "tested from", "look", "hold", "IS a year", "OOS a year"],
      ...["IS Total return", "OOS Total return", "trades", "WFE"],
    ]);
    expect(texts.rows).toHaveLength(13);
    expect(texts.rows[0]!.slice(0, 2)).toEqual(["1", "2019-06-13"]);
    expect(texts.facts.map(([label]) => label)).toContain("overlap of tests");
    expect(walkForwardTexts({ ...detail.record, walkForward: undefined } as never)).toBe(null);
  });

  it("fit the terminal, with as many columns as there is room for", () => {
    for (const width of [60, 80, 110]) {
      const lines = renderSummary(detail, { color: false, width }).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.some((line) => line.startsWith(" 1  2019-06-13"))).toBe(true);
    }
  });

  it("say that a window was passed in cash", () => {
    const [first, ...others] = detail.record.walkForward!.windows;
    const none = { annualReturn: null, metrics: {} };
    const windows = [{ ...first!, params: null, efficiency: null, inSample: none, tested: none }, ...others];
    const texts = walkForwardTexts(withRecord({ windows }).record)!;
    expect(texts.rows[0]!.slice(2)).toEqual(["cash", "cash", "–", "–", "–", "–", "–", "–"]);
    expect(texts.facts).toContainEqual(["in cash", "1 window in which no combination could be ranked"]);
  });

  it("give the command that makes them again", () => {
    expect(reproduceCommands(detail.record).run).toContain(
      "backsight walk-forward momentum --data walk:3 --from 2019-04-14T00:00:00Z --to 2019-10-31T00:00:00Z " +
        "--param look=5:25:10 --param hold=1,3 --train 60 --test 20 --step 10 --unit sessions --anchored --purge 0 --embargo 0 " +
        "--positions flatten --method grid --trials 5 --metric totalReturn:higher --min-trades 1 " +
        "--require 'tradesCount>=1' --robust folds:2 --cash 100000",
    );
  });

  it("stand in the page, in Markdown and in JSON", () => {
    const page = renderHtml(withRecord({ matrix: CELLS }));
    for (const title of ["Walk-forward", "Walk-forward matrix", "Windows", "Parameter drift", "By window"])
      expect(page).toContain(`<h2>${title}</h2>`);
    expect(renderMarkdown(withRecord({ matrix: CELLS }))).toMatch(
      /## Walk-forward[\s\S]*\| train 60 \|[\s\S]*\| 1 \| 2019-06-13 \|/,
    );
    const document = JSON.parse(JSON.stringify(runDocument(detail))) as { walkForward: object };
    expect(document.walkForward).toMatchObject({ positions: "flatten", efficiency: run.walkForward!.efficiency });
  });
});

describe("pictures of walk-forwards", () => {
  const record = detail.record.walkForward!;

  it("show each window's training, test and part of the curve", () => {
    const { nodes, summary } = windowChart(detail.curve, record, { width: 1100 });
    // Three bars for each of 13 windows, and a shade for every second.
    expect(nodes.filter(({ kind }) => kind === "rect")).toHaveLength(3 * 13 + 6);
    expect(summary).toMatch(/^13 windows, each tested on what followed its training; \d+ of them gained\.$/);
    expect(windowChart(detail.curve, { ...record, windows: [] }, { width: 1100 }).isEmpty).toBe(true);
  });

  it("show each numeric parameter's steps", () => {
    const { nodes, summary } = driftChart(record, { width: 1100 });
    expect(nodes.filter(({ kind }) => kind === "path")).toHaveLength(2 * 13);
    expect(summary).toContain("Over 13 windows the choice changed from one to the next: look in ");
    const texts = record.drift.parameters.map((one) => ({ ...one, range: null }));
    const drift = { ...record.drift, parameters: texts };
    expect(driftChart({ ...record, drift }, { width: 1100 }).isEmpty).toBe(true);
  });

  it("show a matrix, blue on the good side", () => {
    const options = { width: 500, title: "Total return", better: "higher", format: String } as const;
    const numberOf = ({ metrics }: MatrixCell) => metrics.totalReturn ?? NaN;
    const { nodes, summary } = matrixChart(CELLS, { ...options, numberOf });
    const cells = nodes.filter(({ kind }) => kind === "rect");
    expect(cells.map(({ style }) => style)).toEqual(["up", "down", "up"]);
    expect(summary).toBe("1 of 3 pairs of lengths are on the good side of 0.");
    expect(matrixChart(CELLS, { ...options, numberOf: () => NaN }).isEmpty).toBe(true);
  });
});
