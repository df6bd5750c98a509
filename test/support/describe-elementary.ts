import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/random.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { ulpsBetween } from "./ulps-between.ts";

export interface ElementaryFunction {
  readonly name: string;
  readonly own: (x: number) => number;
  /** The engine's function, if it has one. */
  readonly host?: (x: number) => number;
  /** Arguments and values, of mpmath 1.3.0 with 200 bits (1,400 for sin and cos), rounded to the nearest double. */
  readonly values: readonly (readonly [number, number])[];
  /** How many doubles a result may be away from the value. */
  readonly ulps: number;
  /** Where random arguments come from. */
  readonly range: readonly [number, number];
  /** SHA-256 of the results at 20,000 seeded arguments of `range`: other bits on another engine are a bug. */
  readonly checksum: string;
}

/** What every elementary function owes: accuracy, and the same bits everywhere. */
export function describeElementary({ name, own, host, values, ulps, range, checksum }: ElementaryFunction): void {
  const [low, high] = range;
  describe(name, () => {
    it(`is within ${ulps} ulp of mpmath's values`, () => {
      for (const [x, value] of values) {
        expect(ulpsBetween(own(x), value), `${name}(${x}) = ${own(x)}, not ${value}`).toBeLessThanOrEqual(ulps);
      }
    });

    it("gives the golden bits", () => {
      const stream = randomStream(20, name);
      const results = Float64Array.from({ length: 20_000 }, () => own(low + (high - low) * stream.uniform()));
      expect(sha256(new Uint8Array(results.buffer))).toBe(checksum);
    });

    it("is NaN for NaN", () => expect(own(NaN)).toBeNaN());

    if (host !== undefined) {
      it("agrees with the engine's own to 1 ulp", () =>
        fc.assert(
          fc.property(fc.oneof(fc.double(), fc.double({ min: low, max: high, noNaN: true })), (x) => {
            expect(ulpsBetween(own(x), host(x))).toBeLessThanOrEqual(1);
          }),
          { numRuns: 2000 },
        ));
    }
  });
}
