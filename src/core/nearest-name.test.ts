import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean, editDistance, nearestName } from "./nearest-name.ts";

describe("nearestName", () => {
  it.each([
    ["fats", "fast"],
    ["FAST", "fast"],
    ["slwo", "slow"],
    ["sma-corss", "sma-cross"],
    ["comission", "commission"],
    ["f", undefined],
    ["volume", undefined],
    ["fastest-of-all", undefined],
  ])("takes %j for %j", (name, meant) => {
    expect(nearestName(name, ["fast", "slow", "sma-cross", "commission"])).toBe(meant);
  });

  it("keeps the first of equally near ones", () => expect(nearestName("fest", ["fast", "best"])).toBe("fast"));

  it.each([
    ["sharpe", "sharpeRatio"],
    ["Drawdown", "maxDrawdown"],
    ["ratio", "sharpeRatio"],
    ["dd", undefined],
  ])("takes %j for the shortest name that begins with it or has it inside: %j", (name, meant) => {
    const known = ["probabilisticSharpeRatio", "sharpeRatio", "sharpeRatioOfTrades", "maxDrawdownDays", "maxDrawdown"];
    expect(nearestName(name, known)).toBe(meant);
  });

  it("suggests nothing where nothing is known", () => expect(nearestName("fast", [])).toBeUndefined());

  it("never suggests what differs in more than a third of the letters, one being allowed, and hasn't the name inside", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, known) => {
        const found = nearestName(name, known);
        if (found === undefined || found.toLowerCase().includes(name.toLowerCase())) return;
        const allowed = Math.max(1, Math.floor(name.length / 3));
        expect(editDistance(name.toLowerCase(), found.toLowerCase())).toBeLessThanOrEqual(allowed);
      }),
    );
  });
});

describe("didYouMean", () => {
  it("stands behind a message", () => expect(didYouMean("fats", ["fast"])).toBe(' Did you mean "fast"?'));
  it("is empty without a suggestion", () => expect(didYouMean("volume", ["fast"])).toBe(""));
});

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["", "abc", 3],
    ["kitten", "sitting", 3], // Levenshtein's textbook example
    ["saturday", "sunday", 3],
    ["ab", "ba", 1], // a swap of neighbours is one edit
    ["ca", "abc", 3], // and isn't edited again: optimal string alignment, where the full distance would be 2
  ])("of %j and %j is %d", (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

  it("is symmetric, 0 for equal texts only, at most the longer length, and changes by at most one with a letter", () => {
    const word = fc.string({ maxLength: 8, unit: fc.constantFrom("a", "b", "c") });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(Math.abs(editDistance(`${a}a`, b) - distance)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
