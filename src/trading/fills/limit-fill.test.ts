import { describe, expect, it } from "vitest";
import { limitFill } from "./limit-fill.ts";

const bar = { open: 100, high: 110, low: 95 };

describe("limitFill", () => {
  it("fills a purchase at its price when the bar comes down to it, at the open when that is better", () => {
    expect(limitFill(1, 97, bar)).toEqual({ reference: 97, phase: "intrabar" });
    expect(limitFill(1, 95, bar)).toEqual({ reference: 95, phase: "intrabar" });
    expect(limitFill(1, 94.9, bar)).toBeNull();
    expect(limitFill(1, 100, bar)).toEqual({ reference: 100, phase: "open" });
    expect(limitFill(1, 120, bar)).toEqual({ reference: 100, phase: "open" });
  });

  it("mirrors that for sales", () => {
    expect(limitFill(-1, 110, bar)).toEqual({ reference: 110, phase: "intrabar" });
    expect(limitFill(-1, 110.1, bar)).toBeNull();
    expect(limitFill(-1, 90, bar)).toEqual({ reference: 100, phase: "open" });
  });

  it("with gap `limit` fills at the limit itself or not at all", () => {
    expect(limitFill(1, 105, bar, "limit")).toEqual({ reference: 105, phase: "intrabar" });
    expect(limitFill(1, 111, bar, "limit")).toBeNull();
    expect(limitFill(-1, 94, bar, "limit")).toBeNull();
  });
});
