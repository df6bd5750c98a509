import fc from "fast-check";
import { expect, test } from "vitest";
import { type BarColumns, BarsCheck } from "./bars-check.ts";

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

const NAMES = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;

/** What is wrong with bars, looked for column by column: "order 3", "low 0", or nothing. */
function firstProblem({ time, closeTime, open, high, low, close, volume }: BarColumns): string | null {
  const inOrder = (i: number) =>
    Number.isFinite(time[i]) &&
    Number.isFinite(closeTime[i]) &&
    time[i]! <= closeTime[i]! &&
    (i === 0 || (time[i]! >= time[i - 1]! && closeTime[i]! > closeTime[i - 1]!));
  const rows = [...time.keys()];
  const disorder = rows.find((i) => !inOrder(i));
  if (disorder !== undefined) return `order ${disorder}`;
  for (const [name, prices] of Object.entries({ open, high, low, close })) {
    const i = rows.find((at) => !(Number.isFinite(prices[at]) && prices[at]! > 0));
    if (i !== undefined) return `${name} ${i}`;
  }
  const units = rows.find((i) => volume[i]! < 0 || volume[i] === Infinity);
  if (units !== undefined) return `volume ${units}`;
  const crossed = rows.find((i) => high[i]! < low[i]!);
  return crossed === undefined ? null : `high ${crossed}`;
}

test("the first problem is told, whatever else is wrong, and bars without one are counted", () => {
  const change = fc.tuple(
    fc.constantFrom(...NAMES),
    fc.nat(19),
    fc.constantFrom(NaN, Infinity, -Infinity, 0, -1, 5, 15, 205, 1000),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.array(change, { maxLength: 4 }), (length, changes) => {
      const columns = bars(...Array.from({ length }, (_, i) => [10 * i, 10 * i + 10, 7] as [number, number, number]));
      const own = Object.fromEntries(NAMES.map((name) => [name, columns[name].slice()])) as unknown as BarColumns;
      for (const [name, at, value] of changes) if (at < length) own[name][at] = value;
      const check = new BarsCheck("test");
      let told: string | null = null;
      try {
        check.add(own);
      } catch (error) {
        const { code, details } = error as { code: string; details: { column?: string; row: number } };
        told = `${code === "BACKSIGHT_BARS_ORDER" ? "order" : details.column} ${details.row}`;
      }
      expect(told).toBe(firstProblem(own));
      if (told !== null) return;
      const outside = [...own.time.keys()].filter((i) =>
        [own.open[i]!, own.close[i]!].some((price) => price > own.high[i]! || price < own.low[i]!),
      );
      expect(check.outside).toBe(outside.length);
    }),
    { numRuns: 1000 },
  );
});
