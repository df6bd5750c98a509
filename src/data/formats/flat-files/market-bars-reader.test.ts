import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../../test/support/thrown.ts";
import type { FlatFileOptions } from "./flat-file-options.ts";
import { MARKET_BAR_COLUMNS, type MarketBars } from "./market-bars.ts";
import { MarketBarsReader } from "./market-bars-reader.ts";

const HEADER = "ticker,volume,open,close,high,low,window_start,transactions";
/** 2024-01-02T14:30:00Z. */
const START = 1_704_205_800;

function read(text: string, options: Partial<FlatFileOptions> = {}, cuts: readonly number[] = []): MarketBars {
  const reader = new MarketBarsReader({ path: "day.csv.gz", ...options });
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  for (const cut of [...cuts, bytes.length]) {
    const end = Math.min(bytes.length, Math.max(at, cut));
    // A chunk of its own: the reader may keep nothing of it.
    const chunk = bytes.slice(at, end);
    reader.push(chunk);
    chunk.fill(255);
    at = end;
  }
  return reader.finish();
}

const file = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;
const row = (ticker: string, minute: number, close = 10, volume: number | string = 100) =>
  `${ticker},${volume},10,${close},12,9,${START + 60 * minute}000000000,5`;
const minuteOf = (time: number) => (time - START * 1000) / 60_000;
const listed = ({ tickers, starts, time, close }: MarketBars) =>
  tickers.map((ticker, k) => {
    const rows = Array.from({ length: starts[k + 1]! - starts[k]! }, (_, i) => starts[k]! + i);
    return `${ticker}:${rows.map((i) => `${minuteOf(time[i]!)}=${close[i]}`).join(" ")}`;
  });

