import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import type { TradeTicks } from "../../market/trade-ticks.ts";
import { millisecondsOf } from "../market-data/rows.ts";
import { BarsFromTrades, barsFromTrades } from "./bars-from-trades.ts";
import { NO_CONDITIONS, US_STOCK_CONDITIONS } from "./trade-condition-rules.ts";

interface Row {
  /** Nanoseconds after 2024-01-02T14:30:00Z, the open of a session. */
  readonly at: bigint;
  readonly price: number;
  readonly size?: number;
  readonly codes?: readonly number[];
  readonly correction?: number;
  readonly sequence?: number;
}

const OPEN = 1_704_205_800_000;
const MINUTE = 60_000_000_000n;
const timeframe = parseTimeframe("1m");

function tape(rows: readonly Row[]): TradeTicks {
  const timeNs = BigInt64Array.from(rows, ({ at }) => BigInt(OPEN) * 1_000_000n + at);
  const starts = new Uint32Array(rows.length + 1);
  for (const [i, { codes = [] }] of rows.entries()) starts[i + 1] = starts[i]! + codes.length;
  return {
    symbol: "X",
    length: rows.length,
    timeNs,
    time: millisecondsOf(timeNs),
    price: Float64Array.from(rows, ({ price }) => price),
    size: Float64Array.from(rows, ({ size = 100 }) => size),
    exchange: new Uint16Array(rows.length),
    correction: Uint8Array.from(rows, ({ correction = 0 }) => correction),
    sequence: Float64Array.from(rows, ({ sequence = NaN }) => sequence),
    conditions: { starts, codes: Uint16Array.from(rows.flatMap(({ codes = [] }) => codes)) },
  };
}

const barsOf = (rows: readonly Row[]) => barsFromTrades(tape(rows), { timeframe, calendar: usEquity });
/** Minute, open, high, low, close, volume, transactions of each bar. */
const listed = (rows: readonly Row[]) => {
  const { bars } = barsOf(rows);
  return Array.from(bars.time, (time, i) => [
    (time - OPEN) / 60_000,
    ...[bars.open, bars.high, bars.low, bars.close, bars.volume, bars.transactions].map((column) => column[i]),
  ]);
};

