import fc from "fast-check";
import { expect, it } from "vitest";
import { RunStarts } from "./run-starts.ts";

it("finds the stretch that a row lies in, in whatever order rows are asked for", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(lengths, fc.array(fc.nat(300), { maxLength: 60 }), (stretches, asked) => {
      const starts = new RunStarts();
      const owner: number[] = [];
      for (const [run, length] of stretches.entries()) {
        starts.push(owner.length);
        for (let k = 0; k < length; k++) owner.push(run);
      }
      expect(starts.length).toBe(stretches.length);
      expect(starts.at(stretches.length)).toBe(Infinity);
      for (const row of asked) {
        const within = row % owner.length;
        expect(starts.runOf(within)).toBe(owner[within]);
        expect(starts.at(owner[within]!)).toBe(owner.indexOf(owner[within]!));
      }
      expect(owner.map((_, row) => starts.runOf(row))).toEqual(owner);
    }),
  );
});
