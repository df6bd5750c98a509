import { describe, expect, it } from "vitest";
import { markupOutline } from "../../test/support/markup-outline.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { VerdictCard } from "../run/verdict/verdict-card.ts";
import { renderHtml } from "./html-report.ts";
import { renderMarkdown } from "./markdown-report.ts";
import { runDocument } from "./run-document.ts";
import { renderSummary } from "./terminal-summary.ts";
import { verdictCardText } from "./verdict-card-text.ts";

const card: VerdictCard = {
  label: "can't tell",
  reasons: ["a first reason", "a second <reason>", "a third"],
  wouldSettleIt: "3.5 years more would settle it.",
  lines: [
    { id: "luck", says: "doubt", weight: 8, text: "a first reason" },
    { id: "costs", says: "real", weight: 1, text: "costs are small" },
  ],
};
const fixture = runDetailFixture({ sessions: 60 });
const detail: RunDetail = { ...fixture, record: { ...fixture.record, verdict: card } };
const ESCAPE = "\u001b";

describe("the verdict", () => {
  it("stands on the page after the guards and before the numbers", () => {
    const page = renderHtml(detail);
    const section = markupOutline(page).find(({ attributes }) => attributes.get("aria-labelledby") === "verdict")!;
    expect(section.text).toContain("CAN'T TELL");
    expect(section.text).toContain("A second <reason>.");
    expect(section.text).toContain("What would settle it: 3.5 years more would settle it.");
    expect(section.text).toContain("Costs are small. speaks for it");
    const at = (text: string) => page.indexOf(text);
    expect(at('class="guards"')).toBeLessThan(at('id="verdict"'));
    expect(at('id="verdict"')).toBeLessThan(at('class="kpis'));
  });

  it("is in Markdown, the summary and the document", () => {
    expect(renderMarkdown(detail)).toContain("## Real or luck?\n\n**CAN'T TELL**\n\n- A first reason.\n");
    const summary = renderSummary(detail, { color: false, width: 80 });
    expect(summary).toContain("  Real or luck?       CAN'T TELL\n                      A first reason.");
    expect(runDocument(detail)).toMatchObject({ verdict: { label: "can't tell", reasons: card.reasons } });
  });

  it("is coloured only where colours are wanted", () => {
    expect(renderSummary(detail, { color: false, width: 80 })).not.toContain(ESCAPE);
    expect(renderSummary(detail, { color: true, width: 80 })).toContain(`${ESCAPE}[1mCAN'T TELL`);
  });

  it("is left out of runs that were never judged", () => {
    for (const text of [
      renderHtml(fixture),
      renderMarkdown(fixture),
      renderSummary(fixture, { color: false, width: 80 }),
    ]) {
      expect(text).not.toContain("Real or luck?");
    }
    expect(runDocument(fixture)).not.toHaveProperty("verdict");
  });

  it("alone: label, reasons, what would settle it, evidence", () => {
    expect(verdictCardText(card, "demo on SYN", 80)).toBe(`CAN'T TELL: demo on SYN

- A first reason.
- A second <reason>.
- A third.

What would settle it: 3.5 years more would settle it.

evidence
doubt   A first reason.
real    Costs are small.`);
  });
});
