import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { readRange, readTakeProfit, readTrail } from "./read-stops.ts";

describe("readTakeProfit", () => {
  it("reads a fraction", () => {
    expect(readTakeProfit("4%")).toBe(0.04);
    expect(readTakeProfit("0.04")).toBe(0.04);
  });

  it("reads steps by bars held", () => {
    expect(readTakeProfit("10%, 24:5%,48:0%,60:-2%,96:-100%")).toEqual([
      { afterBars: 0, fraction: 0.1 },
      { afterBars: 24, fraction: 0.05 },
      { afterBars: 48, fraction: 0 },
      { afterBars: 60, fraction: -0.02 },
      { afterBars: 96, fraction: -1 },
    ]);
    expect(readTakeProfit("5:2%")).toEqual([{ afterBars: 5, fraction: 0.02 }]);
  });

  it("reads steps by time held", () => {
    expect(readTakeProfit("10%,90m:5%,2h:1%,1d:-100%")).toEqual([
      { afterMinutes: 0, fraction: 0.1 },
      { afterMinutes: 90, fraction: 0.05 },
      { afterMinutes: 120, fraction: 0.01 },
      { afterMinutes: 1440, fraction: -1 },
    ]);
  });

  it.each([
    "10%,5m:1%,7:2%",
    "10%,2h:1%,90m:2%",
    "5s:1%",
    "0%",
    "-1%",
    "x",
    "",
    "10%,5%",
    "10%,5:2%,5:1%",
    "10%,5:2%,4:1%",
    "5:",
    ":5%",
    "1.5:2%",
    "5:-101%",
    "5:x",
  ])("refuses %s", (text) => expect(thrown(() => readTakeProfit(text)).code).toBe("BACKSIGHT_ARGUMENT"));
});

describe("readTrail", () => {
  it("reads a fraction or an amount, and the gain that switches it on", () => {
    expect(readTrail("3%")).toEqual({ kind: "fraction", fraction: 0.03 });
    expect(readTrail("amount:1.50")).toEqual({ kind: "amount", amount: 1.5 });
    expect(readTrail("3%@5%")).toEqual({ kind: "fraction", fraction: 0.03, activateAt: 0.05 });
    expect(readTrail("amount:1.50@0.05")).toEqual({ kind: "amount", amount: 1.5, activateAt: 0.05 });
    expect(readTrail("10%,3%@5%")).toEqual({ kind: "fraction", fraction: 0.03, activateAt: 0.05, before: 0.1 });
    expect(readTrail("10%,1%@0")).toEqual({ kind: "fraction", fraction: 0.01, activateAt: 0, before: 0.1 });
  });

  it.each(["", "0%", "100%", "3%@", "3%@-1%", "10%,3%", "5%,4%,3%@1%", "3%@5%@6%", "amount:0", "amount:x", "@5%"])(
    "refuses %s",
    (text) => expect(thrown(() => readTrail(text)).code).toBe("BACKSIGHT_ARGUMENT"),
  );
});

describe("readRange", () => {
  it("reads average ranges, over 14 bars unless it says otherwise", () => {
    expect(readRange("stop-loss", "atr:3")).toEqual({ multiple: 3, bars: 14 });
    expect(readRange("stop-loss", " atr:2.5,20 ")).toEqual({ multiple: 2.5, bars: 20 });
    expect(readRange("stop-loss", "2%")).toBeNull();
  });

  it.each(["atr", "atr:", "atr:0", "atr:3,0", "atr:-1", "atr:3%"])("refuses %s", (text) =>
    expect(thrown(() => readRange("stop-loss", text)).message).toContain("stop-loss must be average ranges above 0"),
  );
});
