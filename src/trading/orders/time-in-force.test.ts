import { describe, expect, it } from "vitest";
import { hourlyBars } from "../../../test/support/intraday-simulation.ts";
import { isTimedOut, type TimeInForce } from "./time-in-force.ts";

// Hours of two days: bar 24 opens the second session.
const bars = hourlyBars(Array.from({ length: 30 }, () => [1, 1, 1, 1] as const));
const lastBar = (time: TimeInForce, placed: number) => {
  let bar = placed;
  while (bar + 1 < bars.length && !isTimedOut(time, placed, bar + 1, bars)) bar++;
  return bar;
};

describe("isTimedOut", () => {
  it("never ends what waits until it is taken back", () => expect(lastBar({ kind: "gtc" }, 3)).toBe(29));

  it("ends a day order with its session", () => {
    expect(lastBar({ kind: "day" }, 3)).toBe(23);
    expect(lastBar({ kind: "day" }, 24)).toBe(29);
  });

  it("counts bars, the first one included", () => {
    expect(lastBar({ kind: "bars", bars: 1 }, 3)).toBe(3);
    expect(lastBar({ kind: "bars", bars: 4 }, 3)).toBe(6);
  });

  it("drops an order at the open of the first bar that begins after more than its minutes", () => {
    expect(lastBar({ kind: "minutes", minutes: 59 }, 3)).toBe(3);
    expect(lastBar({ kind: "minutes", minutes: 60 }, 3)).toBe(4);
    expect(lastBar({ kind: "minutes", minutes: 61 }, 3)).toBe(4);
  });
});
