import { describe, expect, it } from "vitest";
import { MAX_SOBOL_DIMENSIONS, sobolSequence } from "./sobol-sequence.ts";

function points(dimensions: number, count: number): Uint32Array[] {
  const next = sobolSequence(dimensions);
  return Array.from({ length: count }, () => next());
}

describe("sobolSequence", () => {
  it("gives the points of scipy 1.17.1, qmc.Sobol(32, scramble=False), times 2³²", () => {
    const all = points(32, 1024);
    const dimensions = [0, 1, 2, 7, 15, 20, 31];
    const expected: readonly (readonly [number, readonly number[]])[] = [
      [1, [2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648]],
      [2, [3221225472, 1073741824, 1073741824, 3221225472, 1073741824, 1073741824, 1073741824]],
      [3, [1073741824, 3221225472, 3221225472, 1073741824, 3221225472, 3221225472, 3221225472]],
      [5, [3758096384, 3758096384, 536870912, 1610612736, 1610612736, 2684354560, 2684354560]],
      [100, [1778384896, 1107296256, 3321888768, 2046820352, 2113929216, 3254779904, 1778384896]],
      [1023, [4194304, 3233808384, 2629828608, 2654994432, 1992294400, 3720347648, 2638217216]],
    ];
    for (const [k, values] of expected) expect(dimensions.map((d) => all[k]![d])).toEqual(values);
  });

  it("puts one of the first 2ᵏ points into each of 2ᵏ slices, in every dimension", () => {
    for (const [bits, count] of [4, 8, 10].map((k) => [k, 1 << k] as const)) {
      const all = points(MAX_SOBOL_DIMENSIONS, count);
      for (let d = 0; d < MAX_SOBOL_DIMENSIONS; d++) {
        expect(new Set(all.map((point) => point[d]! >>> (32 - bits))).size).toBe(count);
      }
    }
  });

  it("has so many dimensions and no more", () => {
    expect(MAX_SOBOL_DIMENSIONS).toBe(40);
    expect(() => sobolSequence(41)).toThrow("dimensions of Sobol's sequence must be an integer from 1 to 40, was 41");
  });
});
