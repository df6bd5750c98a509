import { describe, expect, it } from "vitest";
import { sizeCapacity } from "./size-capacity.ts";
import { type Span, survivorship } from "./survivorship.ts";

const span = (symbol: string, from: number, to = Infinity): Span => ({ symbol, from, to });
const members = [span("A", 1), span("B", 1, 5), span("C", 8)];

describe("survivorship", () => {
  it("names what was known too early and what is missing", () => {
    const run = { priced: ["A", "C"], from: 1, to: 9 };
    expect(survivorship([span("A", 2, 9), span("C", 3, 9)], members, run)).toEqual({
      traded: 2,
      early: ["C"],
      missing: ["B"],
      survivors: 2 / 3,
    });
  });

  it("finds nothing where all were members at the time", () => {
    const run = { priced: ["A", "B", "C"], from: 1, to: 9 };
    const held = [span("A", 1, 9), span("B", 2, 5), span("C", 8, 9)];
    expect(survivorship(held, members, run)).toMatchObject({ traded: 3, early: [], missing: [] });
    expect(survivorship([span("B", 4, 6)], members, run).early).toEqual(["B"]);
  });

  it("joins spans that follow each other", () => {
    const back = [span("A", 1, 4), span("A", 5, 9)];
    const run = { priced: ["A"], from: 1, to: 9 };
    expect(survivorship([span("A", 2, 8)], back, run).early).toEqual([]);
    expect(survivorship([span("A", 2, 8)], [span("A", 1, 4), span("A", 6, 9)], run).early).toEqual(["A"]);
  });

  it("leaves out members of other times", () => {
    expect(survivorship([], members, { priced: ["A"], from: 6, to: 7 })).toEqual({
      traded: 0,
      early: [],
      missing: [],
      survivors: 1,
    });
    expect(survivorship([], [], { priced: [], from: 0, to: 1 }).survivors).toBeNaN();
  });
});

describe("sizeCapacity", () => {
  it("compares with the money at the start", () => {
    expect(sizeCapacity(250_000, 100_000)).toEqual({ capital: 250_000, multiple: 2.5 });
    expect(sizeCapacity(NaN, 1).multiple).toBeNaN();
  });
});
