import { expect, it } from "vitest";
import { runRecord } from "../../../test/support/run-detail.ts";
import type { RunRecord } from "../../run/run-record.ts";
import { comparisonDocument } from "./comparison-document.ts";

const base = runRecord("aaaa");
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
it("holds what differs and every metric, raw", () => {
  expect(comparisonDocument(base, other())).toMatchObject({
    a: { id: "aaaa", strategy: "sma-cross", params: { fast: 10 }, symbol: "SYN" },
    b: { id: "bbbb", params: { fast: 20 } },
    same: { specHash: false, dataHash: true, codeHash: true, resultHash: false },
    params: [{ name: "fast", a: 10, b: 20 }],
    settings: [
      { name: "size", a: { kind: "fraction", fraction: 1 }, b: { kind: "cash", cash: 500 } },
      { name: "stopLoss", a: null, b: 0.02 },
      { name: "to", a: 1_700_000_000_000, b: 1_700_000_060_000 },
    ],
    metrics: {
      totalReturn: { a: 0.125, b: 0.1, difference: 0.1 - 0.125 },
      profitFactor: { a: null, b: 2, difference: null },
      tradesCount: { a: 4, b: 4, difference: 0 },
    },
  });
});

it("holds metrics that only one of the runs has", () => {
  const b = other({ metrics: { newMetric: 3 } });
  const { metrics } = comparisonDocument(base, b) as { metrics: Record<string, object> };
  expect(metrics.newMetric).toEqual({ a: null, b: 3, difference: null });
  expect(metrics.totalReturn).toEqual({ a: 0.125, b: null, difference: null });
  expect(() => JSON.stringify(metrics)).not.toThrow();
});
