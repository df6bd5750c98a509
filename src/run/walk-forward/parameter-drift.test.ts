import { describe, expect, it } from "vitest";
import { choice, int } from "../../core/params/parameter.ts";
import { searchSpace } from "../../optimize/spaces/search-space.ts";
import { walkForwardDrift } from "./parameter-drift.ts";
import { walkForwardEfficiency } from "./walk-forward-efficiency.ts";

const params = { look: int(2, { min: 1, max: 4 }), how: choice(["a", "b"]) };
const space = searchSpace({ name: "s", params }, { ranges: { look: [1, 2, 3, 4], how: ["a", "b"] } });

describe("walkForwardDrift", () => {
  it("measures each parameter and the distance in the cube", () => {
    // Four values lie at 1/8, 3/8, 5/8, 7/8. From 1 to 4: 3/4; a text that changes: 1.
    const drift = walkForwardDrift(space, [
      { look: 1, how: "a" },
      { look: 4, how: "a" },
      { look: 4, how: "b" },
    ]);
    expect(drift.parameters).toEqual([
      { name: "look", range: [1, 4], meanChange: 1.5, changedShare: 0.5 },
      { name: "how", range: null, meanChange: null, changedShare: 0.5 },
    ]);
    // Over two dimensions: the root of (9/16 + 0) / 2, and of (0 + 1) / 2.
    expect(drift.distance).toBeCloseTo((Math.sqrt(9 / 32) + Math.sqrt(1 / 2)) / 2, 15);
  });

  it("is unknown of a single choice, or none", () => {
    expect(walkForwardDrift(space, [{ look: 2, how: "a" }])).toMatchObject({
      parameters: [{ range: [2, 2], meanChange: null, changedShare: null }, { range: null }],
      distance: null,
    });
    expect(walkForwardDrift(space, []).parameters[0]!.range).toBe(null);
  });
});

describe("walkForwardEfficiency", () => {
  it("is the mean of the tests over that of training", () => {
    // (0.1 + 0.2) / 2 over (0.2 + 0.4) / 2.
    const windows = [
      { inSample: 0.2, tested: 0.1 },
      { inSample: 0.4, tested: 0.2 },
    ];
    expect(walkForwardEfficiency(windows)).toBeCloseTo(0.5, 15);
  });

  it("is undefined where training earned nothing", () => {
    expect(walkForwardEfficiency([{ inSample: -0.1, tested: -0.2 }])).toBeNaN();
    expect(walkForwardEfficiency([])).toBeNaN();
  });
});
