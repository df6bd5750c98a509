import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/random.ts";
import { exp } from "../../math/exp.ts";
import { sin } from "../../math/sin-cos.ts";
import { continuousDimension, listedDimension } from "../spaces/dimension.ts";
import { gaussianProcess, likeliestSmoothness, matern52 } from "./gaussian-process.ts";

const line = continuousDimension("x", 0, 1, false);

describe("matern52", () => {
  it("is (1 + √5 r + 5 r² / 3) e^(−√5 r)", () => {
    expect(matern52(0)).toBe(1);
    expect(matern52(1)).toBeCloseTo((1 + Math.sqrt(5) + 5 / 3) * exp(-Math.sqrt(5)), 14);
  });
});

describe("gaussianProcess", () => {
  it("of two points is what the two by two system says", () => {
    // Values 1 and −1: mean 0, deviation √2, scaled ±1/√2. K = [[1 + ν, r], [r, 1 + ν]], and (1, −1) is an eigenvector
    // with 1 + ν − r: weights are ±1 / (√2 (1 + ν − r)), variance is half of wᵀy = 1 / (2 (1 + ν − r)).
    const noise = 0.01;
    const r = matern52(0.5 / 0.25);
    const process = gaussianProcess([line], [[0.25], [0.75]], [1, -1], { lengths: [0.25], noise });
    const [near, far] = [matern52(0.1 / 0.25), matern52(0.4 / 0.25)];
    const { mean, deviation } = process.at([0.35]);
    expect(mean).toBeCloseTo((near - far) / (1 + noise - r), 12);
    const determinant = (1 + noise) ** 2 - r * r;
    const known = ((near * near + far * far) * (1 + noise) - 2 * near * far * r) / determinant;
    expect(deviation).toBeCloseTo(Math.sqrt((2 * (1 - known)) / (2 * (1 + noise - r))), 12);
  });

  it("goes through the values, is unsure between them, and knows nothing far away", () => {
    const xs = [0.1, 0.2, 0.35, 0.5];
    const values = xs.map((x) => sin(6 * x));
    const process = gaussianProcess(
      [line],
      xs.map((x) => [x]),
      values,
      { lengths: [0.1], noise: 1e-6 },
    );
    for (const [k, x] of xs.entries()) expect(process.at([x]).mean).toBeCloseTo(values[k]!, 4);
    const [at, between, away] = [0.2, 0.27, 1].map((x) => process.at([x]).deviation);
    expect(at!).toBeLessThan(0.1 * between!);
    expect(between!).toBeLessThan(away!);
    expect(process.at([40]).mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 4, 6);
  });

  it("takes unordered values for equal or apart, whatever their order", () => {
    const kinds = listedDimension("kind", ["a", "b", "c"], false);
    const process = gaussianProcess([kinds], [[0.1], [0.5]], [3, 1], { lengths: [0.5], noise: 1e-4 });
    expect(process.at([0.2])).toEqual(process.at([0.1]));
    // c is as far from a as from b.
    expect(process.at([0.9]).mean).toBeCloseTo(2, 9);
  });

  it("copes with the same point twice", () => {
    const process = gaussianProcess([line], [[0.5], [0.5], [0.5]], [1, 2, 3], { lengths: [1], noise: 1e-6 });
    expect(process.at([0.5]).mean).toBeCloseTo(2, 3);
  });
});

describe("likeliestSmoothness", () => {
  const random = () => randomStream(1, "test");
  const cubes = Array.from({ length: 40 }, (_, k) => [((k * 7) % 40) / 40, ((k * 11) % 40) / 40]);
  const plane = [line, continuousDimension("y", 0, 1, false)];

  it("finds which dimension matters", () => {
    const values = cubes.map(([x]) => sin(8 * x!));
    const { lengths, noise } = likeliestSmoothness(plane, cubes, values, random());
    expect(lengths[1]!).toBeGreaterThan(2 * lengths[0]!);
    expect(noise).toBeLessThan(1e-2);
  });

  it("takes what is nothing but noise for noise", () => {
    const stream = randomStream(2, "noise");
    const { noise } = likeliestSmoothness(
      plane,
      cubes,
      cubes.map(() => stream.uniform()),
      random(),
    );
    expect(noise).toBeGreaterThan(0.05);
  });

  it("is the same for the same stream", () => {
    const values = cubes.map(([x, y]) => x! * y!);
    expect(likeliestSmoothness(plane, cubes, values, random())).toEqual(
      likeliestSmoothness(plane, cubes, values, random()),
    );
  });
});
