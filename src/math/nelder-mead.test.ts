import { describe, expect, it } from "vitest";
import { nelderMead } from "./nelder-mead.ts";

describe("nelderMead", () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    // Rosenbrock (1960): the minimum is 0 at (1, 1)
    const valley = ([x, y]: readonly number[]) => 100 * (y! - x! * x!) ** 2 + (1 - x!) ** 2;
    const { at, value, hasConverged } = nelderMead(valley, [-1.2, 1], { tolerance: 1e-14 });
    expect(hasConverged).toBe(true);
    expect(at[0]).toBeCloseTo(1, 5);
    expect(at[1]).toBeCloseTo(1, 5);
    expect(value).toBeLessThan(1e-10);
  });

  it("keeps out of places that a NaN forbids", () => {
    const { at } = nelderMead(([x]) => (x! < 2 ? NaN : x!), [5], { step: 1 });
    expect(at[0]).toBeCloseTo(2, 3);
  });

  it("says when evaluations ran out", () => {
    expect(nelderMead(([x]) => (x! - 3) ** 2, [0], { maxEvaluations: 5 }).hasConverged).toBe(false);
  });
});
