import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/random.ts";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.ts";
import { variance } from "../moments.ts";
import { correlationOfCovariance } from "./correlation-of-covariance.ts";
import { exponentialCovariance } from "./exponential-covariance.ts";
import { ledoitWolfCovariance } from "./ledoit-wolf.ts";
import { sampleCovariance } from "./sample-covariance.ts";

/** Assets with one factor in common. */
function market(assets: number, periods: number, seed: number): Float64Array[] {
  const random = randomStream(seed, "market");
  const factor = Float64Array.from({ length: periods }, () => random.uniform() - 0.5);
  return Array.from({ length: assets }, (_, j) =>
    factor.map((value) => 0.01 * (1 + j / 4) * (value + random.uniform() - 0.5)),
  );
}

describe("sampleCovariance", () => {
  it("is what paper says", () => {
    // Deviations −1 0 1 and −2 0 2: 2 / 2, 4 / 2, 8 / 2; over n: 2 / 3, 4 / 3, 8 / 3.
    const returns = [
      [1, 2, 3],
      [2, 4, 6],
    ];
    expect(sampleCovariance(returns)).toEqual([Float64Array.of(1, 2), Float64Array.of(2, 4)]);
    expect(sampleCovariance(returns, { ddof: 0 })[0]![1]).toBeCloseTo(4 / 3, 15);
  });

  it("has the variances on its diagonal", () => {
    const returns = market(4, 50, 1);
    const matrix = sampleCovariance(returns);
    for (const [i, column] of returns.entries()) expect(matrix[i]![i]! / variance(column, 1)).toBeCloseTo(1, 14);
  });

  it("leaves a NaN where it is: in its asset, or, pairwise, out of its period", () => {
    const returns = [
      [1, 2, 3, NaN],
      [2, 4, 6, 100],
      [NaN, NaN, NaN, 1],
    ];
    expect(sampleCovariance(returns.slice(0, 2))[0]).toEqual(Float64Array.of(NaN, NaN));
    const pairwise = sampleCovariance(returns, { missing: "pairwise" });
    expect(pairwise[0]).toEqual(Float64Array.of(1, 2, NaN));
    expect(pairwise[1]![1]).toBeCloseTo(variance([2, 4, 6, 100], 1), 9);
  });

  it("refuses one period, and columns of different length", () => {
    expect(() => sampleCovariance([[1]])).toThrow(expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }));
    expect(() => sampleCovariance([])).toThrow(expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }));
    const uneven = [[1, 2], [1]];
    expect(() => sampleCovariance(uneven)).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});

describe("exponentialCovariance", () => {
  it("is what paper says", () => {
    // Weights 1/3, 2/3: (1 + 2 × 4) / 3 = 3; about the mean 5/3: 1/3 × 4/9 + 2/3 × 1/9 = 2/9.
    expect(exponentialCovariance([[1, 2]], { decay: 0.5 })[0]![0]).toBeCloseTo(3, 15);
    expect(exponentialCovariance([[1, 2]], { decay: 0.5, about: "mean" })[0]![0]).toBeCloseTo(2 / 9, 15);
    const two = exponentialCovariance(
      [
        [1, 2],
        [3, -1],
      ],
      { decay: 0.5 },
    ); // (3 − 2 × 2) / 3
    expect(two[0]![1]).toBeCloseTo(-1 / 3, 15);
  });

  it("is the sample's over n as the decay goes to 1", () => {
    const returns = market(3, 40, 2);
    const slow = exponentialCovariance(returns, { decay: 1 - 1e-12, about: "mean" });
    const sample = sampleCovariance(returns, { ddof: 0 });
    for (const [i, row] of sample.entries())
      for (const [j, v] of row.entries()) expect(slow[i]![j]! / v).toBeCloseTo(1, 9);
  });

  it("refuses a decay that isn't between 0 and 1", () => {
    for (const decay of [0, 1, NaN, 1.2]) {
      expect(() => exponentialCovariance([[1, 2]], { decay })).toThrow(`decay must be between 0 and 1, was ${decay}.`);
    }
  });
});

