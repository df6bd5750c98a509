import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "./normal.ts";
import { studentCdf, studentQuantile } from "./student.ts";

/** Relative distance. */
const off = (found: number, expected: number) => Math.abs(found / expected - 1);

describe("studentCdf", () => {
  it("has its closed forms for 1, 2 and 4 degrees of freedom", () => {
    for (let t = 0.01; t < 30; t *= 1.3) {
      // Both tails from the same closed form, written without cancellation for the lower one.
      expect(off(studentCdf(-t, 1), Math.atan(1 / t) / Math.PI)).toBeLessThan(1e-13);
      const root = Math.sqrt(2 + t * t);
      expect(off(studentCdf(-t, 2), 1 / (root * (root + t)))).toBeLessThan(1e-13);
      const s = t / Math.sqrt(4 + t * t);
      expect(studentCdf(t, 4)).toBeCloseTo(0.5 + (3 * s - s * s * s) / 4, 14);
      expect(studentCdf(t, 4) + studentCdf(-t, 4)).toBeCloseTo(1, 15);
    }
  });

  it("keeps its digits far in the tail: with 4 degrees of freedom", () => {
    // 1/2 − (3s − s³)/4 with s = (1 + 4/t²)^(−1/2) = 1 − e is (3e² − e³)/4, and e = 2/t² − 6/t⁴ + …
    const e = 2e-12 - 6e-24;
    expect(off(studentCdf(-1e6, 4), (3 * e * e - e * e * e) / 4)).toBeLessThan(1e-13);
  });

  it("tends to the normal distribution", () => {
    expect(studentCdf(-1.7, Infinity)).toBe(normalCdf(-1.7));
    // The first correction is (t³ + t)·φ(t) / (4ν) = 6.613 · 0.09405 / 4e6.
    const correction = (6.613 * 0.0940491) / 4e6;
    expect(studentCdf(-1.7, 1e6) - normalCdf(-1.7)).toBeCloseTo(correction, 11);
  });

  it("is NaN outside its domain", () => {
    for (const [t, degrees] of [
      [NaN, 3],
      [1, 0],
      [1, -2],
      [1, NaN],
    ] as const)
      expect(studentCdf(t, degrees)).toBeNaN();
  });
});

describe("studentQuantile", () => {
  it("gives the printed table (two-sided 5 % and 0.1 %)", () => {
    const printed = [
      [10, 2.228, 4.587],
      [30, 2.042, 3.646],
      [60, 2.0, 3.46],
      [120, 1.98, 3.373],
    ] as const;
    for (const [degrees, five, tenth] of printed) {
      expect(studentQuantile(0.975, degrees)).toBeCloseTo(five, 3);
      expect(studentQuantile(0.9995, degrees)).toBeCloseTo(tenth, 3);
    }
  });

  it("inverts the distribution function in both tails", () => {
    const degrees = fc.double({ min: 0.5, max: 5000, noNaN: true });
    fc.assert(
      fc.property(degrees, fc.double({ min: 0.01, max: 20, noNaN: true }), (nu, t) => {
        const p = studentCdf(-t, nu);
        fc.pre(p > 1e-250);
        expect(off(studentQuantile(p, nu), -t)).toBeLessThan(1e-10);
      }),
    );
    expect(studentQuantile(0.25, 1)).toBeCloseTo(-1, 12);
    expect(studentQuantile(0.5, 7)).toBe(0);
  });

  it("has its ends at infinity and is NaN outside", () => {
    expect([studentQuantile(0, 5), studentQuantile(1, 5)]).toEqual([-Infinity, Infinity]);
    for (const [p, degrees] of [
      [-0.1, 5],
      [1.1, 5],
      [NaN, 5],
      [0.1, 0],
    ] as const) {
      expect(studentQuantile(p, degrees)).toBeNaN();
    }
  });
});
