import { describe, expect, it } from "vitest";
import { hostileRun } from "../../test/support/hostile-run.ts";
import { runDetail } from "../../test/support/run-detail.ts";
import { emptyRunDetailFixture, runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { GuardFinding, RunRecord } from "../run/run-record.ts";
import { renderSummary } from "./terminal-summary.ts";

const plain = (detail: RunDetail, width = 80) => renderSummary(detail, { color: false, width });
const withRecord = (detail: RunDetail, changes: Partial<RunRecord>): RunDetail => ({
  ...detail,
  record: { ...detail.record, ...changes },
});

describe("renderSummary", () => {
  it("puts a failed guard first and says what it means", () => {
    // The fixture's findings come in the order ok, ok, warning, ok, failed, not checked.
    const lines = plain(runDetailFixture()).split("\n");
    const banner = lines.findIndex((line) => line.includes("A GUARD FAILED: don't rely on the numbers below"));
    const marks = lines.map((line) => /^[✗!?✓] /.exec(line)?.[0].trim() ?? "").join("");
    expect(marks).toBe("✗!?✓✓✓");
    expect(lines[banner + 1]).toMatch(/^✗ Deflated Sharpe/);
    expect(lines.findIndex((line) => line.startsWith("total return"))).toBeGreaterThan(banner);
    expect(banner).toBeLessThan(5);
  });

  it("has no banner when nothing failed", () => {
    const ok: GuardFinding = { id: "trials", label: "Trials", status: "ok", headline: "one", detail: "unsaid" };
    const detail = runDetailFixture({ findings: [ok] });
    expect(plain(detail)).not.toContain("FAILED");
    expect(plain(detail)).toContain("✓ Trials              one");
    expect(plain(detail)).not.toContain("unsaid");
  });

  it("prints the numbers in aligned columns", () => {
    const detail = withRecord(runDetail("01abc"), {
      metrics: {
        totalReturn: 0.125,
        sharpeRatio: 1.5,
        sharpeStandardError: 0.25,
        tradesCount: 1204,
        openTrades: 1,
        profitFactor: null,
      },
      undefinedMetrics: { profitFactor: "infinite: no closed trade lost" },
    });
    const lines = plain(detail).split("\n");
    const line = (a: string, b: string, c: string, d: string) =>
      `${a.padEnd(15)}${b.padStart(17)}    ${c.padEnd(17)}${d.padStart(15)}`;
    expect(lines).toContain(line("total return", "+12.50%", "trades closed", "1,204 + 1 open"));
    expect(lines).toContain(line("Sharpe ratio", "1.50 ± 0.25", "profit factor", "∞"));
    expect(lines).toContain(line("Calmar ratio", "–", "commission paid", "–"));
  });

  it("puts numbers below each other that are too long to stand side by side", () => {
    const metrics = { finalEquity: 1e20, totalSlippage: 1e20 };
    const lines = plain(withRecord(runDetail("01abc"), { metrics })).split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.find((line) => line.startsWith("final equity"))).not.toContain("slippage");
  });

  it("names costs, size, fills, what was not filled, tag, remark and notes", () => {
    const text = plain(withRecord(runDetail("01abc"), { tag: "first", note: "best of 12" })).replace(/\n\s*/g, " ");
    expect(text).toContain("costs commission 0.1%, slippage 0.05%; size 100% of equity; fills at the next bar's open");
    expect(text).toContain("signals and orders without a fill: 12 already-in");
    expect(text).toContain("note: CAGR extrapolated");
    expect(text).toContain("tag: first");
    expect(text).toContain("remark: best of 12");
    expect(text).toContain("SYNTHETIC PRICES");
  });

  it("says how it traded and how far trades went", () => {
    const text = plain(runDetailFixture({ shorts: 0.5 }), 110);
    expect(text).toMatch(/^trades: \d+ long, \d+ short; left by \d+ signal, \d+ stop-loss$/m);
    expect(text).toMatch(
      /^excursions: MAE -[\d.]+% and MFE \+[\d.]+% on average \(edge ratio [\d.]+\); 9 in 10 winners/m,
    );
    expect(plain(emptyRunDetailFixture())).not.toMatch(/^(trades|excursions):/m);
  });

  it("says that splits and dividends were booked, and what was paid", () => {
    const detail = runDetail("01abc");
    const { data, metrics } = detail.record;
    const booked = {
      data: { ...data, adjustment: "point-in-time" },
      metrics: { ...metrics, totalDividends: 1234.5 },
    } as const;
    expect(plain(withRecord(detail, booked))).toContain(
      "prices: raw; splits and dividends booked on their days, 1,234.50 of",
    );
    expect(plain(detail)).not.toMatch(/^prices: /m);
  });

  it("stays within 80 columns and 45 lines", () => {
    const long = "a note that goes on and on and on, so that it takes more than one line of a terminal to print it";
    const noted = withRecord(runDetailFixture(), { notes: Array.from({ length: 30 }, () => long) });
    for (const detail of [runDetailFixture(), emptyRunDetailFixture(), noted, hostileRun()]) {
      for (const line of plain(detail).split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    }
    expect(plain(noted).split("\n").length).toBeLessThanOrEqual(45);
    expect(plain(noted)).toContain("more lines: backsight report");
  });

  it("holds no escape sequence without colour, whatever the data", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be absent
    const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;
    expect(plain(hostileRun())).not.toMatch(control);
    expect(plain(runDetailFixture())).not.toMatch(control);
  });

  it("colours without changing the text", () => {
    const detail = runDetailFixture();
    const colored = renderSummary(detail, { color: true, width: 80 });
    expect(colored).toContain("\u001b[1;31m✗\u001b[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the terminal's own sequences
    expect(colored.replace(/\u001b\[[\d;]*m/g, "")).toBe(plain(detail));
    expect(renderSummary(hostileRun(), { color: true, width: 80 })).not.toContain("\u001b[31m\u0007");
  });

  it("prints a run of one bar without a trade", () => {
    const text = plain(emptyRunDetailFixture());
    expect(text).toMatch(/trades closed {18}0$/m);
    expect(text).not.toMatch(/NaN|undefined|null/);
  });
});
