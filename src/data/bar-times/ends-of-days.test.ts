import fc from "fast-check";
import { expect, test } from "vitest";
import { endsOfDays } from "./ends-of-days.ts";

const DAY_MS = 86_400_000;

test("the first and last time of each day, once each", () => {
  const times = fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { maxLength: 30 });
  fc.assert(
    fc.property(times, fc.constantFrom(0, DAY_MS / 6), (sixths, shift) => {
      const sorted = Float64Array.from(
        sixths.sort((a, b) => a - b),
        (sixth) => (sixth * DAY_MS) / 6,
      );
      const dayOf = (time: number) => Math.floor((time - shift) / DAY_MS);
      const plain = sorted.filter(
        (time, i) => dayOf(time) !== dayOf(sorted[i - 1]!) || dayOf(time) !== dayOf(sorted[i + 1]!),
      );
      expect(endsOfDays(sorted, shift)).toEqual(plain);
    }),
  );
});
