import { expect, test } from "vitest";
import type { QuoteTicks } from "../../../market/quote-ticks.ts";
import type { TradeTicks } from "../../../market/trade-ticks.ts";
import { cleanQuotes } from "./clean-quotes.ts";
import { cleanTrades } from "./clean-trades.ts";

function ticks(length: number) {
  return {
    symbol: "TEST",
    length,
    timeNs: BigInt64Array.from({ length }, (_, i) => BigInt(i) * 1_000_000n),
    time: Float64Array.from({ length }, (_, i) => i),
    sequence: Float64Array.from({ length }, (_, i) => i),
    conditions: {
      starts: Uint32Array.from({ length: length + 1 }, (_, i) => i),
      codes: Uint16Array.from({ length }, (_, i) => 100 + i),
    },
  };
}

function trades(prices: readonly number[]): TradeTicks {
  const length = prices.length;
  return {
    ...ticks(length),
    price: Float64Array.from(prices),
    size: new Float64Array(length).fill(100),
    exchange: new Uint16Array(length),
    correction: new Uint8Array(length),
  };
}

function quotes(sides: readonly (readonly [number, number])[]): QuoteTicks {
  const length = sides.length;
  return {
    ...ticks(length),
    bidPrice: Float64Array.from(sides, ([bid]) => bid),
    askPrice: Float64Array.from(sides, ([, ask]) => ask),
    bidSize: new Float64Array(length).fill(1),
    askSize: new Float64Array(length).fill(1),
    bidExchange: new Uint16Array(length),
    askExchange: new Uint16Array(length),
  };
}

test("corrected, repeated, impossible and misplaced trades", () => {
  const given = trades([10, 10.01, 10.02, 0, 10.01, 10]);
  given.correction[1] = 1;
  given.timeNs[4] = given.timeNs[5]!;
  given.sequence[4] = given.sequence[5]!;
  [given.timeNs[0], given.timeNs[2]] = [given.timeNs[2]!, given.timeNs[0]!];
  const { trades: kept, report } = cleanTrades(given, "test");
  expect([...kept.price]).toEqual([10.02, 10, 10]);
  expect([...kept.conditions.codes]).toEqual([102, 100, 105]);
  expect(report).toMatchObject({ rows: 6, kept: 3 });
  expect(report.findings.map(({ issue, rows }) => `${issue} ${rows}`)).toEqual([
    "unsorted 1,2",
    "corrected 1",
    "invalid 3",
    "duplicate 4",
  ]);
});

test("one print far off is a spike", () => {
  const given = trades(Array.from({ length: 50 }, (_, i) => (i === 25 ? 100 : 10 + (i % 3) / 100)));
  expect(cleanTrades(given, "test", { spike: "drop" }).report.findings).toEqual([
    { issue: "spike", action: "drop", count: 1, rows: [25] },
  ]);
});

test("one-sided and crossed quotes go, locked ones stay", () => {
  const { quotes: kept, report } = cleanQuotes(
    quotes([
      [10, 10.01],
      [0, 10],
      [10.02, 10.01],
      [10, 10],
      [NaN, 1],
    ]),
    "test",
  );
  expect([...kept.bidPrice]).toEqual([10, 10]);
  expect(report.findings.map(({ issue, rows }) => `${issue} ${rows}`)).toEqual([
    "one-sided 1",
    "crossed 2",
    "invalid 4",
  ]);
});
