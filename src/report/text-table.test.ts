import { describe, expect, it } from "vitest";
import { runRecord } from "../../test/support/run-detail.ts";
import { metricGoal } from "../optimize/objectives/goal.ts";
import type { RunRow } from "../run/run-row.ts";
import { runTable } from "./run-table.ts";
import { sweepTable } from "./sweep-table.ts";
import { textTable } from "./text-table.ts";

const COLUMNS = [{ head: "name" }, { head: "n", isNumber: true }];

describe("textTable", () => {
  it("aligns words left and numbers right, and cuts long lines", () => {
    expect(
      textTable(
        COLUMNS,
        [
          ["ab", "1"],
          ["c", "1,000"],
        ],
        80,
      ),
    ).toEqual(["name      n", "ab        1", "c     1,000"]);
    expect(textTable(COLUMNS, [["a long name", "1"]], 8)).toEqual(["name   …", "a long …"]);
    expect(textTable(COLUMNS, [], Infinity)).toEqual(["name  n"]);
  });

  it("keeps each row on its line and out of the terminal's hands", () => {
    expect(textTable(COLUMNS, [["a\n\u001b[2J", "1"]], 80)[1]).toBe("a \ufffd[2J  1");
  });
});

const { id, createdAt, metrics } = runRecord("01abc");
const ROW: RunRow = {
  id,
  createdAt,
  strategy: "sma-cross",
  params: { fast: 10, slow: 50 },
  engine: "vector",
  data: "csv:acme.csv",
  symbol: "ACME",
  timeframe: "1d",
  start: "2023-01-02T00:00:00Z",
  end: "2023-09-11T00:00:00Z",
  metrics,
  tag: "first",
  note: null,
};

describe("runTable", () => {
  it("tells runs apart in a line each", () => {
    const [head, row, other] = runTable(
      [ROW, { ...ROW, id: "02", tag: null, metrics: { totalReturn: null } }],
      200,
    ).split("\n");
    expect(head).toMatch(
      /^id\s+when \(UTC\)\s+strategy\s+data\s+return\s+Sharpe\s+drawdown\s+trades\s+tag, parameters$/,
    );
    expect(row).toMatch(
      /^01abc\s+2026-11-22 10:00\s+sma-cross\s+ACME 1d\s+12.50%\s+1.50\s+-6.25%\s+4\s+first fast=10 slow=50$/,
    );
    expect(other).toMatch(/^02\s+.*–\s+–\s+–\s+–\s+fast=10 slow=50$/);
  });

  it("fits the terminal", () => {
    for (const line of runTable([ROW], 80).split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe("sweepTable", () => {
  it("shows rows in their order, and marks what is undefined", () => {
    const row = (fast: number, sharpeRatio: number | null) => ({
      params: { fast },
      metrics: { sharpeRatio, totalReturn: 0.1, maxDrawdown: -0.2, tradesCount: 1200 },
    });
    const lines = sweepTable([row(20, 1.25), row(10, -0.5), row(5, null)], 80).split("\n");
    expect(lines[0]).toBe("  fast  Sharpe  return  drawdown  trades");
    expect(lines[1]).toBe("    20    1.25   10.0%    -20.0%   1,200");
    expect(lines.slice(1).map((line) => line.trim().split(/\s+/)[0])).toEqual(["20", "10", "5"]);
    expect(lines[3]).toContain("–");
  });

  it("shows first what rows are ranked by, unless it's shown anyway", () => {
    const [higher, lower] = [metricGoal("sharpeRatio", "higher"), metricGoal("turnover", "lower")];
    const metrics = { sharpeRatio: 1.25, totalReturn: 0.1, maxDrawdown: -0.2, tradesCount: 12 };
    const row = { params: { fast: 5 }, metrics, scores: [1.25, -7.5] };
    expect(sweepTable([row], 80, [higher, lower]).split("\n")[0]).toBe(
      "  fast  Turnover a year  Sharpe  return  drawdown  trades",
    );
    // A robust score differs from the row's own number, so both are shown.
    expect(sweepTable([{ ...row, scores: [0.8] }], 80, [higher]).split("\n")[1]).toMatch(/^ +5 +0\.80 +1\.25 /);
  });

  it("is a head alone without rows", () => {
    expect(sweepTable([], 80)).toBe("  Sharpe  return  drawdown  trades");
  });
});
