import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BarColumns } from "./bars-check.ts";
import { aroundTheClock } from "./calendar/around-the-clock.ts";
import { createBars } from "./create-bars.ts";
import { instrument } from "./instrument.ts";
import { TICK_LADDER } from "./tick-grid.ts";
import { timeframe } from "./timeframe.ts";
import { factsOfPart, joinFacts, type VerifiedFacts, verifiedFactsFrom, verifiedFactsOf } from "./verified-facts.ts";

const MINUTE = 60_000;
const NAMES = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;

const ABOUT = { instrument: instrument("A"), timeframe: timeframe(1, "m"), calendar: aroundTheClock, source: "test" };

/** Prices on one grid, now and then one on another or on none, ranges that some opens lie outside of. */
const columns = fc
  .record({
    grid: fc.constantFrom(...TICK_LADDER),
    ticks: fc.array(fc.tuple(fc.integer({ min: 1, max: 4000 }), fc.nat(40), fc.nat(9)), {
      minLength: 1,
      maxLength: 60,
    }),
    odd: fc.array(fc.tuple(fc.nat(59), fc.oneof(fc.constantFrom(1 / 3, 0.375, 12.34), fc.double({ min: 1, max: 9 })))),
  })
  .map(({ grid, ticks, odd }): BarColumns => {
    const time = Float64Array.from(ticks, (_, i) => i * MINUTE);
    const low = Float64Array.from(ticks, ([first]) => first / grid);
    const high = Float64Array.from(ticks, ([first, range]) => (first + range) / grid);
    const open = Float64Array.from(ticks, ([first, , kind]) => (kind === 0 ? first + 50 : first) / grid);
    for (const [at, price] of odd) if (at < open.length && !Number.isNaN(price)) open[at] = price;
    const volume = Float64Array.from(ticks, ([, , kind]) => (kind === 1 ? NaN : kind));
    return { time, closeTime: time.map((at) => at + MINUTE), open, high, low, close: high, volume };
  });

function part(bars: BarColumns, start: number, end: number): BarColumns {
  return Object.fromEntries(NAMES.map((name) => [name, bars[name].subarray(start, end)])) as unknown as BarColumns;
}

const told = (bars: BarColumns, verified: VerifiedFacts) => createBars({ ...ABOUT, ...bars, verified });

describe("verified facts", () => {
  it("make the bars that a search makes: grid, notes and columns", () => {
    fc.assert(
      fc.property(columns, (bars) => {
        const facts = verifiedFactsOf(bars)!;
        expect(told(bars, facts)).toEqual(createBars({ ...ABOUT, ...bars }));
        expect(verifiedFactsFrom(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
      }),
      { numRuns: 500 },
    );
  });

  it("of parts, and of pieces joined again, too, whatever each piece was cut from", () => {
    fc.assert(
      fc.property(columns, fc.nat(), fc.nat(), fc.nat(), (bars, a, b, c) => {
        const { length } = bars.time;
        const [start, middle, end] = [a, b, c].map((at) => at % (length + 1)).sort((x, y) => x - y) as [
          number,
          number,
          number,
        ];
        fc.pre(start < end);
        const whole = verifiedFactsOf(bars)!;
        const wanted = part(bars, start, end);
        const found = createBars({ ...ABOUT, ...wanted });
        expect(told(wanted, factsOfPart(whole, wanted))).toEqual(found);
        // One piece knows what its whole file knows, the other was looked at alone.
        const left = part(bars, start, middle);
        const right = part(bars, middle, end);
        const joined = joinFacts([
          { columns: left, facts: factsOfPart(whole, left) },
          { columns: right, facts: verifiedFactsOf(right) },
        ]);
        expect(told(wanted, joined!)).toEqual(found);
      }),
      { numRuns: 500 },
    );
  });

  it("are none where a bar is refused, without bars, and where pieces don't follow each other", () => {
    const price = Float64Array.of(1, 2);
    const good: BarColumns = {
      time: Float64Array.of(0, MINUTE),
      closeTime: Float64Array.of(MINUTE, 2 * MINUTE),
      open: price,
      high: price,
      low: price,
      close: price,
      volume: Float64Array.of(NaN, 0),
    };
    const facts = verifiedFactsOf(good);
    expect(facts).toEqual({ outside: 0, grids: TICK_LADDER });
    for (const wrong of [
      { low: Float64Array.of(1, 3) },
      { close: Float64Array.of(NaN, 2) },
      { open: Float64Array.of(1, 0) },
      { volume: Float64Array.of(-1, 0) },
      { closeTime: Float64Array.of(MINUTE, MINUTE) },
    ]) {
      expect(verifiedFactsOf({ ...good, ...wrong })).toBeNull();
    }
    expect(verifiedFactsOf(part(good, 0, 0))).toBeNull();
    expect(joinFacts([])).toBeNull();
    const later = { ...good, time: Float64Array.of(2 * MINUTE, 3 * MINUTE) };
    const closes = (first: number) => ({ ...later, closeTime: Float64Array.of(first, 4 * MINUTE) });
    const joined = (next: BarColumns) => joinFacts([good, next].map((bars) => ({ columns: bars, facts })));
    expect(joined(closes(3 * MINUTE))).toEqual(facts);
    expect(joined(closes(2 * MINUTE))).toBeNull();
    expect(joined(good)).toBeNull();
    expect(joinFacts([{ columns: good, facts: null }])).toBeNull();
    expect(
      joinFacts([
        { columns: part(good, 0, 0), facts: null },
        { columns: good, facts },
      ]),
    ).toEqual(facts);
  });

  it("aren't taken from what can't be some", () => {
    for (const value of [
      undefined,
      null,
      7,
      {},
      { outside: 0 },
      { outside: -1, grids: [] },
      { outside: 0.5, grids: [] },
      { outside: "0", grids: [] },
      { outside: 0, grids: [3] },
      { outside: 0, grids: "100" },
    ]) {
      expect(verifiedFactsFrom(value)).toBeNull();
    }
  });
});
