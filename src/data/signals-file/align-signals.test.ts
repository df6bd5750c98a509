import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Bars } from "../../market/bars.ts";
import { loadParquet } from "../../sources/file/load-parquet.ts";
import { nodeParquetCodecs as codecs } from "../../sources/file/node-parquet-codecs.ts";
import { bytesInMemory } from "../byte-source.ts";
import { readCsvBars } from "../formats/csv/csv-bars-reader.ts";
import { parseSyntheticAddress } from "../synthetic/synthetic-address.ts";
import { syntheticBars } from "../synthetic/synthetic-bars.ts";
import { alignSignals } from "./align-signals.ts";
import { readSignalsCsv } from "./read-signals-csv.ts";
import { readSignalsParquet } from "./read-signals-parquet.ts";
import type { SignalsSettings } from "./stamps-of-rows.ts";

const FIXTURES = join(import.meta.dirname, "../../../test/fixtures");
const signals = (name: string) =>
  readSignalsParquet(bytesInMemory(readFileSync(join(FIXTURES, "signals", name))), { codecs, path: name });
const daily = await loadParquet(join(FIXTURES, "parquet/pandas-daily.parquet"), { symbol: "AAA" });
const minutes = await loadParquet(join(FIXTURES, "parquet/pandas-minutes.parquet"));

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}
const csv = (text: string) => readSignalsCsv(bytesOf(text), "s.csv");
const align = async (text: string, bars: Bars, settings?: SignalsSettings) =>
  alignSignals(await csv(text), bars, settings);
const bars = (address: string) => syntheticBars(parseSyntheticAddress(address));
const iso = (ms: number) => new Date(ms).toISOString();
const places = (column: ArrayLike<number> | undefined) =>
  Array.from(column ?? [], (value, i) => (value === 1 ? i : -1)).filter((i) => i >= 0);

describe("what pandas writes", () => {
  it("dates mean sessions", async () => {
    const { columns, notes } = alignSignals(await signals("daily-masks.parquet"), daily);
    expect(places(columns.entries)).toEqual([1, 6]);
    expect(places(columns.exits)).toEqual([4, 9]);
    expect(notes).toEqual(["columns of the signals file not used: Close"]);
  });

  it("instants mean the bars that open there; rows may be left out", async () => {
    const { columns, notes } = alignSignals(await signals("minute-weights.parquet"), minutes);
    expect([...columns.weights!]).toEqual([NaN, 0.5, NaN, NaN, NaN, -0.25, NaN, NaN, NaN, 0, NaN, NaN]);
    expect(notes).toEqual([]);
  });

  it("times without a zone are read as the calendar's, and that is said", async () => {
    const { columns, notes } = alignSignals(await signals("minute-shorts.parquet"), minutes);
    expect([places(columns.shortEntries), places(columns.shortExits)]).toEqual([[2], [7]]);
    expect(columns.stopLoss![2]).toBe(130);
    expect(notes).toEqual(["signals without a time zone: read as America/New_York, the calendar's"]);
    const told = { pricesZone: "America/New_York" };
    expect(alignSignals(await signals("minute-shorts.parquet"), minutes, told).notes).toEqual([
      "signals without a time zone: read as America/New_York, that of the prices",
    ]);
  });

  it("rows of the prices' own symbol are taken, or of the one that is named", async () => {
    const panel = await signals("panel-units.parquet");
    const { columns, notes } = alignSignals(panel, daily);
    expect([...columns.units!].slice(0, 5)).toEqual([0, 10, 10, -5, 0]);
    expect(notes).toEqual(["the column position is read as signed units to hold"]);
    expect([...alignSignals(panel, daily, { symbol: "BBB" }).columns.units!]).toEqual(Array(12).fill(7));
    expect(() => alignSignals(panel, { ...daily, instrument: { ...daily.instrument, symbol: "AAPL" } })).toThrow(
      "panel-units.parquet: the prices are of AAPL, and it has signals for AAA, BBB only. Choose with ?symbol= behind the file's path.",
    );
    expect(() => alignSignals(panel, daily, { symbol: "BBC" })).toThrow('Did you mean "BBB"?');
    const masks = await signals("daily-masks.parquet");
    expect(() => alignSignals(masks, daily, { symbol: "AAA" })).toThrow("it has no column of symbols");
  });

  it("a mask with a hole is refused, with the cure", async () => {
    const shifted = await signals("shifted-masks.parquet");
    expect(() => alignSignals(shifted, daily)).toThrow(
      "shifted-masks.parquet row 0 (counted from 0): entries is missing; write False or 0 there (pandas: .fillna(False)).",
    );
  });
});

