import { expect, it } from "vitest";
import { withinTime } from "./within-time.ts";

const late = () => new Error("late");
const forever = () => {
  while (late.length === 0);
};

it("gives what the function gives or throws", () => {
  const thrown = new RangeError("mine");
  expect(withinTime(60_000, () => [1], late)).toEqual([1]);
  expect(withinTime(1e15, () => 1, late)).toBe(1);
  expect(() => withinTime(0.001, forever, late)).toThrow("late");
  expect(withinTime(60_000, () => withinTime(60_000, () => 2, late) + 1, late)).toBe(3);
  const attempt = () =>
    withinTime(
      60_000,
      () => {
        throw thrown;
      },
      late,
    );
  expect(attempt).toThrow(thrown);
});

it("stops what loops without end, even where it catches everything, and works again", () => {
  let loops = 0;
  const endless = () => {
    for (;;) {
      try {
        loops++;
      } catch {}
    }
  };
  expect(() => withinTime(30, endless, late)).toThrow("late");
  expect(loops).toBeGreaterThan(0);
  expect(withinTime(60_000, () => 1, late)).toBe(1);
});
