import { describe, expect, it } from "vitest";
import { axisLabels, logAxisLabels } from "./axis-labels.ts";

describe("axisLabels", () => {
  it("gives all values of an axis one unit and as many decimals as they need", () => {
    expect(axisLabels([0, 50_000, 100_000], "money")).toEqual(["0", "50k", "100k"]);
    expect(axisLabels([97_500, 100_000, 102_500], "money")).toEqual(["97.5k", "100.0k", "102.5k"]);
    expect(axisLabels([0, 2_500_000], "money")).toEqual(["0", "2.5M"].map((text, i) => (i === 0 ? "0.0" : text)));
    expect(axisLabels([0, 2e10], "money")).toEqual(["0", "20B"]);
    expect(axisLabels([0, 5000], "money")).toEqual(["0", "5,000"]);
    expect(axisLabels([-0.1, 0, 0.1], "percent")).toEqual(["-10%", "0%", "10%"]);
    expect(axisLabels([0, 0.005], "percent")).toEqual(["0.0%", "0.5%"]);
    expect(axisLabels([0.00012, 0.00014])).toEqual(["0.00012", "0.00014"]);
  });
});

describe("logAxisLabels", () => {
  it("gives each value its own unit", () => {
    expect(logAxisLabels([500, 5000, 1e5, 1e6, 2e9], "money")).toEqual(["500", "5k", "100k", "1M", "2B"]);
    expect(logAxisLabels([500, 5000], "money")).toEqual(["500", "5,000"]);
    expect(logAxisLabels([0.5, 100, 1e6], "plain")).toEqual(["0.5", "100", "1,000,000"]);
  });
});
