import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CompensatedSum } from "./compensated-sum.ts";
import { sum } from "./sum.ts";

function added(values: Iterable<number>): number {
  const total = new CompensatedSum();
  for (const value of values) total.add(value);
  return total.total;
}

describe("CompensatedSum", () => {
  it("keeps what a plain sum loses", () => {
    // Neumaier (1974): 1 + 1e100 + 1 − 1e100 is 2; plain addition gives 0.
    expect(added([1, 1e100, 1, -1e100])).toBe(2);
    expect(added([])).toBe(0);
  });

  it("is sum, to the bit", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        expect(added(values)).toBe(sum(values));
      }),
    );
  });
});
