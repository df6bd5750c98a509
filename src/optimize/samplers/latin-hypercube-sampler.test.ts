import { expect, it } from "vitest";
import { num } from "../../core/params/parameter.ts";
import { randomStream } from "../../core/random.ts";
import { searchSpace } from "../spaces/search-space.ts";
import { latinHypercube, latinHypercubeSampler } from "./latin-hypercube-sampler.ts";

it("gives each point its own slice of every dimension", () => {
  const cubes = latinHypercube(37, 5, randomStream(1, "test"));
  for (let d = 0; d < 5; d++) {
    const slices = cubes.map((cube) => Math.floor(cube[d]! * 37)).sort((a, b) => a - b);
    expect(slices).toEqual(Array.from({ length: 37 }, (_, k) => k));
  }
});

it("makes a further hypercube when one is used up", () => {
  const bounds = { min: 0, max: 1 };
  const space = searchSpace({ name: "demo", params: { x: num(0, bounds), y: num(0, bounds) } });
  const points = latinHypercubeSampler(space, { points: 10 }).ask(30);
  for (const block of [0, 10, 20]) {
    const slices = points.slice(block, block + 10).map(({ cube }) => Math.floor(cube[1]! * 10));
    expect(new Set(slices).size).toBe(10);
  }
  expect(() => latinHypercubeSampler(space, { points: 0 })).toThrow("points must be an integer from 1, was 0");
});
