import * as fc from "fast-check";
import { expect, it } from "vitest";
import { RollingExtreme } from "./rolling-extreme.ts";

const columns = fc.array(fc.oneof({ weight: 12, arbitrary: fc.integer({ min: -4, max: 4 }) }, fc.constant(NaN)), {
  maxLength: 120,
});

it("is the extreme of the window and its age, as looking at every value finds them", () => {
  fc.assert(
    fc.property(
      columns,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom<"highest" | "lowest">("highest", "lowest"),
      (values, window, kind) => {
        const extreme = new RollingExtreme(window, kind);
        for (const [i, value] of values.entries()) {
          const found = extreme.push(value);
          const last = values.slice(Math.max(0, i - window + 1), i + 1);
          const isFull = last.length === window && !last.some(Number.isNaN);
          const expected = isFull ? (kind === "highest" ? Math.max(...last) : Math.min(...last)) : NaN;
          expect(found === expected || (Number.isNaN(found) && Number.isNaN(expected))).toBe(true);
          expect(extreme.age).toBe(isFull ? window - 1 - last.lastIndexOf(expected) : NaN);
        }
      },
    ),
  );
});
