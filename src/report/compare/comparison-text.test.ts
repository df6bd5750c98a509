import { describe, expect, it } from "vitest";
import { runRecord } from "../../../test/support/run-detail.ts";
import type { GuardFinding, RunRecord } from "../../run/run-record.ts";
import { comparisonText } from "./comparison-text.ts";

const base = runRecord("aaaa");
const failed: GuardFinding = {
  id: "lookAhead",
  label: "Look-ahead",
  status: "failed",
  headline: "sees bar 7",
  detail: "",
};
const other = (changes: Partial<RunRecord> = {}): RunRecord =>
  runRecord("bbbb", {
    spec: {
      ...base.spec,
      params: { ...base.spec.params, fast: 20 },
      to: 1_700_000_060_000,
      settings: { ...base.spec.settings, size: { kind: "cash", cash: 500 }, stopLoss: 0.02 },
    },
    specHash: "x",
    resultHash: "y",
    metrics: { ...base.metrics, totalReturn: 0.1, maxDrawdown: -0.03, profitFactor: 2 },
    ...changes,
  });
/** Lines with single spaces. */
const lines = (a: RunRecord, b: RunRecord, width = Infinity) =>
  comparisonText(a, b, width)
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim());

describe("comparisonText", () => {
  it("names both, then differences, hashes and metrics", () => {
    const text = lines(base, other());
    expect(text.slice(0, 2)).toEqual([
      "A aaaa sma-cross fast=10 slow=50 exact=true mode=long on SYN 1d, 2023-01-02 to 2023-09-11",
      "B bbbb sma-cross fast=20 slow=50 exact=true mode=long on SYN 1d, 2023-01-02 to 2023-09-11",
    ]);
    const start = text.indexOf("what differs A B");
    expect(text.slice(start + 1, start + 5)).toEqual([
      "parameter fast 10 20",
      "size kind=fraction fraction=1 kind=cash cash=500",
      "stopLoss – 0.02",
      "to 2023-11-14T22:13:20Z 2023-11-14T22:14:20Z",
    ]);
    expect(text).toContain("description different, prices the same, code the same, result different");
    // 12.5 % against 10 %, −6.25 % against −3 %: the first is the better return, the second the better drawdown.
    expect(text).toContain("Total return 12.50% 10.00% -2.50 pp A");
    expect(text).toContain("Maximum drawdown -6.25% -3.00% +3.25 pp B");
    expect(text).toContain("Sharpe ratio 1.50 1.50 0.00");
    expect(text).toContain("Profit factor – 2.00 –");
  });

  it("says when nothing differs", () => {
    const text = lines(base, runRecord("bbbb"));
    expect(text).toContain("Both runs gave the same result, bit for bit.");
    expect(text).toContain("Parameters and settings are the same.");
    expect(text).toContain("description the same, prices the same, code the same, result the same");
  });

  it("puts a failed guard first, and then calls neither the better one", () => {
    const text = lines(base, other({ guards: { ...base.guards, findings: [failed] } }));
    expect(text[3]).toBe("DON'T RELY ON RUN B: Look-ahead: sees bar 7");
    expect(text).toContain("metric A B B - A");
    expect(text).toContain("Total return 12.50% 10.00% -2.50 pp");
  });

  it("keeps tables inside the width, and what steers a terminal out", () => {
    const b = other({ tag: "\u001b[31mred", data: { ...base.data, symbol: "S\u001bY\nN" } });
    const long = { ...b, spec: { ...b.spec, data: `csv:/${"long/".repeat(40)}x.csv` } };
    const text = comparisonText(base, long, 70);
    expect(text).not.toContain("\u001b");
    const tables = text.slice(text.indexOf("what differs")).split("\n");
    expect(Math.max(...tables.filter((line) => !line.startsWith("description")).map((line) => line.length))).toBe(70);
  });
});
