import { describe, expect, it } from "vitest";
import { HOSTILE_SHOWN, hostileRun } from "../../test/support/hostile-run.ts";
import { type MarkupElement, markupOutline } from "../../test/support/markup-outline.ts";
import { emptyRunDetailFixture, runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { renderComparison } from "./compare-report.ts";

const named = (elements: readonly MarkupElement[], tag: string) => elements.filter((element) => element.tag === tag);
const text = (a: RunDetail, b: RunDetail) => named(markupOutline(renderComparison(a, b)), "body")[0]!.text;
const calm = (options: Parameters<typeof runDetailFixture>[0] = {}) => runDetailFixture({ findings: [], ...options });
const withRecord = (detail: RunDetail, changes: Partial<RunDetail["record"]>): RunDetail => ({
  ...detail,
  record: { ...detail.record, ...changes },
});

describe("renderComparison", () => {
  it("is one well-formed page, the same for the same runs", () => {
    const page = renderComparison(calm(), calm({ seed: 8, sessions: 300 }));
    expect(page).toBe(renderComparison(calm(), calm({ seed: 8, sessions: 300 })));
    const elements = markupOutline(page);
    expect(named(elements, "h2").map((head) => head.text)).toEqual([
      "Read this first",
      "Can these results be trusted?",
      "Equity, rebased to 100",
      "Metrics",
      "Parameters and settings",
    ]);
    const [, data] = named(elements, "script");
    expect(Object.keys((JSON.parse(data!.text) as { series: object }).series)).toEqual([
      "a",
      "b",
      "drawdownA",
      "drawdownB",
    ]);
  });

  it("says what makes a comparison unfair", () => {
    const a = withRecord(calm({ isSynthetic: false }), { resultHash: "a" });
    expect(text(a, withRecord(a, { resultHash: "b" }))).not.toContain("Read this first");
    expect(text(a, a)).toContain("the same result, bit for bit");
    expect(text(a, withRecord(calm({ isSynthetic: false, sessions: 300 }), { resultHash: "b" }))).toContain(
      "different periods",
    );
    expect(text(a, withRecord(a, { dataHash: "other" }))).toContain("The prices differ");
    expect(text(a, withRecord(a, { data: { ...a.record.data, symbol: "OTHER" } }))).toContain("different instruments");
    expect(text(a, calm())).toContain("Only one of the runs used real prices.");
    expect(text(calm(), calm())).toContain("SYNTHETIC DATA");
  });

  it("warns of a run that failed a guard, and calls nothing better then", () => {
    const failed = text(calm(), runDetailFixture({ seed: 8 }));
    expect(failed).toContain("DON’T RELY ON RUN B");
    expect(failed).not.toContain("◆");
    expect(text(calm(), calm({ seed: 8 }))).toContain("◆");
  });

  it("marks parameters that differ", () => {
    const { record } = calm();
    const other = withRecord(calm(), { spec: { ...record.spec, params: { fast: 20, slow: 50 } } });
    const rows = named(markupOutline(renderComparison(calm(), other)), "tr").filter(
      ({ attributes }) => attributes.get("class") === "differs",
    );
    expect(rows.map((row) => row.text.trim())).toEqual(["fast ≠1020"]);
  });

  it("shows hostile texts as text, and runs of one bar", () => {
    const elements = markupOutline(renderComparison(hostileRun(), hostileRun()));
    expect(named(elements, "script")).toHaveLength(2);
    expect(named(elements, "img")).toEqual([]);
    expect(named(elements, "h1")[0]?.text).toBe(`${HOSTILE_SHOWN} and ${HOSTILE_SHOWN}`);
    expect(text(emptyRunDetailFixture(), emptyRunDetailFixture())).not.toMatch(/NaN/);
  });
});
