import { describe, expect, it } from "vitest";
import { runRecord } from "../../test/support/run-detail.ts";
import { fillText, notFilledText, paramsText, periodText, shortPercent, sizeText, worstFirst } from "./run-texts.ts";

describe("texts of a run", () => {
  it("names period, parameters and what was not filled", () => {
    const record = runRecord("x", { notFilled: { "already-in": 1200, conflict: 0, "warm-up": 3 } });
    expect(periodText(record)).toBe("2023-01-02 to 2023-09-11");
    expect(paramsText(record)).toBe("fast=10 slow=50 exact=true mode=long");
    expect(notFilledText(record)).toBe("1,200 already-in, 3 warm-up");
  });

  it("names sizes and fills", () => {
    expect(sizeText({ kind: "quantity", quantity: 250 })).toBe("250 units");
    expect(sizeText({ kind: "fraction", fraction: 0.95 })).toBe("95% of equity");
    expect(sizeText({ kind: "cash", cash: 10_000 })).toBe("10,000.00 in cash");
    expect(sizeText({ kind: "risk", fraction: 0.01 })).toBe("1% of equity at risk");
    expect([fillText("next-open"), fillText("close")]).toEqual(["at the next bar's open", "at the same close"]);
    expect([shortPercent(0), shortPercent(1), shortPercent(0.12345678)]).toEqual(["0%", "100%", "12.3457%"]);
  });
});

describe("worstFirst", () => {
  it("sorts failed, warning, not checked, ok, and keeps the order of equals", () => {
    const finding = (status: "ok" | "warning" | "failed" | "not checked", label: string) => ({
      id: "trials" as const,
      label,
      status,
      headline: "",
      detail: "",
    });
    const sorted = worstFirst([
      finding("ok", "a"),
      finding("not checked", "b"),
      finding("failed", "c"),
      finding("warning", "d"),
      finding("failed", "e"),
    ]);
    expect(sorted.map(({ label }) => label).join("")).toBe("cedba");
  });
});
