import { expect, test } from "vitest";
import { PiecewiseColumn } from "./piecewise-column.ts";

test("holds what was pushed, beyond its first room, without spare room", () => {
  const column = new PiecewiseColumn();
  const values = Float64Array.from({ length: 10_000 }, (_, i) => i / 8);
  for (const value of values) column.push(value);
  column.set(3, -1);
  expect(column.length).toBe(10_000);
  expect(column.at(9_999)).toBe(9_999 / 8);
  values[3] = -1;
  expect(column.finish()).toEqual(values);
});

test("hands out its first values, drops them and goes on", () => {
  const column = new PiecewiseColumn();
  for (let i = 0; i < 10_000; i++) column.push(i);
  expect(column.first(3)).toEqual(Float64Array.of(0, 1, 2));
  column.dropFirst(9_998);
  expect(column.length).toBe(2);
  column.push(7);
  expect(column.first(3)).toEqual(Float64Array.of(9_998, 9_999, 7));
  column.clear();
  column.push(1);
  expect(column.finish()).toEqual(Float64Array.of(1));
});

test("a column of several pieces", () => {
  const count = (1 << 21) + 5;
  const column = new PiecewiseColumn();
  for (let i = 0; i < count; i++) column.push(i);
  column.set(1 << 20, -1);
  expect([column.at(0), column.at((1 << 20) - 1), column.at(1 << 20), column.at(count - 1)]).toEqual([
    0,
    (1 << 20) - 1,
    -1,
    count - 1,
  ]);
  expect(column.first(count).every((value, i) => value === (i === 1 << 20 ? -1 : i))).toBe(true);
  column.set((1 << 20) + 1, -2);
  expect(column.at((1 << 20) + 1)).toBe(-2);
  column.dropFirst(1 << 20);
  column.push(7);
  const rest = column.finish();
  expect(rest.length).toBe(count - (1 << 20) + 1);
  expect([rest[0], rest[1], rest[rest.length - 2], rest[rest.length - 1]]).toEqual([-1, -2, count - 1, 7]);
});
