import fc from "fast-check";
import { expect, test } from "vitest";
import { OffsetRuns } from "./offset-runs.ts";

test("every row has the offset that it was given, and written times become instants", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 3_600_000, -18_000_000), { minLength: 1, maxLength: 50 }), (offsets) => {
      const runs = new OffsetRuns();
      for (const offset of offsets) runs.push(offset);
      expect(offsets.map((_, row) => runs.at(row))).toEqual(offsets);
      const written = Float64Array.from(offsets, (_, row) => row * 1000);
      runs.subtractFrom(written);
      expect(Array.from(written)).toEqual(offsets.map((offset, row) => row * 1000 - offset));
    }),
  );
});

test("one offset for all rows", () => {
  const runs = OffsetRuns.constant(5);
  const written = Float64Array.of(5, 6, 7);
  runs.subtractFrom(written);
  expect(Array.from(written)).toEqual([0, 1, 2]);
  expect(runs.at(1_000_000)).toBe(5);
});
