import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { aroon, aroonIndicator } from "./aroon.ts";

describeIndicatorContract(aroonIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 })),
  badParams: [[0]],
  definition([high, low], [length], i) {
    const since = (column: Float64Array, sign: number): number => {
      let age = 0;
      for (let back = 1; back <= length!; back++) if (sign * (column[i - back]! - column[i - age]!) > 0) age = back;
      return age;
    };
    const up = (100 * (length! - since(high!, 1))) / length!;
    const down = (100 * (length! - since(low!, -1))) / length!;
    return [up, down, up - down];
  },
});

it("counts the bars since the extremes, the most recent of equal ones", () => {
  const { up, down, oscillator } = aroon(Float64Array.of(5, 9, 9, 8), Float64Array.of(1, 2, 3, 4), 3);
  expect(up[3]).toBeCloseTo((100 * 2) / 3, 12);
  expect(down[3]).toBe(0);
  expect(oscillator[3]).toBe(up[3]! - down[3]!);
});
