import { describe, expect, it } from "vitest";
import { HOSTILE, hostileRun } from "../../test/support/hostile-run.ts";
import { emptyRunDetailFixture, runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { formatPercent, formatSignedPercent } from "./format.ts";
import { renderMarkdown } from "./markdown-report.ts";

describe("renderMarkdown", () => {
  it("has guards before numbers, worst first", () => {
    const text = renderMarkdown(runDetailFixture());
    const at = (what: string) => text.indexOf(what);
    expect(at("**A GUARD FAILED: don't rely on the numbers below.**")).toBeGreaterThan(0);
    expect(at("| **FAILED** | Deflated Sharpe |")).toBeLessThan(at("| warning | Break-even cost |"));
    expect(at("| warning |")).toBeLessThan(at("## Return"));
    expect(text).toContain("**SYNTHETIC PRICES: no market ever traded them.**");
  });

  it("has the numbers, months, trades and the command", () => {
    const detail = runDetailFixture({ sessions: 60, trades: 4 });
    const { record, trades } = detail;
    const text = renderMarkdown(detail);
    expect(text).toContain(`| Total return | ${formatPercent(record.metrics.totalReturn!)} |`);
    expect(text).toMatch(/\| 2012 \| -?[\d.]+% \| /);
    expect(text.match(/^\| \d+ \| (long|short) \|/gm)).toHaveLength(trades.length);
    expect(text).toMatch(/^- \d+ long, \d+ short; left by \d+ signal/m);
    expect(text).toContain("\n- stops and targets: none\n- excursions: MAE -");
    expect(text).toContain(` | ${formatPercent(trades.mae[0]!)} | ${formatSignedPercent(trades.mfe[0]!)} | `);
    expect(text).toContain(`backsight runs rerun ${record.id}\nbacksight run sma-cross`);
    expect(text).toContain(record.resultHash);
  });

  it("marks trades that hang on the order of prices inside a bar", () => {
    const detail = runDetailFixture({ sessions: 60, trades: 4 });
    const mark = "\\* The outcome depends on the order of prices inside a bar.";
    expect(renderMarkdown(detail)).not.toContain(mark);
    detail.trades.isAmbiguous[1] = 1;
    expect(renderMarkdown(detail)).toContain(mark);
    expect(renderMarkdown(detail).match(/ \\\* \|$/gm)).toHaveLength(1);
  });

  it("cuts long lists of trades and says where the rest is", () => {
    const text = renderMarkdown(runDetailFixture({ sessions: 1500, trades: 450 }));
    expect(text.match(/^\| \d+ \| (long|short) \|/gm)).toHaveLength(200);
    expect(text).toMatch(/\d+ more: `backsight report \w+ --out run.json` has them all\./);
  });

  it("keeps a hostile run's texts inside their cells", () => {
    const text = renderMarkdown(hostileRun());
    // Inside the code block, which nothing in it can end, texts stand as they are.
    const [before, code, after] = text.split("```");
    expect(code).toContain("<script>");
    expect(before! + after!).not.toMatch(/<|(?<!\\)\[/);
    // Every line of a table has as many bare bars as its head.
    for (const table of (before! + after!).split("\n\n").filter((part) => part.startsWith("| "))) {
      const bars = table.split("\n").map((line) => line.replace(/\\./g, "").split("|").length);
      expect(new Set(bars).size).toBe(1);
    }
    expect(text).not.toContain(HOSTILE);
  });

  it("has no trades to show in a run of one bar", () => {
    const text = renderMarkdown(emptyRunDetailFixture());
    expect(text).toContain("## Trades\n\nNone.");
    expect(text).not.toMatch(/NaN|undefined/);
  });
});
