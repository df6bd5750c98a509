import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/random.ts";
import { exp } from "../../math/exp.ts";
import { continuousDimension, listedDimension } from "../spaces/dimension.ts";
import { parzenEstimator } from "./parzen-estimator.ts";

const dimensions = [continuousDimension("x", 0, 1, false), listedDimension("mode", ["a", "b", "c"], false)];
const points = [
  [0.1, 0.5],
  [0.15, 0.5],
  [0.95, 0.9],
];
const estimator = parzenEstimator(dimensions, points);

describe("parzenEstimator", () => {
  /** 400 slices of x by the three modes, each with the density of its middle; of the modes these are shares already. */
  const cells = [1, 3, 5].flatMap((mode) =>
    Array.from({ length: 400 }, (_, k) => [(k + 0.5) / 400, mode / 6] as const).map((cube) => ({
      cube,
      mass: exp(estimator.logDensity(cube)) / 400,
    })),
  );
  const massOf = (isIn: (x: number, mode: number) => boolean) =>
    cells.reduce((sum, { cube: [x, mode], mass }) => sum + (isIn(x, mode) ? mass : 0), 0);

  it("has a mass of 1", () => {
    expect(massOf(() => true)).toBeCloseTo(1, 5);
  });

  it("gives every mode its weight: of four kernels two on b, one on c, and the even one", () => {
    // Own share (4 + 1/3) / 5, other (1/3) / 5; the even kernel a third.
    const own = (4 + 1 / 3) / 5;
    const other = 1 / 3 / 5;
    expect(massOf((_, mode) => mode < 1 / 3)).toBeCloseTo((3 * other + 1 / 3) / 4, 5);
    expect(massOf((_, mode) => mode === 0.5)).toBeCloseTo((2 * own + other + 1 / 3) / 4, 5);
    expect(massOf((_, mode) => mode > 2 / 3)).toBeCloseTo((own + 2 * other + 1 / 3) / 4, 5);
  });

  it("draws as its density says, inside the cube", () => {
    const random = randomStream(5, "test");
    const draws = Array.from({ length: 20_000 }, () => estimator.draw(random));
    expect(draws.every((cube) => cube.every((x) => x >= 0 && x <= 1))).toBe(true);
    const shareOf = (isIn: (x: number, mode: number) => boolean) =>
      draws.filter(([x = NaN, mode = NaN]) => isIn(x, mode)).length / draws.length;
    const areas: readonly ((x: number, mode: number) => boolean)[] = [
      (x) => x < 0.2,
      (x) => x > 0.8,
      (x, mode) => x < 0.3 && mode > 1 / 3 && mode < 2 / 3,
      (x, mode) => x > 0.3 && mode < 1 / 3,
    ];
    // Four standard errors of a share are at most 4 · √(1/4 / 20,000) = 0.0141.
    for (const isIn of areas) expect(Math.abs(shareOf(isIn) - massOf(isIn))).toBeLessThan(0.0142);
  });

  it("is even where nothing was seen, but for the wide kernel's slope", () => {
    const none = parzenEstimator(dimensions, []);
    expect(none.logDensity([0.3, 0.1])).toBe(none.logDensity([0.7, 0.9]));
    // N(0.5, 1) cut to [0, 1]: the ends have exp(−1/8) of the middle's density.
    expect(exp(none.logDensity([0, 0.1]) - none.logDensity([0.5, 0.1]))).toBeCloseTo(exp(-0.125), 14);
  });
});
