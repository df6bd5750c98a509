import { describe, expect, it } from "vitest";
import { choice, int, num } from "../../core/params/parameter.ts";
import { neighboursOf } from "./neighbours.ts";
import { range } from "./search-range.ts";
import { searchSpace } from "./search-space.ts";

const params = {
  fast: int(10, { min: 2, max: 60 }),
  slow: int(50, { min: 5, max: 400 }),
  exit: choice(["signal", "stop"]),
};

describe("neighboursOf", () => {
  const strategy = { name: "demo", params, where: (p: { fast: number; slow: number }) => p.fast < p.slow };
  const space = searchSpace(strategy, {
    ranges: { fast: range(5, 20, 5), slow: [10, 15, 40], exit: ["signal", "stop"] },
  });

  it("steps up and down along what is ordered, and leaves choices alone", () => {
    expect(neighboursOf(space, { fast: 10, slow: 15, exit: "stop" })).toEqual([
      { fast: 5, slow: 15, exit: "stop" },
      // 15 isn't below 15, nor 10 below 10
      { fast: 10, slow: 40, exit: "stop" },
    ]);
  });

  it("ends at the ends", () => {
    expect(neighboursOf(space, { fast: 5, slow: 10, exit: "signal" })).toEqual([{ fast: 5, slow: 15, exit: "signal" }]);
  });

  it("moves a twentieth of a continuous range, on its own scale", () => {
    const risk = num(0.01, { min: 0.001, max: 1, log: true });
    const stop = num(0.5, { min: 0, max: 2 });
    const continuous = searchSpace({ name: "demo", params: { risk, stop } });
    const around = neighboursOf(continuous, { risk: 0.1, stop: 0.05 }) as { risk: number; stop: number }[];
    // A twentieth of three decades is 10^0.15; below 0 there is nothing: 0.05 is a fortieth of the range.
    expect(around).toHaveLength(3);
    expect(around[0]!.risk).toBeCloseTo(0.1 / 1.4125375446, 9);
    expect(around[1]!.risk).toBeCloseTo(0.1 * 1.4125375446, 9);
    expect(around[2]!.stop).toBeCloseTo(0.15, 12);
  });

  it("doesn't vary a parameter that isn't active", () => {
    const withStop = { exit: params.exit, stop: int(5, { min: 1, max: 9 }) };
    const conditional = searchSpace(
      { name: "demo", params: withStop },
      { when: { stop: ({ exit }) => exit === "stop" } },
    );
    expect(neighboursOf(conditional, { exit: "signal", stop: 5 })).toEqual([]);
    expect(neighboursOf(conditional, { exit: "stop", stop: 5 })).toEqual([
      { exit: "stop", stop: 4 },
      { exit: "stop", stop: 6 },
    ]);
  });
});