describe("MarketBarsReader", () => {
  it("reads the vendor's own lines to the last digit", () => {
    const market = read(
      file(
        "A,18218,138.0,137.93,138.36,137.75,1769178600000000000,125",
        "AAPL,4930,200.29,200.5,200.63,200.29,1744792500000000000,129",
        "O:SPY230327P00390000,200,11.82,9.83,11.82,8.09,1678680000000000000,62",
        "C:AED-AUD,1,0.397700393851942,0.397700393851942,0.397700393851942,0.397700393851942,1769133600000000000,1",
        "SOXS,17798.430378,5.5,5.75,6,5.25,1772000000000000000,9",
      ),
    );
    expect(market.tickers).toEqual(["A", "AAPL", "C:AED-AUD", "O:SPY230327P00390000", "SOXS"]);
    expect([...market.starts]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...market.time]).toEqual([1769178600000, 1744792500000, 1769133600000, 1678680000000, 1772000000000]);
    expect([...market.open]).toEqual([138, 200.29, 0.397700393851942, 11.82, 5.5]);
    expect([...market.close]).toEqual([137.93, 200.5, 0.397700393851942, 9.83, 5.75]);
    expect([...market.high]).toEqual([138.36, 200.63, 0.397700393851942, 11.82, 6]);
    expect([...market.low]).toEqual([137.75, 200.29, 0.397700393851942, 8.09, 5.25]);
    expect([...market.volume]).toEqual([18218, 4930, 1, 200, 17798.430378]);
    expect([...market.transactions]).toEqual([125, 129, 1, 62, 9]);
  });

  it("reads indices, which have no volume, and refuses a file of stocks that lost its volumes", () => {
    const header = "ticker,open,close,high,low,window_start";
    const market = read(`${header}\nI:AAVE100,69.8381,69.8507,69.8632,69.8255,1679988660000000000\n`);
    expect([...market.low]).toEqual([69.8255]);
    expect([...market.volume, ...market.transactions]).toEqual([NaN, NaN]);
    const error = thrown(() => read(`${header}\nAAPL,1,1,1,1,1679988660000000000\n`));
    expect(error.code).toBe("BACKSIGHT_FLAT_FILE_COLUMN");
    expect(error.message).toContain("holds AAPL, and its columns are those of index aggregates");
  });

  it("takes tickers as they are spelled: case matters, and NA, NULL and nan are tickers", () => {
    const names = ["NA", "NULL", "nan", "NaN", "KIMpL", "KIMPL", "BRK.B", "null", "None"];
    const market = read(file(...names.map((name) => row(name, 0))));
    expect(market.tickers).toEqual([...names].sort());
    expect(market.quality.splitTickers).toBe(0);
  });

  it("puts together a ticker in several places, sorts what is out of order and leaves one of each time", () => {
    const text = file(
      row("B", 1),
      row("B", 2),
      row("A", 5),
      row("A", 3, 11),
      row("A", 3, 10.5),
      row("A", 3, 10.5),
      row("B", 0),
      row("A", 4),
    );
    const market = read(text);
    expect(listed(market)).toEqual(["A:3=10.5 4=10 5=10", "B:0=10 1=10 2=10"]);
    expect(market.quality).toMatchObject({
      rows: 8,
      splitTickers: 2,
      unsorted: 5,
      duplicates: 2,
      conflictingDuplicates: 1,
    });
    expect(listed(read(text, { duplicates: "first" }))[0]).toBe("A:3=11 4=10 5=10");
  });

  it("leaves out rows of another date, keeps them, or refuses them", () => {
    const text = file(row("A", -1), row("A", 0), row("A", 1), row("B", 2));
    const range = { from: START * 1000, to: (START + 120) * 1000 };
    const market = read(text, { range });
    expect(listed(market)).toEqual(["A:0=10 1=10"]);
    expect(market.quality.wrongDates).toBe(2);
    expect(listed(read(text, { range, wrongDates: "keep" }))).toEqual(["A:-1=10 0=10 1=10", "B:2=10"]);
    expect(thrown(() => read(text, { range, wrongDates: "refuse" })).message).toBe(
      "day.csv.gz line 2: its time, 2024-01-02T14:29:00.000Z, isn't of the file's date. Fetch the file again; nothing of it was kept.",
    );
  });

  it("reads only what is wanted, whatever the rest looks like", () => {
    const only = new Set(["B"]);
    const market = read(file(row("A", 0), "A,broken", row("B", 0), row("BB", 0), row("B", 1)), { only });
    expect(listed(market)).toEqual(["B:0=10 1=10"]);
    expect(market.quality).toMatchObject({ rows: 5, notWanted: 3 });
    expect(read(file(row("A", 0)), { only }).tickers).toEqual([]);
  });

  it("counts what is odd, and keeps it", () => {
    const { quality, time } = read(
      file(row("A", 0, 10, 0), row("A", 1, 0), row("A", 2, 10, -1), row("A", 3, 10, "0.000000"), row("A", 4)),
    );
    expect(time).toHaveLength(5);
    expect(quality).toMatchObject({ zeroVolumes: 2, oddValues: 2 });
  });

  it("keeps times between milliseconds, and reads the 18 digits before September 2001", () => {
    const at = (time: string) => read(file(`A,1,1,1,1,1,${time},1`)).time[0];
    expect(at("1704205800000500000")).toBe(1_704_205_800_000.5);
    expect(at("999999999000000000")).toBe(999_999_999_000);
    expect(at('"1704205800000000000"')).toBe(1_704_205_800_000);
  });

  it.each([
    ["A,1,1,1,1,1,1704205800000000000", "it has 7 fields, the header has 8"],
    ["A,1,1,1,1,1,1704205800000000000,1,1", "it has more than the 8 fields of the header"],
    ["", "it has 1 fields, the header has 8"],
    [",1,1,1,1,1,1704205800000000000,1", "its ticker is empty"],
    ["A,1,1,x,1,1,1704205800000000000,1", 'close is "x", not a number'],
    ["A,1,1,1.5.5,1,1,1704205800000000000,1", 'close is "1.5.5", not a number'],
    ["A,1,1,-,1,1,1704205800000000000,1", 'close is "-", not a number'],
    ["A,1,1,1e999,1,1,1704205800000000000,1", 'close is "1e999", not a number'],
    ["A,1,1,nan,1,1,1704205800000000000,1", 'close is "nan", not a number'],
    ["A,1,1,,1,1,1704205800000000000,1", "its close is empty"],
    ["A,,1,1,1,1,1704205800000000000,1", "its volume is empty"],
    ["A,1,1,1,1,1,1704205800000,1", 'window_start is "1704205800000", not nanoseconds since 1970 in a year from 2000'],
    ["A,1,1,1,1,1,17042058000000000000,1", 'window_start is "17042058000000000000", not nanoseconds'],
    ["A,1,1,1,1,1,9999999999000000000,1", 'window_start is "9999999999000000000", not nanoseconds'],
    ["A,1,1,1,1,1,1704205800.00000000,1", 'window_start is "1704205800.00000000", not nanoseconds'],
    ['"A,1,1,1,1,1,1704205800000000000,1', "the quotes of ticker aren't closed"],
    ['"A"x,1,1,1,1,1,1704205800000000000,1', "it has 1 fields, the header has 8"],
  ])("refuses the line %s", (line, problem) => {
    const error = thrown(() => read(file(row("A", 0), line, row("A", 1))));
    expect(error.code).toBe("BACKSIGHT_FLAT_FILE_ROW");
    expect(error.message).toContain(`day.csv.gz line 3: ${problem}`);
  });

  it("refuses a text that was cut, that is empty and that is no text", () => {
    const whole = file(row("A", 0), row("A", 1));
    const end = whole.lastIndexOf("A,");
    for (let cut = 0; cut < whole.length; cut++) {
      const isWholeLine = whole[cut - 1] === "\n";
      if (isWholeLine) expect(read(whole.slice(0, cut)).quality.rows).toBe(cut === end ? 1 : 0);
      else expect(thrown(() => read(whole.slice(0, cut))).code).toMatch(/^BACKSIGHT_FLAT_FILE_(DAMAGED|ROW|COLUMN)$/);
    }
    expect(thrown(() => read("")).message).toContain("day.csv.gz is damaged: it has no header line");
    expect(thrown(() => read("\x1f\x8b\x08\x00")).code).toBe("BACKSIGHT_FILE_BINARY");
  });

  it("reads lines that end with CR LF", () => {
    const text = file(row("A", 0), row("B", 1));
    expect(listed(read(text.replaceAll("\n", "\r\n")))).toEqual(listed(read(text)));
  });
});

