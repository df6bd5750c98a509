import { describe, expect, it } from "vitest";
import { runRecord } from "../../test/support/run-detail.ts";
import { METRICS } from "../metrics/catalogue.ts";
import { metricGroups } from "./metric-lines.ts";

const record = runRecord("x", {
  metrics: { sharpeRatio: 1.5, totalReturn: 0.125, profitFactor: null, calmarRatio: null, hitRateOfMine: 2 },
  undefinedMetrics: { profitFactor: "infinite: no closed trade lost", calmarRatio: "no drawdown" },
});

describe("metricGroups", () => {
  it("shows each metric in its unit, under its kind, in the catalogue's order", () => {
    const groups = metricGroups(record, METRICS);
    expect(groups.map(({ title }) => title)).toEqual(["Return", "Return for risk", "Trades", "Others"]);
    expect(groups[0]?.lines.map(({ label, value }) => [label, value])).toEqual([["Total return", "12.50%"]]);
    expect(groups[1]?.lines.map(({ id }) => id)).toEqual(["sharpeRatio", "calmarRatio"]);
  });

  it("gives the reason for what is no number", () => {
    const lines = metricGroups(record, METRICS).flatMap((group) => group.lines);
    const line = (id: string) => lines.find((one) => one.id === id);
    expect(line("calmarRatio")).toMatchObject({ value: "–", reason: "no drawdown" });
    expect(line("profitFactor")).toMatchObject({ value: "∞", reason: "infinite: no closed trade lost" });
    expect(line("sharpeRatio")?.reason).toBeNull();
  });

  it("shows metrics that the catalogue doesn't know", () => {
    expect(metricGroups(record, METRICS).at(-1)?.lines).toMatchObject([{ label: "Hit rate of mine", value: "2.00" }]);
  });
});
