import { describe, expect, it } from "vitest";
import { bool, choice, int, num } from "../core/params/parameter.ts";
import { readSearch } from "./read-search.ts";

const PARAMS = {
  fast: int(10, { min: 2, max: 100, step: 2 }),
  risk: num(0.01),
  both: bool(false),
  side: choice(["long", "short"]),
};
const read = (given: Record<string, string>) => readSearch("mine", PARAMS, given);

describe("what is searched", () => {
  it("is a range, a list, or one value that stays", () => {
    expect(read({ fast: "4:20:4", side: "long, short", risk: "0.02" })).toEqual({
      fixed: { risk: "0.02" },
      ranges: { fast: { min: 4, max: 20, step: 4 }, side: ["long", "short"] },
    });
    expect(read({ fast: "4:20" }).ranges).toEqual({ fast: { min: 4, max: 20, step: undefined } });
  });

  it("is what is declared where no range is given, but for what stays", () => {
    expect(read({})).toEqual({ fixed: {}, ranges: undefined });
    expect(read({ both: "true" }).ranges).toEqual({ fast: { min: 2, max: 100, step: 2 }, side: ["long", "short"] });
  });

  it.each([
    [{ fast: "4:20:0" }, "--param fast=4:20:0 is no range"],
    [{ fast: "20:4" }, "is no range"],
    [{ fast: "a:b" }, "is no range"],
    [{ fast: "1:2:3:4" }, "is no range"],
    [{ fst: "4:20" }, 'Did you mean "fast"?'],
    [{ side: "up,down" }, "side must be"],
  ])("%j is refused", (given, message) => {
    expect(() => read(given as unknown as Record<string, string>)).toThrow(message);
  });
});
