import { describe, expect, it } from "vitest";
import { explainNotFilled, OBSTACLES } from "./explain.ts";
import { NOT_FILLED_CODES } from "./order-columns.ts";

describe("explainNotFilled", () => {
  it("groups by rule, the most frequent first", () => {
    const told = explainNotFilled({
      "already-in": 2,
      conflict: 7,
      "risk-heat": 1,
      "insufficient-cash": 3,
      "last-bar": 0,
    });
    expect(told.map(({ rule, reason, count }) => [rule, reason, count])).toEqual([
      ["signal", "conflict", 7],
      ["signal", "already-in", 2],
      ["risk", "risk-heat", 1],
      ["cash", "insufficient-cash", 3],
    ]);
    expect(told[2]!.meaning).toContain("at risk");
  });

  it("knows every reason, and has one for every rule", () => {
    const told = explainNotFilled(Object.fromEntries(NOT_FILLED_CODES.map((reason) => [reason, 1])));
    expect(told.map(({ reason }) => reason).sort()).toEqual([...NOT_FILLED_CODES].sort());
    expect([...new Set(told.map(({ rule }) => rule))]).toEqual([...OBSTACLES]);
  });
});
