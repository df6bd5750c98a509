import { expect, it } from "vitest";
import { choice, int, num } from "../../core/params/parameter.ts";
import { range } from "../spaces/search-range.ts";
import { searchSpace } from "../spaces/search-space.ts";
import { gridSampler } from "./grid-sampler.ts";

const params = { fast: int(2, { min: 1, max: 9 }), mode: choice(["a", "b"]), risk: num(0, { min: 0, max: 1 }) };
const strategy = { name: "demo", params };

it("goes through all points in declared order, the last parameter first", () => {
  const space = searchSpace(strategy, { ranges: { fast: range(1, 3), mode: ["a", "b"] }, where: (p) => p.fast !== 2 });
  const points = gridSampler(space).ask(10);
  expect(points.map(({ params: { fast, mode } }) => `${fast}${mode}`)).toEqual(["1a", "1b", "3a", "3b"]);
});

it("cuts continuous ranges, their ends among the points", () => {
  const space = searchSpace(strategy, { ranges: { risk: { min: 0, max: 1 } } });
  expect(() => gridSampler(space)).toThrow("step of risk must be given for a grid, or points");
  const risks = gridSampler(space, { points: 5 })
    .ask(10)
    .map(({ params: values }) => values.risk);
  expect(risks).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

it("gives points that differ in inactive parameters only once", () => {
  const space = searchSpace(strategy, {
    ranges: { mode: ["a", "b"], risk: range(0, 1, 0.5) },
    when: { risk: (p) => p.mode === "b" },
  });
  const points = gridSampler(space).ask(10);
  expect(points.map(({ params: { mode, risk } }) => [mode, risk])).toEqual([
    ["a", 0],
    ["b", 0],
    ["b", 0.5],
    ["b", 1],
  ]);
});