describe("barsFromTrades", () => {
  it("makes a bar of each minute with trades, and none of the others", () => {
    const rows = [
      { at: 0n, price: 10 },
      { at: 30n, price: 12, size: 50 },
      { at: 40n, price: 9 },
      { at: MINUTE - 1n, price: 11 },
      { at: 3n * MINUTE, price: 13 },
    ];
    expect(listed(rows)).toEqual([
      [0, 10, 12, 9, 11, 350, 4],
      [3, 13, 13, 13, 13, 100, 1],
    ]);
    const { bars } = barsOf(rows);
    // (10 · 100 + 12 · 50 + 9 · 100 + 11 · 100) / 350
    expect(bars.vwap[0]).toBe(3600 / 350);
    expect([...bars.closeTime]).toEqual([OPEN + 60_000, OPEN + 240_000]);
  });

  it("keeps the last nanosecond of a minute in it", () => {
    // As a double in milliseconds it is the next minute's first instant.
    expect(listed([{ at: MINUTE - 1n, price: 1 }]).map(([minute]) => minute)).toEqual([0]);
    expect(listed([{ at: MINUTE, price: 1 }]).map(([minute]) => minute)).toEqual([1]);
  });

  it("lets conditions move what the tapes' rules allow, and only what all of them allow", () => {
    const base = { at: 0n, price: 10 };
    const with_ = (...codes: number[]) => listed([base, { at: 1n, price: 20, codes }])[0];
    const all = [0, 10, 20, 10, 20, 200, 2];
    const noOpenClose = [0, 10, 20, 10, 10, 200, 2];
    const volumeOnly = [0, 10, 10, 10, 10, 200, 2];
    for (const code of [1, 3, 6, 8, 14, 17, 41]) expect(with_(code)).toEqual(all);
    for (const code of [5, 10, 32, 33]) expect(with_(code)).toEqual(noOpenClose);
    for (const code of [2, 7, 12, 13, 20, 21, 29, 37, 52, 53]) expect(with_(code)).toEqual(volumeOnly);
    expect(with_(38)).toEqual([0, 10, 20, 10, 20, 100, 1]);
    for (const code of [15, 16]) expect(with_(code)).toEqual([0, 10, 10, 10, 10, 100, 1]);
    expect(with_(14, 5)).toEqual(noOpenClose);
    expect(with_(14, 37, 41)).toEqual(volumeOnly);
    expect(with_(38, 37)).toEqual([0, 10, 10, 10, 10, 100, 1]);
  });

  it("counts Form T in full outside regular hours, odd lots nowhere", () => {
    const hour = 60n * MINUTE;
    const at = (time: bigint, ...codes: number[]) => listed([{ at: time, price: 5, codes }]).length;
    // 08:30 New York, 09:29:59.999999999, the open, the last instant before 16:00, and 16:00 itself.
    expect([-hour, -1n, 0n, 390n * MINUTE - 1n, 390n * MINUTE].map((time) => at(time, 12))).toEqual([1, 1, 0, 0, 1]);
    expect(at(-hour, 12, 37)).toBe(0);
    expect(barsFromTrades(tape([{ at: -hour, price: 5, codes: [12] }]), { timeframe }).bars.time).toHaveLength(0);
  });

  it("leaves out what was corrected, and counts everything that isn't in a bar", () => {
    const { bars, counts } = barsOf([
      { at: 0n, price: 10 },
      { at: 1n, price: 99, correction: 8 },
      { at: 2n, price: 11, codes: [37], size: 3 },
      { at: 5n * MINUTE, price: 12, codes: [37], size: 4 },
      { at: 6n, price: 13, codes: [4242] },
    ]);
    expect([...bars.high]).toEqual([13]);
    expect([...bars.volume]).toEqual([203]);
    expect(counts).toEqual({ trades: 5, corrected: 1, volumeOnly: 2, volumeWithoutBar: 4, unknownConditions: 1 });
  });

  it("takes open and close by time and sequence, whatever the order of rows and pieces", () => {
    const row = fc.record({
      at: fc.bigInt({ min: 0n, max: 3n * MINUTE }).map((at) => (at / 7_000_000_000n) * 7_000_000_000n),
      price: fc.integer({ min: 1, max: 50 }),
      size: fc.nat(5),
      codes: fc.array(fc.constantFrom(1, 5, 14, 37, 38, 15), { maxLength: 2 }),
      correction: fc.constantFrom(0, 0, 0, 1),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.nat(40), fc.nat(), (drawn, cut, turn) => {
        const rows = drawn.map((one, sequence) => ({ ...one, sequence }));
        const shuffled = rows
          .map((one, i) => ({ one, key: Math.imul(i + 1, turn | 1) }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const maker = new BarsFromTrades({ timeframe, calendar: usEquity });
        maker.add(tape(shuffled.slice(0, cut)));
        maker.add(tape(shuffled.slice(cut)));
        const { bars, counts } = maker.finish();
        const plain = plainBars(rows);
        expect(
          Array.from(bars.time, (time, i) => [
            time,
            bars.open[i],
            bars.high[i],
            bars.low[i],
            bars.close[i],
            bars.volume[i],
          ]),
        ).toEqual(plain);
        expect(counts.trades).toBe(rows.length);
      }),
      { numRuns: 300 },
    );
  });

  it("takes other rules: with crypto's the code 2 is a side, not an average price", () => {
    const ticks = tape([{ at: 0n, price: 5, codes: [2] }]);
    expect(barsFromTrades(ticks, { timeframe }).bars.time).toHaveLength(0);
    expect(barsFromTrades(ticks, { timeframe, rules: NO_CONDITIONS }).bars.close[0]).toBe(5);
  });

  it("refuses bars of a day", () => {
    const error = thrown(() => barsFromTrades(tape([]), { timeframe: parseTimeframe("1d") }));
    expect(error.message).toContain("timeframe must be shorter than a day, was 1d");
  });
});

/** The same with objects and filters. */
function plainBars(rows: readonly Required<Row>[]): (number | undefined)[][] {
  const effectOf = (row: Required<Row>, effect: "highLow" | "openClose" | "volume") =>
    row.correction === 0 && row.codes.every((code) => US_STOCK_CONDITIONS.effects.get(code)![effect]);
  const sorted = [...rows].sort((a, b) => Number(a.at - b.at) || a.sequence - b.sequence);
  const minutes = [...new Set(sorted.map(({ at }) => at / MINUTE))];
  return minutes.flatMap((minute) => {
    const mine = sorted.filter(({ at }) => at / MINUTE === minute);
    const prices = (effect: "highLow" | "openClose") =>
      mine.filter((row) => effectOf(row, effect)).map(({ price }) => price);
    const ends = prices("openClose");
    if (ends.length === 0) return [];
    const volume = mine.filter((row) => effectOf(row, "volume")).reduce((sum, { size }) => sum + size, 0);
    const extremes = prices("highLow");
    return [
      [OPEN + Number(minute) * 60_000, ends[0], Math.max(...extremes), Math.min(...extremes), ends.at(-1), volume],
    ];
  });
}
