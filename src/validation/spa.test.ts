import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { realityCheck } from "./reality-check.ts";
import { superiorPredictiveAbility } from "./spa.ts";
import { stationaryBootstrap } from "./stationary-bootstrap.ts";

/** Differences of one model per level over 60 periods: noise about the level. */
function differences(levels: readonly number[], seed: number, rows = 60): Float64Array[] {
  const random = randomStream(seed, "differences");
  return levels.map((level) => Float64Array.from({ length: rows }, () => level + 2 * random.uniform() - 1));
}

const resamples = (seed: number, count = 400, rows = 60) =>
  stationaryBootstrap(rows, 4, count, randomStream(seed, "resamples"));

describe("superiorPredictiveAbility", () => {
  it("centres each model as its p-value says, on paper", () => {
    // Three rows, blocks of one: ω² is the variance (ddof 0). Model 0: 3, 0, 0, mean 1, ω = √2. Model 1: −9, −9, −6,
    // mean −8, ω = √2, far below −ω·√(2·log log 3 / 3) = −0.354.
    // Resamples 000, 111, 222 and 001 have means (3, −9), (0, −9), (0, −6), (2, −9).
    const columns = [
      [3, 0, 0],
      [-9, -9, -6],
    ];
    const rows = [
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 2],
      [0, 0, 1],
    ];
    const plain = superiorPredictiveAbility(columns, { resamples: rows, meanBlockLength: 1, studentised: false });
    // Model 0 centred on 1: 2, −1, −1, 1. Model 1 centred on −8 (upper only): −1, −1, 2, −1; else −9, −9, −6, −9.
    // Above the best mean 1: once with lower and consistent, twice with upper.
    expect(plain).toEqual({
      statistic: Math.sqrt(3),
      best: 0,
      pValues: { lower: 1 / 4, consistent: 1 / 4, upper: 2 / 4 },
    });
    const studentised = superiorPredictiveAbility(columns, { resamples: rows, meanBlockLength: 1 });
    // The same ω under both: only the unit changes.
    expect(studentised.statistic).toBeCloseTo(Math.sqrt(3) / Math.sqrt(2), 14);
    expect(studentised.pValues).toEqual(plain.pValues);
  });

  it("without studentisation has White's reality check as its upper p-value, and the three in order", () => {
    const levels = fc.array(fc.double({ min: -1, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(levels, fc.integer({ min: 0, max: 1000 }), (given, seed) => {
        const columns = differences(given, seed);
        const plain = superiorPredictiveAbility(columns, { resamples: resamples(seed, 100), studentised: false });
        const white = realityCheck(columns, resamples(seed, 100));
        expect(plain.pValues.upper).toBe(white.pValue);
        expect(plain.best).toBe(white.best);
        expect(plain.statistic).toBeCloseTo(white.statistic, 12);
        for (const studentised of [false, true]) {
          const { lower, consistent, upper } = superiorPredictiveAbility(columns, {
            resamples: resamples(seed, 100),
            studentised,
          }).pValues;
          expect(lower).toBeLessThanOrEqual(consistent);
          expect(consistent).toBeLessThanOrEqual(upper);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("finds skill, and isn't fooled by thirty worthless models", () => {
    const worthless = new Array<number>(30).fill(0);
    const test = (levels: readonly number[], seed: number) =>
      superiorPredictiveAbility(differences(levels, seed, 250), {
        resamples: resamples(seed, 200, 250),
        meanBlockLength: 4,
      });
    let rejections = 0;
    for (let seed = 0; seed < 40; seed++) if (test(worthless, seed).pValues.consistent < 0.05) rejections++;
    // Two expected of 40; more than eight has a chance of 1 in 5,000.
    expect(rejections).toBeLessThanOrEqual(8);
    const skilled = test([...worthless, 0.3], 1);
    expect(skilled.best).toBe(30);
    expect(skilled.pValues.upper).toBeLessThan(0.02);
  });

  it("isn't impressed when every model is below the benchmark", () => {
    const { pValues } = superiorPredictiveAbility(differences([-0.4, -0.9], 1), { resamples: resamples(1) });
    expect(pValues.lower).toBeGreaterThan(0.3);
  });

  it("counts the benchmark itself as no model, and is NaN where nothing can be said", () => {
    const [model] = differences([0.2], 3);
    const flat = new Float64Array(60);
    const alone = superiorPredictiveAbility([model!], { resamples: resamples(2) });
    expect(superiorPredictiveAbility([model!, flat], { resamples: resamples(2) })).toEqual(alone);
    const nothing = { statistic: NaN, best: -1, pValues: { lower: NaN, consistent: NaN, upper: NaN } };
    expect(superiorPredictiveAbility([flat], { resamples: resamples(2) })).toEqual(nothing);
    expect(superiorPredictiveAbility([], { resamples: [] })).toEqual(nothing);
    expect(superiorPredictiveAbility([model!], { resamples: [] })).toEqual(nothing);
    expect(superiorPredictiveAbility([[1, NaN, 2]], { resamples: [[0, 1, 2]] })).toEqual(nothing);
    expect(superiorPredictiveAbility([[1, 2]], { resamples: [[0, 1]] })).toEqual(nothing);
  });
});
