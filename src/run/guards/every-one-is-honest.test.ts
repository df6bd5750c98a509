import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { resolveParams } from "../../core/params/resolve-params.ts";
import { randomStream } from "../../core/random.ts";
import { INDICATORS } from "../../indicators/catalogue.ts";
import { compute } from "../../indicators/indicator.ts";
import type { Bars } from "../../market/bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { evaluateSignals } from "../../strategy/evaluate-signals.ts";
import { LIBRARY_TABLE } from "../../strategy/library-table.ts";
import { type DecisionColumns, warmUpDependence } from "../../validation/audits/warm-up-dependence.ts";
import { type AuditedColumns, auditLookAhead } from "../../validation/look-ahead-audit.ts";
import { requiredHistoryOf } from "../measured-range.ts";

const bars = randomMarket("lively", 21, 700);

/** Parameters as docs/indicators.md shows each indicator. */
const docs = readFileSync(new URL("../../../docs/indicators.md", import.meta.url), "utf8");
const shownParams = new Map(
  [...docs.matchAll(/^\| (\w+) \| `\1\(([^)]*)\)` \|/gm)].map(([, name, args]) => [
    name!,
    args!
      .split(", ")
      .map(Number)
      .filter((value) => !Number.isNaN(value)),
  ]),
);

function statusOf(evaluate: (part: Bars) => AuditedColumns, warmUp: number): string {
  return auditLookAhead({
    bars,
    evaluate,
    original: evaluate(bars),
    signalBars: Int32Array.from({ length: bars.length - warmUp }, (_, i) => warmUp + i),
    warmUp,
    random: randomStream(1, "every-one"),
    budgetMs: 1000,
    now: () => 0,
  }).status;
}

/** What is plotted isn't decided: an exponential average never quite forgets. */
const DECISIONS = ["entries", "exits", "shortEntries", "shortExits", "targets"];

function decisionsOf(columns: AuditedColumns): DecisionColumns {
  return new Map([...columns].filter(([name]) => DECISIONS.includes(name)));
}

describe("indicators, taken as plain values, never change with the future", () => {
  it.each(INDICATORS.map((indicator) => [indicator.name, indicator] as const))("%s", (name, indicator) => {
    const params = shownParams.get(name)!;
    const columnsOf = (part: Bars) =>
      indicator.inputs.map((input) => {
        if (input === "session") return Float64Array.from(part.session);
        if (input === "source") return part.close;
        return input === "other" ? part.open : part[input as "open" | "high" | "low" | "close" | "volume"];
      });
    const evaluate = (part: Bars): AuditedColumns =>
      new Map(Object.entries(compute(indicator, columnsOf(part), params)));
    expect(statusOf(evaluate, Math.min(300, indicator.firstDefined(params) + 1))).toBe("passed");
  });
});

describe("ready strategies, audited as if nothing were proved", () => {
  it.each(Object.entries(LIBRARY_TABLE))("%s", async (_, load) => {
    const strategy = await load();
    const params = resolveParams(strategy.name, strategy.params, {});
    const columnsOf = (part: Bars) =>
      evaluateSignals(strategy, new SeriesGraph(part), params, { capital: 100_000 }).columns;
    const requiredHistory = requiredHistoryOf(strategy, params);
    expect(statusOf(columnsOf, requiredHistory)).toBe("passed");
    const { share } = warmUpDependence({
      length: bars.length,
      evaluate: (start) => decisionsOf(columnsOf(sliceBars(bars, start, bars.length))),
      requiredHistory,
      random: randomStream(1, "every-one/warm-up"),
    });
    // what `validate --permutations` allows; NaN: it decided nothing
    expect(share > 0.05).toBe(false);
  });
});
