import { describe, expect, it } from "vitest";
import { regretAfter } from "../../../test/support/search-run.ts";
import { TEST_FUNCTIONS } from "../../../test/support/test-functions.ts";
import { searchSpace } from "../spaces/search-space.ts";
import { cmaEsSampler } from "./cma-es-sampler.ts";
import { cmaWeights } from "./cma-weights.ts";

describe("cmaWeights", () => {
  it("are those of pycma 4 for five dimensions and eight points, without negative weights", () => {
    const weights = cmaWeights(5);
    expect(weights.population).toBe(8);
    expect(cmaWeights(5, 8, 2).population).toBe(32);
    const expected = [0.5299301844787792, 0.2857142857142857, 0.14285714285714282, 0.041498386949792215];
    for (const [k, value] of expected.entries()) expect(weights.parents[k]).toBeCloseTo(value, 14);
    expect(weights.effective).toBeCloseTo(2.60017882611318, 13);
    expect(weights.rankOne).toBeCloseTo(0.047292304159400896, 15);
    expect(weights.rankMu).toBeCloseTo(0.04785904960298248, 15);
    expect(weights.pathRate).toBeCloseTo(0.45019955799280803, 14);
    // Table 1 of the tutorial: c_σ = (2.60018 + 2) / (5 + 2.60018 + 5), and d_σ = 1 + c_σ for so small a μ_eff.
    expect(weights.sigmaRate).toBeCloseTo(4.60017882611318 / 12.60017882611318, 14);
    expect(weights.sigmaDamping).toBeCloseTo(1 + weights.sigmaRate, 14);
    // E|N(0, I)| of five dimensions is 8 √2 / (3 √π) · 1 = 2.12769, which the tutorial's series meets to 1e-3.
    expect(weights.expectedLength).toBeCloseTo((8 * Math.SQRT2) / (3 * Math.sqrt(Math.PI)), 2);
  });
});

describe("cmaEsSampler", () => {
  // Medians of pycma without negative weights to 1e-8, of 20 seeds: 692 and 1424 trials; ours 716 and 1352.
  it.each([
    ["Sphere, 5", 950],
    ["Rosenbrock, 4", 2200],
  ])("finds the minimum of %s to 1e-8 in the trials that pycma takes", (name, trials) => {
    const f = TEST_FUNCTIONS.find((one) => one.name === name)!;
    const space = searchSpace({ name, params: f.params });
    const found = [1, 2, 3, 4, 5].filter(
      (seed) => regretAfter(cmaEsSampler(space, { seed, population: 8 }), f, trials) < 1e-8,
    );
    expect(found.length).toBeGreaterThanOrEqual(4);
  });

  it("begins anew with twice the points where a generation scored the same", () => {
    const f = TEST_FUNCTIONS[0]!;
    const sampler = cmaEsSampler(searchSpace({ name: "flat", params: f.params }));
    const sizes = [0, 1, 2].map(() => {
      const points = sampler.ask(1000);
      sampler.tell(
        points,
        points.map(() => 1),
      );
      return points.length;
    });
    expect(sizes).toEqual([8, 16, 32]);
  });
});
