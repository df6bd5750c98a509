import * as fc from "fast-check";
import { expect, it } from "vitest";
import { pow } from "../math/pow.ts";
import { fadingOfEma, fadingOfWilder } from "./fading.ts";

const lengths = fc.integer({ min: 1, max: 500 });

it("is enough for the seed to weigh less than a thousandth", () => {
  fc.assert(
    fc.property(lengths, (length) => {
      expect(pow(1 - 2 / (length + 1), fadingOfEma(length))).toBeLessThan(1e-3);
      expect(pow(1 - 1 / length, fadingOfWilder(length))).toBeLessThan(1e-3);
    }),
  );
});

it("is 3.45 (length + 1) for an EMA, and as much for Wilder's smoothing of the same weight", () => {
  expect(fadingOfEma(26)).toBe(Math.ceil(3.4539 * 27));
  expect(fadingOfWilder(14)).toBe(fadingOfEma(27));
});
