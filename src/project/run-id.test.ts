import { afterEach, expect, it, vi } from "vitest";
import { newRunId } from "./run-id.ts";

afterEach(() => vi.useRealTimers());

it("ids sort by age", () => {
  vi.useFakeTimers();
  const times = [
    0,
    1,
    31,
    32,
    1023,
    1024,
    Date.UTC(2026, 10, 22),
    Date.UTC(2026, 10, 22) + 1,
    32 ** 9,
    32 ** 9 * 2 - 1,
  ];
  const ids = times.map((time) => {
    vi.setSystemTime(time);
    return newRunId();
  });
  expect([...ids].sort()).toEqual(ids);
  // Ten digits of base 32: 1024 = 1·32² is "100" after seven zeros.
  expect(ids[5]!.slice(0, 10)).toBe("0000000100");
});

it("ids of one millisecond differ, and hold nothing that is read wrongly", () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 22) });
  const ids = Array.from({ length: 1000 }, newRunId);
  // 2^30 possible endings: 1,000 of them collide with probability 0.0005.
  expect(new Set(ids).size).toBeGreaterThan(998);
  for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
});
