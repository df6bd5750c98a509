import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HOSTILE_SHOWN, hostileRun } from "../../test/support/hostile-run.ts";
import { type MarkupElement, markupOutline } from "../../test/support/markup-outline.ts";
import { emptyRunDetailFixture, runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { GuardStatus } from "../run/run-record.ts";
import type { Cursor } from "./charts/scene.ts";
import type { CursorData } from "./cursor-data.ts";
import { renderHtml } from "./html-report.ts";

const outline = (detail: RunDetail) => markupOutline(renderHtml(detail));
const named = (elements: readonly MarkupElement[], tag: string) => elements.filter((element) => element.tag === tag);
const classed = (elements: readonly MarkupElement[], name: string) =>
  elements.filter(({ attributes }) => attributes.get("class")?.split(" ").includes(name));
const heads = (elements: readonly MarkupElement[]) => named(elements, "h2").map(({ text }) => text);
const inOrder = (statuses: readonly GuardStatus[]) =>
  statuses.map((status, i) => ({
    id: "trials" as const,
    label: `guard ${i}`,
    status,
    headline: `headline ${i}`,
    detail: "",
  }));

describe("renderHtml", () => {
  it("is one well-formed page, the same for the same run", () => {
    const detail = runDetailFixture();
    expect(renderHtml(detail)).toBe(renderHtml(runDetailFixture()));
    expect(heads(outline(detail))).toEqual([
      "Can this result be trusted?",
      "Equity and drawdown",
      "Worst drawdowns",
      "Rolling Sharpe ratio",
      "Price and trades",
      "Monthly returns",
      "Distribution of session returns",
      "What the trades are like",
      "Excursions: how far trades went",
      "Trades",
      "Costs",
      "All metrics",
      "Notes",
      "Reproduce",
    ]);
  });

  it("needs nothing from outside and runs nothing but its own script", () => {
    const page = renderHtml(runDetailFixture());
    const elements = markupOutline(page);
    const policy = elements.find(({ attributes }) => attributes.get("http-equiv") === "Content-Security-Policy");
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
    const scripts = named(elements, "script");
    expect(scripts.map(({ attributes }) => attributes.get("type"))).toEqual([undefined, "application/json"]);
    expect(policy?.attributes.get("content")).toBe(
      `default-src 'none'; style-src ${hash(named(elements, "style")[0]!.text)}; script-src ${hash(scripts[0]!.text)}; base-uri 'none'; form-action 'none'`,
    );
    for (const { attributes } of elements) {
      expect(attributes.has("src")).toBe(false);
      expect(attributes.has("style")).toBe(false);
      expect(attributes.get("href") ?? "#").toMatch(/^#/);
      expect([...attributes.keys()].filter((name) => name.startsWith("on"))).toEqual([]);
    }
    expect(scripts[0]!.text).not.toMatch(/fetch|XMLHttpRequest|WebSocket|import\(|eval|innerHTML/);
  });

  it("shows every hostile text as text", () => {
    const page = renderHtml(hostileRun());
    const elements = markupOutline(page);
    expect(named(elements, "script")).toHaveLength(2);
    expect(named(elements, "img")).toEqual([]);
    expect(named(elements, "h1")[0]?.text).toBe(HOSTILE_SHOWN);
    expect(named(elements, "title")[0]?.text).toContain(HOSTILE_SHOWN);
    for (const [name, holder] of [
      ["chips", classed(elements, "chips")],
      ["guards", classed(elements, "guard")],
      ["alarm", classed(elements, "alarm")],
      ["notes", classed(elements, "notes")],
      ["footnotes", classed(elements, "footnotes")],
      ["pairs", classed(elements, "pairs")],
      ["footer", named(elements, "footer")],
    ] as const) {
      expect(holder.length, name).toBeGreaterThan(0);
      for (const { text } of holder) expect(text, name).toContain(HOSTILE_SHOWN);
    }
    for (const { attributes, tag } of elements) {
      expect(attributes.has("onerror")).toBe(false);
      if (tag === "svg" && attributes.has("aria-label")) expect(attributes.get("aria-label")).not.toContain("\u202e");
    }
  });

  it("keeps the data of its script readable, with null for what is undefined", () => {
    const detail = runDetailFixture({ sessions: 40, hasBenchmark: false, trades: 3 });
    const [, data] = named(outline(detail), "script");
    const { time, series, trades } = JSON.parse(data!.text) as {
      time: number[];
      series: Record<string, unknown[]>;
      trades: Record<string, unknown[]>;
    };
    expect(time).toHaveLength(40);
    expect(series.benchmark).toEqual(Array.from({ length: 40 }, () => null));
    expect(series.equity?.at(-1)).toBeCloseTo(detail.curve.equity.at(-1)!, 2);
    expect(trades.entry).toHaveLength(detail.trades.length);
    expect(trades.mae).toEqual(Array.from(detail.trades.mae, (value) => expect.closeTo(value, 6)));
  });
});

describe("pictures that a cursor follows", () => {
  it("name their rows or dots, which the page's data has", () => {
    const elements = outline(runDetailFixture({ sessions: 900 }));
    const tracks = elements.flatMap(({ attributes }) =>
      attributes.has("data-cursor") ? [JSON.parse(attributes.get("data-cursor")!) as Cursor] : [],
    );
    const data = JSON.parse(named(elements, "script")[1]!.text) as CursorData;
    expect(tracks.filter(({ track }) => track === "rolling")).toHaveLength(2);
    for (const { track, rows, panels } of tracks) {
      const { time, series } = track === undefined ? data : data.tracks![track]!;
      expect(time).toHaveLength(rows);
      for (const panel of panels) expect(series[panel.series]).toHaveLength(rows);
    }
    const dots = elements.filter(({ attributes }) => attributes.has("data-points"));
    expect(dots.map(({ attributes }) => attributes.get("class"))).toEqual(["plot wide", "plot narrow"]);
  });

  it("has nothing to follow where excursions are unknown, and says so", () => {
    const detail = runDetailFixture();
    detail.trades.mae.fill(NaN);
    detail.trades.mfe.fill(NaN);
    const elements = outline(detail);
    expect(elements.filter(({ attributes }) => attributes.has("data-points"))).toEqual([]);
    expect(named(elements, "main")[0]?.text).toContain("No closed trade whose excursions are known.");
  });
});

describe("guards on the page", () => {
  it("makes a failed one unmistakable: band, title, first place, numbers without colour", () => {
    const elements = outline(runDetailFixture({ findings: inOrder(["ok", "warning", "failed"]) }));
    expect(classed(elements, "alarm").map(({ text }) => text)).toEqual([
      "DON’T RELY ON THIS RESULTA check failed: guard 2: headline 2",
    ]);
    expect(named(elements, "title")[0]?.text).toMatch(/^GUARD FAILED: /);
    expect(classed(elements, "guard").map(({ text }) => text)).toEqual([
      "Failedguard 2headline 2",
      "Warningguard 1headline 1",
      "OKguard 0headline 0",
    ]);
    expect(classed(elements, "doubted")).toHaveLength(1);
    expect(classed(elements, "value").filter(({ attributes }) => /gain|loss/.test(attributes.get("class")!))).toEqual(
      [],
    );
  });

  it("stays calm otherwise", () => {
    const verdict = (statuses: readonly GuardStatus[]) => {
      const elements = outline(runDetailFixture({ findings: inOrder(statuses) }));
      expect(classed(elements, "alarm")).toEqual([]);
      expect(classed(elements, "doubted")).toEqual([]);
      return classed(elements, "verdict")[0]?.text;
    };
    expect(verdict(["ok", "ok"])).toBe("All 2 checks passed.");
    expect(verdict(["ok", "not checked"])).toBe("No check failed; 1 of 2 could not be made.");
    expect(verdict(["warning", "ok"])).toBe("One warning: read it before the numbers.");
    expect(verdict([])).toBe("No check was made.");
  });

  it("comes before every number", () => {
    const page = renderHtml(runDetailFixture());
    expect(page.indexOf('class="guards"')).toBeLessThan(page.indexOf('class="kpis'));
  });
});

describe("synthetic prices", () => {
  it("can't be overlooked, and real ones aren't called so", () => {
    expect(classed(outline(runDetailFixture({ isSynthetic: true })), "synthetic")[0]?.text).toContain("SYNTHETIC DATA");
    expect(classed(outline(runDetailFixture({ isSynthetic: false })), "synthetic")).toEqual([]);
  });
});

describe("edges", () => {
  it("shows a run of one bar, without trades and without a benchmark", () => {
    const elements = outline(emptyRunDetailFixture());
    expect(heads(elements)).not.toContain("What the trades are like");
    expect(heads(elements)).not.toContain("Worst drawdowns");
    const text = named(elements, "body")[0]!.text;
    expect(text).toContain("No trades in this period.");
    expect(text).toContain("none to compare with");
    for (const { text: shown } of named(elements, "main")) expect(shown).not.toMatch(/NaN|undefined\b(?! )|Infinity/);
  });

  it("shows a run without any row", () => {
    const detail = emptyRunDetailFixture();
    const none = new Float64Array(0);
    const curve = Object.fromEntries(
      Object.keys(detail.curve).map((name) => [name, none]),
    ) as unknown as RunDetail["curve"];
    const elements = outline({ ...detail, curve, sessions: { day: new Int32Array(0), equity: none, benchmark: none } });
    expect(named(elements, "main")[0]?.text).toContain("No bars to show.");
  });

  it("never writes a number that isn't one into a picture", () => {
    for (const detail of [
      runDetailFixture({ hasBenchmark: false }),
      emptyRunDetailFixture(),
      runDetailFixture({ drift: -3, trades: 40 }),
    ]) {
      for (const { tag, attributes } of outline(detail)) {
        for (const name of ["d", "x", "y", "width", "height", "x1", "x2", "y1", "y2"]) {
          if (tag !== "meta" && attributes.has(name))
            expect(attributes.get(name), `${tag} ${name}`).not.toMatch(/NaN|Infinity|e\+/);
        }
      }
    }
  });

  it("shows the first 500 trades and says how to get the rest", () => {
    const detail = runDetailFixture({ sessions: 3000, trades: 700 });
    const elements = outline(detail);
    const rows = elements.filter(({ tag, path }) => tag === "tr" && path.includes("tbody"));
    const sortable = elements.findIndex(({ attributes }) => attributes.has("data-sortable"));
    expect(sortable).toBeGreaterThan(0);
    expect(rows.filter(({ text }) => /^\d+(long|short)/.test(text.replace(",", "")))).toHaveLength(500);
    expect(named(elements, "main")[0]?.text).toContain(`backsight report ${detail.record.id} --out run.json`);
  });

  it("stays below 1.5 MB with 5,000 rows and 2,000 trades", () => {
    const detail = runDetailFixture({ sessions: 250, barsPerSession: 390, timeframe: "1m", trades: 2000, shorts: 0.3 });
    expect(detail.curve.time.length).toBeGreaterThan(4800);
    expect(detail.trades.length).toBeGreaterThan(1900);
    expect(new TextEncoder().encode(renderHtml(detail)).length).toBeLessThan(1.5e6);
  });
});