describe("ledoitWolfCovariance", () => {
  it("is what paper says, towards the identity", () => {
    // S = diag(4, 1), F = 2.5 I: γ = 1.5² × 2 = 4.5. The squares don't vary; the products are ±2: π = 4 + 4. δ = 8 / 4.5 / 4.
    const { covariance, shrinkage } = ledoitWolfCovariance(
      [
        [2, -2, 2, -2],
        [1, 1, -1, -1],
      ],
      "identity",
    );
    expect(shrinkage).toBeCloseTo(4 / 9, 15);
    expect(covariance[0]![0]).toBeCloseTo(4 - (4 / 9) * 1.5, 14);
    expect(covariance[1]![1]).toBeCloseTo(1 + (4 / 9) * 1.5, 14);
    expect(covariance[0]![1]).toBe(0);
  });

  it("is the authors' code for constant correlation, written out", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 6 }),
        fc.integer({ min: 3, max: 30 }),
        fc.nat(),
        (assets, periods, seed) => {
          const returns = market(assets, periods, seed);
          const found = ledoitWolfCovariance(returns);
          const twin = authorsCode(returns);
          expect(found.shrinkage).toBeCloseTo(twin, 8);
          const sample = sampleCovariance(returns, { ddof: 0 });
          for (let i = 0; i < assets; i++) expect(found.covariance[i]![i]! / sample[i]![i]!).toBeCloseTo(1, 12);
        },
      ),
    ));

  it("leaves two assets as they are: their one correlation is the mean", () => {
    const returns = market(2, 30, 5);
    const { covariance, shrinkage } = ledoitWolfCovariance(returns);
    expect(shrinkage).toBe(1);
    expect(covariance[0]![1]! / sampleCovariance(returns, { ddof: 0 })[0]![1]!).toBeCloseTo(1, 14);
  });

  it("can be inverted with more assets than periods, where the sample's can't", () => {
    const returns = market(12, 6, 3);
    expect(symmetricEigen(sampleCovariance(returns)).values[0]).toBeLessThan(1e-17);
    for (const target of ["constant-correlation", "identity"] as const) {
      const { covariance, shrinkage } = ledoitWolfCovariance(returns, target);
      expect(shrinkage).toBeGreaterThan(0);
      expect(shrinkage).toBeLessThanOrEqual(1);
      expect(symmetricEigen(covariance).values[0]).toBeGreaterThan(1e-7);
    }
  });

  it("shrinks less with more periods", () => {
    const [few, many] = [30, 3000].map((periods) => ledoitWolfCovariance(market(5, periods, 4), "identity").shrinkage);
    expect(many).toBeLessThan(few! / 10);
  });

  it("refuses an asset that doesn't vary", () => {
    const still = [
      [1, 1, 1],
      [1, 2, 3],
    ];
    expect(() => ledoitWolfCovariance(still)).toThrow("returns of asset 0 must be varying, was constant.");
  });
});

/** covCor.m by Ledoit and Wolf: t × n matrices in place of columns, sums over whole matrices. */
function authorsCode(returns: readonly Float64Array[]): number {
  const t = returns[0]!.length;
  const n = returns.length;
  const x = returns.map((column) => {
    const mean = column.reduce((a, b) => a + b) / t;
    return column.map((value) => value - mean);
  });
  const times = (a: readonly Float64Array[], b: readonly Float64Array[]) =>
    a.map((u) => b.map((v) => u.reduce((sum, value, k) => sum + value * v[k]!, 0) / t));
  const sample = times(x, x);
  const deviation = sample.map((row, i) => Math.sqrt(row[i]!));
  const all = sample.flatMap((row, i) => row.map((value, j) => value / (deviation[i]! * deviation[j]!)));
  const rBar = (all.reduce((a, b) => a + b) - n) / (n * (n - 1));
  const prior = sample.map((row, i) => row.map((value, j) => (i === j ? value : rBar * deviation[i]! * deviation[j]!)));
  const y = x.map((column) => column.map((value) => value * value));
  const phiMatrix = times(y, y).map((row, i) => row.map((value, j) => value - sample[i]![j]! * sample[i]![j]!));
  const phi = phiMatrix.flat().reduce((a, b) => a + b);
  const cubes = times(
    x.map((column) => column.map((value) => value * value * value)),
    x,
  );
  const theta = cubes.map((row, i) => row.map((value, j) => (i === j ? 0 : value - sample[i]![i]! * sample[i]![j]!)));
  const off = theta.flatMap((row, i) => row.map((value, j) => (value * deviation[j]!) / deviation[i]!));
  const rho = phiMatrix.reduce((sum, row, i) => sum + row[i]!, 0) + rBar * off.reduce((a, b) => a + b);
  const gamma = sample.flatMap((row, i) => row.map((value, j) => (value - prior[i]![j]!) * (value - prior[i]![j]!)));
  const distance = gamma.reduce((a, b) => a + b);
  return Math.max(0, Math.min(1, (phi - rho) / distance / t));
}

describe("correlationOfCovariance", () => {
  it("is what paper says", () => {
    const found = correlationOfCovariance([
      [4, 3],
      [3, 9],
    ]);
    expect(found).toEqual([Float64Array.of(1, 0.5), Float64Array.of(0.5, 1)]);
  });

  it("is NaN without a variance", () => {
    expect(correlationOfCovariance([[0]])[0]![0]).toBeNaN();
  });
});
