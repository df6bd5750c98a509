import { describe, expect, it } from "vitest";
import { qualityNotes } from "./flat-file-quality.ts";
import { MarketBarsReader } from "./market-bars-reader.ts";
import { settleDayBars } from "./settle-day-bars.ts";

/** Midnights in New York at the beginning of 2019-08-12, 13 and 14. */
const [DAY, NEXT, THIRD] = [1_565_582_400, 1_565_668_800, 1_565_755_200];
const range = { from: DAY * 1000, to: NEXT * 1000 };

function settle(...rows: readonly (readonly [string, number])[]) {
  const reader = new MarketBarsReader({ path: "2019-08-12.csv.gz", range, wrongDates: "keep" });
  const lines = rows.map(([ticker, second], i) => `${ticker},100,1,1,1,1,${second}000000000,${i}`);
  const text = ["ticker,volume,open,close,high,low,window_start,transactions", ...lines, ""].join("\n");
  reader.push(new TextEncoder().encode(text));
  return settleDayBars(reader.finish(), range);
}

describe("settleDayBars", () => {
  it("gives a file that carries another date throughout its own", () => {
    const market = settle(["A", NEXT], ["B", NEXT]);
    expect([...market.time]).toEqual([DAY * 1000, DAY * 1000]);
    expect(market.quality).toMatchObject({ rows: 2, wrongDates: 0, restamped: 2 });
    expect(qualityNotes(market.quality)).toEqual(["2 bars of another date throughout, given the file's"]);
  });

  it("leaves single bars of other dates out", () => {
    const market = settle(["A", DAY], ["A", NEXT], ["B", NEXT], ["C", DAY]);
    expect(market.tickers).toEqual(["A", "C"]);
    expect([...market.starts]).toEqual([0, 1, 2]);
    expect([...market.transactions]).toEqual([0, 3]);
    expect(market.quality).toMatchObject({ wrongDates: 2, restamped: 0 });
    expect(settle(["A", NEXT], ["B", THIRD]).tickers).toEqual([]);
  });

  it("leaves a file as it is whose bars are all of its date", () => {
    expect(settle(["A", DAY], ["B", DAY]).tickers).toEqual(["A", "B"]);
  });
});

describe("qualityNotes", () => {
  it("says one thing for each count, and nothing when all is well", () => {
    const { quality } = settle(["A", DAY]);
    expect(qualityNotes(quality)).toEqual([]);
    const noted = { ...quality, wrongDates: 1, splitTickers: 2, unsorted: 3, duplicates: 4, conflictingDuplicates: 1 };
    expect(qualityNotes({ ...noted, zeroVolumes: 5, oddValues: 6 })).toEqual([
      "1 bar of another date than the file's",
      "tickers in more than one place: 2, put together",
      "3 bars out of order, sorted in",
      "4 bars left out that repeated a ticker and time, 1 of which said something else",
      "5 bars without volume, kept",
      "6 bars with a price not above 0, a high below the low or a negative volume, kept",
    ]);
    expect(qualityNotes({ ...quality, dataset: "trades", corrected: 1 })).toEqual([
      "1 trade corrected or cancelled later, kept and marked",
    ]);
  });
});
