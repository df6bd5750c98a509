import * as fc from "fast-check";
import { expect, it } from "vitest";
import { quantile } from "./quantile.ts";
import { SortedWindow } from "./sorted-window.ts";

const columns = fc.array(fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.constant(NaN)), {
  maxLength: 120,
});

it("has the quantiles and ranks of the window, as sorting it anew finds them", () => {
  fc.assert(
    fc.property(columns, fc.integer({ min: 1, max: 12 }), fc.constantFrom(0, 0.3, 0.5, 1), (values, window, p) => {
      const sorted = new SortedWindow(window);
      for (const [i, value] of values.entries()) {
        sorted.push(value);
        const last = values.slice(Math.max(0, i - window + 1), i + 1);
        const isFull = last.length === window && !last.some(Number.isNaN);
        expect(sorted.quantile(p)).toBe(isFull ? quantile(last, p) : NaN);
        expect(sorted.countBelow(value)).toBe(isFull ? last.filter((other) => other < value).length : NaN);
      }
    }),
  );
});
