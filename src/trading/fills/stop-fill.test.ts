import { describe, expect, it } from "vitest";
import { stopFill, stopLimitFill } from "./stop-fill.ts";

const bar = { open: 100, high: 110, low: 95, close: 104 };

describe("stopFill", () => {
  it("triggers a purchase at its price when the bar rises to it, at the open when it opens beyond", () => {
    expect(stopFill(1, 108, bar)).toEqual({ reference: 108, phase: "intrabar" });
    expect(stopFill(1, 110, bar)).toEqual({ reference: 110, phase: "intrabar" });
    expect(stopFill(1, 110.5, bar)).toBeNull();
    expect(stopFill(1, 99, bar)).toEqual({ reference: 100, phase: "open" });
  });

  it("mirrors that for sales", () => {
    expect(stopFill(-1, 96, bar)).toEqual({ reference: 96, phase: "intrabar" });
    expect(stopFill(-1, 94, bar)).toBeNull();
    expect(stopFill(-1, 101, bar)).toEqual({ reference: 100, phase: "open" });
  });
});

describe("stopLimitFill", () => {
  it("waits for its trigger", () => {
    expect(stopLimitFill(1, 111, 112, bar, "worst")).toEqual({ isTriggered: false, fill: null });
  });

  it("fills at the stop when that is within the limit", () => {
    expect(stopLimitFill(1, 108, 109, bar, "worst").fill).toEqual({ reference: 108, phase: "intrabar" });
    expect(stopLimitFill(-1, 96, 95.5, bar, "worst").fill).toEqual({ reference: 96, phase: "intrabar" });
  });

  it("triggered at the open is a limit order for the whole bar", () => {
    expect(stopLimitFill(1, 99, 101, bar, "worst").fill).toEqual({ reference: 100, phase: "open" });
    expect(stopLimitFill(1, 99, 97, bar, "worst").fill).toEqual({ reference: 97, phase: "intrabar" });
    expect(stopLimitFill(1, 99, 94, bar, "worst")).toEqual({ isTriggered: true, fill: null });
  });

  it("triggered inside counts for the limit what comes later in that order of prices", () => {
    // Triggered at 108 on the way up; the bar closes at 104, and its low of 95 may have come before.
    const at = (limit: number) => ({ isTriggered: true, fill: { reference: limit, phase: "intrabar" } });
    const nothing = { isTriggered: true, fill: null };
    expect(stopLimitFill(1, 108, 104, bar, "worst")).toEqual(at(104));
    expect(stopLimitFill(1, 108, 103, bar, "worst")).toEqual(nothing);
    expect(stopLimitFill(1, 108, 96, bar, "best")).toEqual(at(96));
    expect(stopLimitFill(1, 108, 96, bar, "ohlc")).toEqual(at(96));
    expect(stopLimitFill(1, 108, 103, bar, "olhc")).toEqual(nothing);
  });
});
