import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { regretAfter } from "../../../test/support/search-run.ts";
import { TEST_FUNCTIONS, type TestFunction } from "../../../test/support/test-functions.ts";
import { searchSpace } from "../spaces/search-space.ts";
import { SAMPLERS, type SamplerName } from "./sampler-table.ts";

const SEEDS = Array.from({ length: 20 }, (_, k) => k + 1);

function meanRegret(method: SamplerName, f: TestFunction, trials: number, seeds = SEEDS): number {
  const space = searchSpace({ name: f.name, params: f.params });
  return seeds.reduce((sum, seed) => sum + regretAfter(SAMPLERS[method](space, { seed }), f, trials), 0) / seeds.length;
}

describe("test functions", () => {
  it.each(TEST_FUNCTIONS)("$name has its minimum where it is said to be", ({ at, minimum, evaluate, params }) => {
    expect(Math.abs(evaluate(at) - minimum)).toBeLessThan(1e-6);
    for (const [key, { min, max }] of Object.entries(params)) {
      if (min === undefined || max === undefined) continue;
      for (const moved of [Number(at[key]) - 1e-3 * (max - min), Number(at[key]) + 1e-3 * (max - min)]) {
        expect(evaluate({ ...at, [key]: moved })).toBeGreaterThan(minimum);
      }
    }
  });
});

describe("mean of the best over 20 seeds", () => {
  it.each([
    ["tpe", 80],
    ["cma-es", 80],
    ["differential-evolution", 200],
    ["nsga2", 200],
  ] as const)("%s beats random search on every function in %i trials", (method, trials) => {
    const lost = TEST_FUNCTIONS.filter((f) => !(meanRegret(method, f, trials) < meanRegret("random", f, trials)));
    expect(lost.map(({ name }) => name)).toEqual([]);
  });
});

describe("mean of the best over 5 seeds", () => {
  it("gaussian-process, which takes its time, beats random search on every function in 40 trials", () => {
    const seeds = SEEDS.slice(0, 5);
    const lost = TEST_FUNCTIONS.filter(
      (f) => !(meanRegret("gaussian-process", f, 40, seeds) < meanRegret("random", f, 40, seeds)),
    );
    expect(lost.map(({ name }) => name)).toEqual([]);
  });
});

describe("docs/search.md", () => {
  const page = readFileSync(new URL("../../../docs/search.md", import.meta.url), "utf8");
  const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const heads = rows.find((row) => row[1] === "function, dimensions" && row.includes("cma-es"))!;

  it.each(["random", "sobol", "cma-es", "differential-evolution", "nsga2"] as const)("shows %s as it is", (method) => {
    for (const name of ["Sphere, 5", "Branin, 2", "Mixed, 4"]) {
      const f = TEST_FUNCTIONS.find((one) => one.name === name)!;
      const cell = rows.find((row) => row[1] === name)![heads.indexOf(method)]!;
      expect(Number(cell.replaceAll("*", ""))).toBe(Number(meanRegret(method, f, 200).toPrecision(3)));
    }
  });
});
