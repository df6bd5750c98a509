import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundleReportScript, generatedModule } from "../scripts/embed-report-script.ts";
import type { CursorData } from "../src/report/cursor-data.ts";
import { REPORT_SCRIPT } from "../src/report/report-script.generated.ts";
import { compareCells } from "../web/report/compare-cells.ts";
import { panelY, rowForKey, rowUnder } from "../web/report/cursor-geometry.ts";
import { readingsAt } from "../web/report/readout.ts";

describe("the report's script", () => {
  it("is in step with its source: run `node scripts/embed-report-script.ts` when this fails", () => {
    const script = bundleReportScript();
    expect(REPORT_SCRIPT).toBe(script);
    expect(readFileSync(new URL("../src/report/report-script.generated.ts", import.meta.url), "utf8")).toBe(
      generatedModule(script),
    );
  });
});

const DATA: CursorData = {
  isDaily: true,
  time: [Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 3)],
  series: { equity: [100_000, 101_234.5], benchmark: [null, null], drawdown: [0, -0.0123], close: [50, 0.00001234] },
  trades: { entry: [0, 1], exit: [1, 1], side: [1, -1], result: [0.05, null] },
};

describe("readingsAt", () => {
  it("reads out what is there, in its unit", () => {
    expect(readingsAt(DATA, 1, ["equity", "benchmark", "drawdown"])).toEqual([
      { name: "", value: "2024-01-03" },
      { name: "Equity", value: "101,234.50" },
      { name: "Drawdown", value: "-1.23%" },
    ]);
    expect(readingsAt({ ...DATA, isDaily: false }, 0, [])).toEqual([{ name: "", value: "2024-01-02 00:00 UTC" }]);
  });

  it("names the trades that a row lies in", () => {
    const trades = (row: number) => readingsAt(DATA, row, ["close"]).slice(2);
    expect(trades(0)).toEqual([{ name: "Trade 1 (long, entry)", value: "+5.00%" }]);
    expect(trades(1)).toEqual([
      { name: "Trade 1 (long, exit)", value: "+5.00%" },
      { name: "Trade 2 (short, entry)", value: "–" },
    ]);
  });

  it("names three trades and counts the rest", () => {
    const many = [0, 0, 0, 0, 0];
    const trades = { entry: many, exit: many, side: many, result: many };
    expect(readingsAt({ ...DATA, trades }, 0, ["close"]).at(-1)).toEqual({ name: "and", value: "2 more trades" });
  });
});

describe("the cursor", () => {
  it("follows keys within the rows", () => {
    const key = (name: string, row: number | undefined, shiftKey = false) =>
      rowForKey({ key: name, shiftKey }, row, 100);
    expect([key("ArrowRight", undefined), key("ArrowLeft", undefined), key("Home", 50), key("End", 50)]).toEqual([
      0, 99, 0, 99,
    ]);
    expect([
      key("ArrowRight", 99),
      key("ArrowLeft", 0),
      key("ArrowRight", 50, true),
      key("ArrowLeft", 5, true),
    ]).toEqual([99, 0, 60, 0]);
    expect([key("Escape", 5), key("a", 5)]).toEqual([undefined, "none"]);
  });

  it("finds the row under a position", () => {
    const cursor = { rows: 4, left: 100, right: 300, top: 0, bottom: 1, panels: [] };
    expect([0, 100, 149, 151, 299, 500].map((x) => rowUnder(cursor, x))).toEqual([0, 0, 0, 1, 3, 3]);
  });

  it("puts a dot where the chart drew the value", () => {
    const panel = { series: "equity", style: "equity", min: 1, max: 100, top: 0, bottom: 200 } as const;
    expect(panelY({ ...panel, scale: "linear" }, 50.5)).toBe(100);
    expect(panelY({ ...panel, scale: "log" }, 10)).toBeCloseTo(100, 9);
    expect(panelY({ ...panel, scale: "linear", max: 1 }, 1)).toBe(100);
  });
});

describe("compareCells", () => {
  it("sorts numbers by size and the rest as text", () => {
    const sorted = (cells: readonly string[]) => [...cells].sort(compareCells);
    expect(sorted(["1,200.50", "-3.00", "12.00%", "+9"])).toEqual(["-3.00", "+9", "12.00%", "1,200.50"]);
    expect(sorted(["2024-01-10", "2023-12-31"])).toEqual(["2023-12-31", "2024-01-10"]);
    expect(sorted(["signal", "open"])).toEqual(["open", "signal"]);
  });
});
