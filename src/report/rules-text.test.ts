import { describe, expect, it } from "vitest";
import { executionDefaults } from "../run/execution-defaults.ts";
import { orderTimeoutText, rulesText } from "./rules-text.ts";

describe("rulesText", () => {
  it("is one word for Backsight's own", () => expect(rulesText(executionDefaults("backsight"))).toBe("backsight"));

  it("names what a rule book changes", () => {
    expect(rulesText(executionDefaults("backtesting.py"))).toBe(
      "rules backtesting.py: rounding whole, beyondStop filled, insideEntry unambiguous, stopSlippage false, exitSlippage false, endOfData last-order, tradeUnit fifo, exitOrder stop-first",
    );
  });

  it("shows what a setting decided, and says that it did", () => {
    const text = rulesText({ ...executionDefaults("zipline"), fill: "close" });
    expect(text).toContain("rules zipline: fillAt close, sizeAt decision, ");
    expect(text.endsWith("; not as zipline has it: fill")).toBe(true);
  });
});

describe("orderTimeoutText", () => {
  it("says how long orders wait", () => {
    expect(orderTimeoutText({ entry: { kind: "gtc" }, exit: { kind: "gtc" } })).toBe("until taken back");
    expect(orderTimeoutText({ entry: { kind: "day" }, exit: { kind: "bars", bars: 3 } })).toBe(
      "entries for their session, exits 3 bars",
    );
    expect(orderTimeoutText({ entry: { kind: "minutes", minutes: 1 }, exit: { kind: "minutes", minutes: 1 } })).toBe(
      "1 minute",
    );
  });
});
