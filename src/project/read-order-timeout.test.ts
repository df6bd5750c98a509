import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { readOrderTimeout } from "./read-order-timeout.ts";

describe("readOrderTimeout", () => {
  it.each([
    ["gtc", { kind: "gtc" }],
    ["day", { kind: "day" }],
    ["3", { kind: "bars", bars: 3 }],
    ["90m", { kind: "minutes", minutes: 90 }],
    ["2h", { kind: "minutes", minutes: 120 }],
    ["1d", { kind: "minutes", minutes: 1440 }],
  ])("reads %s for entries and exits", (text, time) => {
    expect(readOrderTimeout(text)).toEqual({ entry: time, exit: time });
  });

  it("reads them apart, and waits for ever when nothing is given", () => {
    expect(readOrderTimeout("10m, day")).toEqual({ entry: { kind: "minutes", minutes: 10 }, exit: { kind: "day" } });
    expect(readOrderTimeout(undefined)).toEqual({ entry: { kind: "gtc" }, exit: { kind: "gtc" } });
  });

  it.each(["", "0", "0m", "3.5", "-1", "10s", "week", "1,2,3", "1,", "1e3"])("refuses %j", (text) => {
    const error = thrown(() => readOrderTimeout(text));
    expect(error.code).toBe("BACKSIGHT_ARGUMENT");
    expect(error.message).toContain(`order-timeout must be gtc, day, bars (3) or a time`);
  });
});