describe("MarketBarsReader beside a plain reading", () => {
  const number = fc.oneof(
    fc.nat(100_000).map(String),
    fc.tuple(fc.nat(99_999), fc.nat(999_999), fc.integer({ min: 0, max: 15 })).map(([whole, part, digits]) => {
      return `${whole}.${String(part).padStart(6, "0").padEnd(digits, "0").slice(0, Math.max(1, digits))}`;
    }),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(String),
  );
  const rows = fc.array(
    fc.record({
      ticker: fc.constantFrom("A", "AA", "NA", "nan", "KIMpL", "ß", "O:X230101C00100000", "a b"),
      minute: fc.integer({ min: 0, max: 9 }),
      nanos: fc.constantFrom("000000000", "000000000", "123456789", "999999999"),
      values: fc.array(number, { minLength: 6, maxLength: 6 }),
    }),
    { maxLength: 60 },
  );

  it("gives the same bars, whatever the chunks", () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.nat(4000), { maxLength: 20 }),
        fc.constantFrom("first", "last"),
        (list, cuts, keep) => {
          const lines = list.map(({ ticker, minute, nanos, values: [v, o, c, h, l, n] }) =>
            [ticker, v, o, c, h, l, `${START + 60 * minute}${nanos}`, n].join(","),
          );
          const sortedCuts = cuts.sort((a, b) => a - b);
          const market = read(file(...lines), { duplicates: keep }, sortedCuts);
          const plain = new Map<string, Map<number, string[]>>();
          for (const line of lines) {
            const fields = line.split(",");
            const bars = plain.get(fields[0]!) ?? new Map<number, string[]>();
            plain.set(fields[0]!, bars);
            const time = Number(BigInt(fields[6]!) / 1_000_000_000n) * 1000 + Number(fields[6]!.slice(10)) / 1e6;
            if (keep === "last" || !bars.has(time)) bars.set(time, fields);
          }
          const expected = [...plain.keys()]
            .sort()
            .flatMap((ticker) =>
              [...plain.get(ticker)!.entries()]
                .sort(([a], [b]) => a - b)
                .map(([time, [, v, o, c, h, l, , n]]) => [ticker, time, ...[o, h, l, c, v, n].map(Number)]),
            );
          const found = market.tickers.flatMap((ticker, k) =>
            Array.from({ length: market.starts[k + 1]! - market.starts[k]! }, (_, i) => [
              ticker,
              ...MARKET_BAR_COLUMNS.map((name) => market[name][market.starts[k]! + i]),
            ]),
          );
          expect(found).toEqual(expected);
          expect(market.quality.rows - market.quality.duplicates).toBe(found.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
