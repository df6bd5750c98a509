import { describe, expect, it } from "vitest";
import { valueScale } from "./value-scale.ts";

const BOX = { top: 0, bottom: 220 };

describe("valueScale", () => {
  it("is linear up to a ratio of five, logarithmic from there on", () => {
    expect(valueScale([Float64Array.of(100, 499)], "auto", BOX, "plain")?.scale.kind).toBe("linear");
    expect(valueScale([Float64Array.of(100, 500)], "auto", BOX, "plain")?.scale.kind).toBe("log");
    expect(valueScale([Float64Array.of(100, 500)], "linear", BOX, "plain")?.scale.kind).toBe("linear");
    expect(valueScale([Float64Array.of(100, 110)], "log", BOX, "plain")?.scale.kind).toBe("log");
  });

  it("can't be logarithmic at zero and below", () => {
    expect(valueScale([Float64Array.of(0, 500)], "log", BOX, "plain")?.scale.kind).toBe("linear");
  });

  it("ends at labelled ticks", () => {
    // 220 pixels: four steps; (103.2 − 98) / 4 = 1.3, so steps of 1… from 98 to 104.
    const { scale, ticks } = valueScale([Float64Array.of(98, 103.2)], "auto", BOX, "plain")!;
    expect([scale.min, scale.max]).toEqual([98, 104]);
    expect(ticks.map(({ label }) => label)).toEqual(["98", "99", "100", "101", "102", "103", "104"]);
  });

  it("makes room around a single value, and has none without any", () => {
    const { scale } = valueScale([Float64Array.of(100, NaN)], "auto", BOX, "money")!;
    expect(scale.min).toBeLessThan(100);
    expect(scale.max).toBeGreaterThan(100);
    expect(valueScale([Float64Array.of(NaN)], "auto", BOX, "money")).toBeUndefined();
  });
});
