import { expect, it } from "vitest";
import { CrossingList } from "./crossing-list.ts";

it("keeps bars in order, and finds the first crossing above that isn't too early", () => {
  const list = new CrossingList();
  const bars = Int32Array.from({ length: 100 }, (_, k) => 3 * k);
  list.append(bars, 100, false);
  list.append(Int32Array.of(300, 305, 999), 2, false);
  expect([...list.bars.subarray(0, list.count)]).toEqual([...bars, 300, 305]);
  expect(list.startsAbove).toBe(false);
  expect([0, 3, 4, 305, 306].map((from) => list.firstAbove(from))).toEqual([1, 1, 3, 101, 103]);
  list.clear();
  list.append(Int32Array.of(7), 1, true);
  expect([list.count, list.firstAbove(0), list.firstAbove(8)]).toEqual([1, 0, 2]);
});
