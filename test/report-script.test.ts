import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundleReportScript, generatedModule } from "../scripts/embed-report-script.ts";
import type { CursorData } from "../src/report/cursor-data.ts";
import { REPORT_SCRIPT } from "../src/report/report-script.generated.ts";
import { compareCells } from "../web/report/compare-cells.ts";
import { panelY, rowForKey, rowUnder, sameRow } from "../web/report/cursor-geometry.ts";
import { nearestTrade, pointIn, tradesAcross } from "../web/report/point-geometry.ts";
import { readingsAt, tradeReadings } from "../web/report/readout.ts";

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
  trades: {
    entry: [0, 1],
    exit: [1, 1],
    side: [1, -1],
    result: [0.05, null],
    mae: [-0.021, null],
    mfe: [0.07, null],
  },
};

describe("readingsAt", () => {
  it("reads out what is there, in its unit", () => {
    expect(readingsAt(DATA, 1, ["equity", "benchmark", "drawdown"], DATA.trades)).toEqual([
      { name: "", value: "2024-01-03" },
      { name: "Equity", value: "101,234.50" },
      { name: "Drawdown", value: "-1.23%" },
    ]);
    expect(readingsAt({ ...DATA, isDaily: false }, 0, [], DATA.trades)).toEqual([
      { name: "", value: "2024-01-02 00:00 UTC" },
    ]);
  });

  it("names the trades that a row lies in", () => {
    const trades = (row: number) => readingsAt(DATA, row, ["close"], DATA.trades).slice(2);
    expect(trades(0)).toEqual([{ name: "Trade 1 (long, entry)", value: "+5.00%" }]);
    expect(trades(1)).toEqual([
      { name: "Trade 1 (long, exit)", value: "+5.00%" },
      { name: "Trade 2 (short, entry)", value: "–" },
    ]);
  });

  it("names three trades and counts the rest", () => {
    const many = [0, 0, 0, 0, 0];
    const trades = { entry: many, exit: many, side: many, result: many, mae: many, mfe: many };
    expect(readingsAt(DATA, 0, ["close"], trades).at(-1)).toEqual({ name: "and", value: "2 more trades" });
  });
});

describe("tradeReadings", () => {
  it("says how far a trade went and what it returned", () => {
    expect(tradeReadings(DATA, 0)).toEqual([
      { name: "", value: "Trade 1 (long)" },
      { name: "from", value: "2024-01-02" },
      { name: "to", value: "2024-01-03" },
      { name: "MAE", value: "-2.10%" },
      { name: "MFE", value: "+7.00%" },
      { name: "Return", value: "+5.00%" },
    ]);
  });
});

describe("the cursor from trade to trade", () => {
  const trades = {
    ...DATA.trades,
    mae: [-0.1, null, -0.3, -0.1],
    mfe: [0.1, 0.2, 0, 0.2],
    result: [0.05, 0.1, -0.3, 0],
  };
  const result = { series: "result", min: -0.5, max: 0.5, from: 100, to: 0 } as const;
  const against = { x: { series: "mae", min: -0.4, max: 0, from: 0, to: 40 }, y: result } as const;
  const favour = { x: { series: "mfe", min: 0, max: 0.2, from: 60, to: 100 }, y: result } as const;

  it("goes from the worst excursion to the least, and leaves out what has no dot", () => {
    expect(tradesAcross(trades)).toEqual([2, 3, 0]);
  });

  it("finds dots where the picture drew them, and the nearest one in any panel", () => {
    // MAE −0.3 of −0.4…0 over 0…40: 10; return −0.3 of −0.5…0.5 over 100…0: 80. MFE 0.2: 100; return 0: 50.
    expect(pointIn(against, trades, 2)).toEqual({ x: expect.closeTo(10, 9), y: expect.closeTo(80, 9) });
    expect(pointIn(favour, trades, 3)).toEqual({ x: 100, y: 50 });
    const nearest = (x: number, y: number) => nearestTrade([against, favour], trades, tradesAcross(trades), { x, y });
    expect([nearest(0, 100), nearest(98, 40), nearest(79, 46)]).toEqual([2, 3, 0]);
    expect(nearestTrade([against], trades, [], { x: 0, y: 0 })).toBeUndefined();
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

  it("finds the row of the same time where rows differ", () => {
    const hour = 3_600_000;
    const track = (isDaily: boolean, ...hours: readonly number[]) => ({
      isDaily,
      time: hours.map((at) => at * hour),
      series: {},
    });
    // Closes of 12-hour bars of three days, the last one of each at midnight; the days' own beginnings.
    const bars = track(false, 12, 24, 36, 48, 60, 72);
    const days = track(true, 0, 24, 48);
    expect(bars.time.map((_, row) => sameRow(bars, row, days))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(days.time.map((_, row) => sameRow(days, row, bars))).toEqual([0, 1, 3]);
    expect(days.time.map((_, row) => sameRow(days, row, track(true, 0, 24, 48)))).toEqual([0, 1, 2]);
    expect(sameRow(track(true, 99), 0, track(true, 0, 24))).toBe(1);
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
