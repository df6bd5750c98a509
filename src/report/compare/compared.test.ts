import { describe, expect, it } from "vitest";
import { runRecord } from "../../../test/support/run-detail.ts";
import { comparedMetrics } from "./compared-metrics.ts";
import { comparedParams, comparedSettings } from "./compared-specs.ts";

describe("comparedMetrics", () => {
  const a = runRecord("a", {
    metrics: {
      totalReturn: 0.1,
      maxDrawdown: -0.2,
      volatility: 0.1,
      tradesCount: 10,
      sharpeRatio: null,
      profitFactor: null,
    },
    undefinedMetrics: { profitFactor: "infinite: no closed trade lost" },
  });
  const b = runRecord("b", {
    metrics: {
      totalReturn: 0.075,
      maxDrawdown: -0.1,
      volatility: 0.1,
      tradesCount: 25,
      sharpeRatio: 1,
      profitFactor: 2,
    },
  });
  const lines = comparedMetrics(a, b).flatMap((group) => group.lines);
  const line = (id: string) => lines.find((one) => one.id === id);

  it("subtracts the first from the second, fractions in percentage points", () => {
    expect(line("totalReturn")).toMatchObject({ a: "10.00%", b: "7.50%", difference: "-2.50 pp", better: "a" });
    expect(line("tradesCount")).toMatchObject({ difference: "+15", better: null });
  });

  it("knows which direction is better", () => {
    expect(line("maxDrawdown")).toMatchObject({ difference: "+10.00 pp", better: "b" });
    expect(line("volatility")).toMatchObject({ difference: "0.00 pp", better: null });
    expect(line("profitFactor")).toMatchObject({ a: "∞", b: "2.00", difference: "-∞", better: "a" });
  });

  it("can't subtract what is undefined", () => {
    expect(line("sharpeRatio")).toMatchObject({ a: "–", b: "1.00", difference: "–", better: null });
  });

  it("keeps the groups of a report", () => {
    expect(comparedMetrics(a, b).map(({ title }) => title)).toEqual(["Return", "Risk", "Return for risk", "Trades"]);
  });
});

describe("comparedParams", () => {
  it("lists the parameters of either run", () => {
    const { spec } = runRecord("a");
    const a = runRecord("a", { spec: { ...spec, params: { fast: 10, slow: 50 } } });
    const b = runRecord("b", { spec: { ...spec, params: { slow: 50, stop: 0.02 } } });
    expect(comparedParams(a, b)).toMatchObject([
      { name: "fast", a: "10", b: null, isSame: false },
      { name: "slow", a: "50", b: "50", isSame: true },
      { name: "stop", a: null, b: "0.02", isSame: false },
    ]);
  });
});

describe("comparedSettings", () => {
  it("tells what differs from what doesn't", () => {
    const { spec } = runRecord("a");
    const settings = { ...spec.settings, cash: 50_000, fill: "close" as const };
    const lines = comparedSettings(runRecord("a"), runRecord("b", { spec: { ...spec, settings } }));
    expect(lines.filter(({ isSame }) => !isSame).map(({ name, b }) => [name, b])).toEqual([
      ["Starting cash", "50,000.00"],
      ["Fills", "at the same close"],
    ]);
    expect(lines.find(({ name }) => name === "Spec hash")).toMatchObject({ isHash: true, isSame: true });
  });
});
