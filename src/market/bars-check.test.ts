import { expect, test } from "vitest";
import { BarsCheck } from "./bars-check.ts";

const bars = (...rows: [time: number, close: number, price: number][]) => {
  const price = Float64Array.from(rows, (row) => row[2]);
  return {
    time: Float64Array.from(rows, (row) => row[0]),
    closeTime: Float64Array.from(rows, (row) => row[1]),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: new Float64Array(rows.length).fill(NaN),
  };
};

test("what comes piece by piece is checked and counted as one", () => {
  const check = new BarsCheck("test");
  check.add(bars([0, 10, 1], [10, 20, 1]));
  check.add({ ...bars([20, 30, 2], [30, 40, 2]), open: Float64Array.of(2, 3) });
  expect(check.length).toBe(4);
  expect(check.notes()).toEqual(["1 of 4 bars has its open or close outside low to high"]);
});

test("a piece that doesn't follow the one before is refused, bars counted from the first piece on", () => {
  const check = new BarsCheck("test");
  check.add(bars([0, 10, 1], [10, 20, 1]));
  expect(() => check.add(bars([5, 30, 1]))).toThrow(
    "test: bar 2 (1970-01-01T00:00:00.005Z) comes before the bar above it.",
  );
  expect(() => check.add(bars([20, 30, 1], [30, 40, -1]))).toThrow(
    "test: open of bar 3 (1970-01-01T00:00:00.030Z) must be",
  );
});
