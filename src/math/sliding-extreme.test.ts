import fc from "fast-check";
import { expect, it } from "vitest";
import { SlidingExtreme } from "./sliding-extreme.ts";

const columns = fc.array(fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -5, max: 5 }) }, fc.constant(NaN)), {
  maxLength: 60,
});

it("is the extreme of windows that move forward, as looking at every value finds it", () => {
  fc.assert(
    fc.property(
      columns,
      fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { maxLength: 30 }),
      fc.constantFrom<"highest" | "lowest">("highest", "lowest"),
      (values, moves, kind) => {
        const extreme = new SlidingExtreme(Float64Array.from(values), kind);
        let [from, to] = [0, 0];
        for (const [first, second] of moves) {
          to = Math.min(values.length, to + second);
          from = Math.min(to, from + first);
          const seen = values.slice(from, to).filter((value) => !Number.isNaN(value));
          const expected = seen.length === 0 ? NaN : kind === "highest" ? Math.max(...seen) : Math.min(...seen);
          expect(extreme.over(from, to)).toBe(expected);
        }
      },
    ),
  );
});