test("on any bars every row that bears a bar's open or close lands on it, in whatever order rows come", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        "synthetic:gbm?bars=60&timeframe=1h&calendar=24x7",
        "synthetic:market?bars=60&timeframe=5m",
        "synthetic:market?bars=60&timeframe=1d",
      ),
      fc.constantFrom("open" as const, "close" as const),
      fc.uniqueArray(fc.nat(59), { minLength: 1 }),
      async (address, at, chosen) => {
        const market = bars(address);
        const stamps = at === "open" ? market.time : market.closeTime;
        const rows = chosen.map((i) => `${iso(stamps[i]!)},${i + 1}`);
        const { columns } = await align(`time,units\n${rows.join("\n")}\n`, market, { at });
        const expected = new Float64Array(60).fill(NaN);
        for (const i of chosen) expected[i] = i + 1;
        expect(columns.units).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

describe("longer bars", () => {
  const weekly = async () =>
    readCsvBars(
      bytesOf(
        "date,open,high,low,close\n2024-01-02,1,2,1,2\n2024-01-08,1,2,1,2\n2024-01-16,1,2,1,2\n2024-01-22,1,2,1,2\n",
      ),
      { path: "w.csv", defaultSymbol: "W", timeframe: { count: 1, unit: "w", label: "1w" } },
    );

  it("a date means the period that it would mean in a file of prices", async () => {
    const { columns } = await align("date,weights\n2024-01-16,1\n2024-01-02,0.5\n", await weekly());
    expect([...columns.weights!]).toEqual([0.5, NaN, 1, NaN]);
  });
});

describe("rows that match no bar", () => {
  const hours = bars("synthetic:gbm?bars=200&timeframe=1h&calendar=24x7");
  const rowsAt = (count: number, shift: number, from = 0) =>
    Array.from({ length: count }, (_, i) => `${iso(hours.time[from + i]! + shift)},1`).join("\n");
  const MINUTE = 60_000;

  it("are counted and named while most match", async () => {
    const text = `time,entries\n${rowsAt(20, 0)}\n${rowsAt(2, MINUTE, 50)}\n`;
    const { columns, notes } = await align(text, hours);
    expect(places(columns.entries)).toHaveLength(20);
    const [a, b] = [50, 51].map((i) => iso(hours.time[i]! + MINUTE).replace(".000Z", "Z"));
    expect(notes).toContain(
      `2 of 22 rows of signals match no bar and aren't used, 2 of them with a signal: ${a}, ${b}`,
    );
  });

  it("outside of the bars are only counted", async () => {
    const day = 86_400_000;
    const text = `time,entries\n${iso(hours.time[0]! - day)},1\n${rowsAt(3, 0)}\n${iso(hours.closeTime[199]! + day)},1\n`;
    expect((await align(text, hours)).notes).toContain(
      "rows of signals not used: 1 before the first bar, 1 after the last",
    );
  });

  it("are refused when they are the greater part, with what they look like", async () => {
    await expect(align(`time,entries\n${rowsAt(3, 0)}\n${rowsAt(9, MINUTE, 50)}\n`, hours)).rejects.toMatchObject({
      code: "BACKSIGHT_SIGNALS_MATCH",
      message: expect.stringContaining("only 3 of its 12 rows match a bar of"),
    });
    const none = /^s\.csv: none of its 1 rows matches a bar of \S+ 1h \(rows: .+; bars: .+\)\. /;
    const alone = (time: number) => align(`time,entries\n${iso(time)},1\n`, hours);
    await expect(alone(hours.time[7]! + MINUTE)).rejects.toThrow(new RegExp(`${none.source}Stamp each row`));
    await expect(alone(hours.time[0]! - 90 * 86_400_000)).rejects.toThrow("Give signals and prices of the same time");
  });

  it("that bear closes are told apart", async () => {
    const market = bars("synthetic:market?bars=300&timeframe=1h");
    const text = `time,entries\n${Array.from(market.closeTime, (time) => `${iso(time)},0`).join("\n")}\n`;
    // Closes of hourly bars from 09:30 are opens of the next, but for the last of each session.
    const closes = text.split("\n").filter((line) => /T(?:21|20):00/.test(line));
    await expect(align(`time,entries\n${closes.join("\n")}\n`, market)).rejects.toThrow(
      "Its times are those of the bars' closes: add at=close",
    );
    expect((await align(text, market, { at: "close" })).columns.entries).toHaveLength(300);
  });

  it("that are off by the hours of a forgotten zone are told by how many", async () => {
    const market = bars("synthetic:market?bars=900&timeframe=5m");
    const rows = (shift: number) => Array.from(market.time, (time) => `${iso(time + shift)},0`);
    await expect(align(`time,entries\n${rows(-5 * 3_600_000).join("\n")}\n`, market)).rejects.toThrow(
      /rows that were tried match when they are moved: they are 5 hours too early/,
    );
    const naive = rows(0).map((line) => line.replace("T", " ").replace(".000Z", ""));
    await expect(align(`time,entries\n${naive.join("\n")}\n`, market)).rejects.toThrow(
      "Read as times of UTC they match: signals:file?tz=UTC.",
    );
    expect((await align(`time,entries\n${naive.join("\n")}\n`, market, { timeZone: "UTC" })).notes).toEqual([]);
  });

  it("bear dates where bars are minutes", async () => {
    await expect(align("date,entries\n2024-01-02,1\n", minutes)).rejects.toThrow(
      "Its rows bear dates only, the bars are of 1m: write the time of the bar in each row.",
    );
    await expect(align("date,entries\n2019-01-02,1\n", daily)).rejects.toThrow(
      "The dates of the rows must be those of the bars' sessions.",
    );
  });
});

describe("refuses", () => {
  test.each([
    [
      "two rows of one bar",
      "date,entries\n2024-01-03,1\n2024-01-02,0\n2024-01-03,0\n",
      "s.csv line 4: its time 2024-01-03 means the same bar as line 2.",
    ],
    [
      "two rows of a day without a bar",
      "date,entries\n2024-01-03,1\n2023-01-02,0\n2023-01-02,0\n",
      "s.csv line 4: its time 2023-01-02 means the same bar as line 3.",
    ],
    [
      "a mask of other numbers",
      "date,entries\n2024-01-03,2\n",
      "s.csv line 2: entries is 2, must be 0 or 1, or True or False.",
    ],
    ["a mask below 0", "date,entries\n2024-01-03,-1\n", "entries is -1"],
    ["infinite weights", "date,weights\n2024-01-03,inf\n", "weights is infinite"],
    ["a stop at 0", "date,entries,stop_loss\n2024-01-03,1,0\n", "stop_loss is 0, must be a price above 0, or missing"],
    [
      "stops that are fractions",
      "date,entries,stop_loss\n2024-01-03,1,0.02\n2024-01-04,0,\n",
      "s.csv: its stop_loss is 0.02 at most where the price is 99.15 at least. Give prices, not fractions; a fraction of the entry price is a flag: --stop-loss 2%.",
    ],
  ])("%s", async (_, text, message) => {
    await expect(align(text, daily)).rejects.toThrow(message);
  });

  it("a zone that isn't known", async () => {
    await expect(
      align("time,entries\n2024-01-02 09:31:00,1\n", minutes, { timeZone: "New_York" }),
    ).rejects.toMatchObject({
      code: "BACKSIGHT_OPTION_UNKNOWN",
    });
  });
});

it("weights and units may be missing, and rows of other symbols may be anything", async () => {
  const text = "date,symbol,weights\n2024-01-02,AAA,\n2024-01-03,AAA,-0.5\n2024-01-03,ZZZ,inf\n";
  expect([...(await align(text, daily)).columns.weights!].slice(0, 3)).toEqual([NaN, -0.5, NaN]);
});
