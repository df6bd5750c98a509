import fc from "fast-check";
import { expect, test } from "vitest";
import { isBacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { factsOfBars } from "../../bars-stream.ts";
import { readCsvBars } from "./csv-bars-reader.ts";
import { streamCsvBars } from "./csv-bars-stream.ts";
import type { CsvOptions } from "./csv-options.ts";

const COLUMNS = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;
const encoder = new TextEncoder();

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** What a stream gives, gathered; copies, as a batch is only lent. */
async function gathered(text: string, options: CsvOptions, size: number) {
  const stream = await streamCsvBars(() => chunksOf(text, size), options);
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, [] as number[]]));
  const lengths: number[] = [];
  for await (const batch of stream.batches()) {
    for (const name of COLUMNS) for (const value of batch[name]) columns[name]!.push(value);
    lengths.push(batch.time.length);
  }
  return { columns, lengths, facts: stream.facts(), length: stream.length, whole: stream.hasWholeMilliseconds };
}

async function outcome<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (isBacksightError(error)) return error.message;
    throw error;
  }
}

function plain(bars: Bars) {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, Array.from(bars[name])]));
  const { calendar, ...facts } = factsOfBars(bars);
  return { columns, facts, calendar: calendar.id, sessionsPerYear: calendar.sessionsPerYear, length: bars.length };
}

/** The stream's outcome is the whole reader's: the same bars, the same notes, or the same refusal. */
async function expectTwins(text: string, options: Partial<CsvOptions> = {}, size = 97): Promise<void> {
  const all: CsvOptions = { path: "x.csv", defaultSymbol: "X", ...options };
  const expected = await outcome(async () => plain(await readCsvBars(chunksOf(text, size), all)));
  const actual = await outcome(async () => {
    const { columns, facts, length } = await gathered(text, all, size);
    const { calendar, ...rest } = facts;
    return { columns, facts: rest, calendar: calendar.id, sessionsPerYear: calendar.sessionsPerYear, length };
  });
  expect(actual).toEqual(expected);
}

const price = fc.integer({ min: 1, max: 4000 }).map((ticks) => ticks / 8);
const row = fc.record({
  step: fc.constantFrom(60_000, 60_000, 60_000, 3_600_000, 86_400_000),
  open: price,
  high: price,
  low: price,
  close: price,
  volume: fc.constantFrom("1", "20.5", "", "nan"),
});

test("the bars of the whole reader, however the text is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.constantFrom("Z", "", "-05:00"),
      fc.boolean(),
      fc.integer({ min: 1, max: 300 }),
      async (rows, zone, isFalling, size) => {
        let time = Date.UTC(2024, 0, 2, 14, 30);
        const lines = rows.map(({ step, open, high, low, close, volume }) => {
          time += step;
          const text = new Date(time).toISOString().slice(0, 19) + zone;
          return `${text},${open},${Math.max(high, low)},${Math.min(high, low)},${close},${volume}`;
        });
        if (isFalling) lines.reverse();
        await expectTwins(["time,open,high,low,close,volume", ...lines].join("\n"), {}, size);
      },
    ),
    { numRuns: 200 },
  );
});

const HEADER = "time,open,high,low,close\n";

test.each([
  ["nothing", "", {}],
  ["a header alone", HEADER, {}],
  ["a bad price", `${HEADER}2024-01-02,1,2,1,1\n2024-01-03,1,x,1,1\n`, {}],
  ["times out of order", `${HEADER}2024-01-02,1,2,1,1\n2024-01-04,1,2,1,1\n2024-01-03,1,2,1,1\n`, {}],
  ["years that the calendar doesn't know", `${HEADER}1995-01-03T15:00Z,1,2,1,1\n1995-01-03T15:01Z,1,2,1,1\n`, {}],
  ["another symbol", `symbol,${HEADER}A,2024-01-02,1,2,1,1\nB,2024-01-02,1,2,1,1\n`, { symbol: "C" }],
  ["one symbol of two", `symbol,${HEADER}A,2024-01-02,1,2,1,1\nB,2024-01-02,3,4,3,3\n`, { symbol: "B" }],
  ["days told last", `${HEADER}01/02/2024,1,2,1,1\n02/02/2024,1,2,1,1\n13/02/2024,1,2,1,1\n`, {}],
  ["epoch nanoseconds", `${HEADER}1704205800000000001,1,2,1,1\n1704205860000000001,1,2,1,1\n`, {}],
  ["a timeframe that was given", `${HEADER}2024-01-02,1,2,1,1\n`, { timeframe: parseTimeframe("1w") }],
  ["an adjustment that was given", `${HEADER}2024-01-02,1,2,1,1\n`, { adjustment: "split" as const }],
])("%s", (_, text, options) => expectTwins(text, options));

test("batches are full but for the last", async () => {
  const count = 300_000;
  const lines = Array.from({ length: count }, (_, i) => `${1_704_067_200 + i * 60},10,11,9,10.5,${i}`);
  const text = `t,o,h,l,c,v\n${lines.join("\n")}\n`;
  const { columns, lengths, whole } = await gathered(text, { path: "x.csv", defaultSymbol: "X" }, 1 << 20);
  expect(lengths).toEqual([131_072, 131_072, 300_000 - 262_144]);
  expect(columns.volume!.every((volume, i) => volume === i)).toBe(true);
  expect(columns.time!.every((time, i) => time === (1_704_067_200 + i * 60) * 1000)).toBe(true);
  expect(whole).toBe(true);
});

test("a text that changed between the readings is refused", async () => {
  const first = `${HEADER}2024-01-02,1,2,1,1\n2024-01-03,1,2,1,1\n`;
  for (const second of [first.slice(0, -20), `${first}2024-01-04,1,2,1,1\n`]) {
    const texts = [first, second];
    const stream = await streamCsvBars(() => chunksOf(texts.shift()!, 50), { path: "x.csv", defaultSymbol: "X" });
    const reading = async () => {
      for await (const _ of stream.batches());
    };
    await expect(reading()).rejects.toThrow("x.csv: it was changed while it was being read");
  }
});
