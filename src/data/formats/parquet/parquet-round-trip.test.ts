import fc from "fast-check";
import { expect, test } from "vitest";
import { anyBars } from "../../../../test/support/bars-arbitrary.ts";
import { randomMarket } from "../../../../test/support/random-market.ts";
import type { Bars } from "../../../market/bars.ts";
import { aroundTheClock } from "../../../market/calendar/around-the-clock.ts";
import { calendarById } from "../../../market/calendar/calendar-by-id.ts";
import { createBars } from "../../../market/create-bars.ts";
import { instrument } from "../../../market/instrument.ts";
import { sliceBars } from "../../../market/slice-bars.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { nodeParquetCodecs as codecs } from "../../../sources/file/node-parquet-codecs.ts";
import { decodeBarsParquet } from "./decode-bars-parquet.ts";
import { NO_CODECS } from "./parquet-codecs.ts";
import { encodeBarsParquet } from "./write-bars-parquet.ts";

const COLUMNS = ["time", "closeTime", "open", "high", "low", "close", "volume", "session"] as const;

/** The bits of all columns, and all facts; calendars by what they say. */
function described({ calendar, ...bars }: Bars) {
  const columns = COLUMNS.map((name) =>
    Array.from(bars[name], (value) => (Object.is(value, -0) ? "-0" : String(value))),
  );
  const facts = Object.fromEntries(Object.entries(bars).filter(([, value]) => !ArrayBuffer.isView(value)));
  const own = calendar.id === "none" ? Array.from(calendar.sessions(-Infinity, Infinity)) : [];
  return { columns, facts, calendar: calendar.id, sessionsPerYear: calendar.sessionsPerYear, own };
}

test("bars come back bit for bit, with all that was said about them", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyBars,
      fc.constantFrom("UNCOMPRESSED", "SNAPPY", "ZSTD", "GZIP", "BROTLI"),
      async (bars, codec) => {
        const bytes = await encodeBarsParquet(bars, { codecs, codec });
        const back = await decodeBarsParquet(bytes, { codecs });
        expect(described(back)).toEqual(described(bars));
        for (const name of COLUMNS) expect(back[name].constructor).toBe(bars[name].constructor);
      },
    ),
    { numRuns: 150 },
  );
});

test("the same bars give the same bytes", async () => {
  const bars = randomMarket("lively", 3, 500);
  expect(await encodeBarsParquet(bars, { codecs })).toEqual(await encodeBarsParquet(bars, { codecs }));
});

test("years before 1970 come back, as whole milliseconds and not", async () => {
  for (const shift of [0, 0.25]) {
    const time = Float64Array.of(-1_325_635_200_000 + shift, -86_400_000, 0);
    const closeTime = Float64Array.of(-1_325_635_199_999, -1, 86_400_000);
    const prices = Float64Array.of(17.66, 17.67, 17.68);
    const bars = createBars({
      instrument: instrument("SPX"),
      timeframe: parseTimeframe("1d"),
      calendar: aroundTheClock,
      time,
      closeTime,
      open: prices,
      high: prices,
      low: prices,
      close: prices,
      source: "csv:spx.csv",
    });
    expect(described(await decodeBarsParquet(await encodeBarsParquet(bars, { codecs }), { codecs }))).toEqual(
      described(bars),
    );
  }
});

test("more bars than a row group holds, and a part of them", async () => {
  const bars = randomMarket("quiet", 5, 140_000);
  for (const part of [bars, sliceBars(bars, 17, 131_100)]) {
    const back = await decodeBarsParquet(await encodeBarsParquet(part, { codecs }), { codecs });
    for (const name of COLUMNS) expect(back[name].every((value, i) => value === part[name][i])).toBe(true);
    expect(back.length).toBe(part.length);
    expect(back.ticksPerUnit).toBe(part.ticksPerUnit);
  }
});

test("without codecs nothing is packed but what every reader unpacks", async () => {
  const bars = randomMarket("lively", 3, 50);
  const bytes = await encodeBarsParquet(bars, { codecs: NO_CODECS });
  expect(described(await decodeBarsParquet(bytes, { codecs: NO_CODECS }))).toEqual(described(bars));
  await expect(encodeBarsParquet(bars, { codecs: NO_CODECS, codec: "ZSTD", path: "x.parquet" })).rejects.toThrow(
    "x.parquet is packed with ZSTD, and nothing at hand packs or unpacks that. Use one of: UNCOMPRESSED, SNAPPY.",
  );
  const packed = await encodeBarsParquet(bars, { codecs });
  await expect(decodeBarsParquet(packed, { codecs: NO_CODECS, path: "x.parquet" })).rejects.toMatchObject({
    code: "BACKSIGHT_PARQUET_CODEC",
  });
});

test("options that say what the file says are taken, others refused", async () => {
  const bars = randomMarket("lively", 3, 50);
  const bytes = await encodeBarsParquet(bars, { codecs });
  const path = "x.parquet";
  const agreeing = { symbol: "RANDOM", timeframe: parseTimeframe("1h"), calendar: aroundTheClock, adjustment: "raw" };
  expect((await decodeBarsParquet(bytes, { codecs, path, ...agreeing } as never)).length).toBe(50);
  for (const [options, message] of [
    [{ symbol: "SPY" }, "symbol must be RANDOM, as x.parquet says, was SPY."],
    [{ timeframe: parseTimeframe("5m") }, "timeframe must be 1h, as x.parquet says, was 5m."],
    [{ calendar: calendarById("us-equity") }, "calendar must be 24x7, as x.parquet says, was us-equity."],
    [{ adjustment: "split" as const }, "adjustment must be raw, as x.parquet says, was split."],
  ] as const) {
    await expect(decodeBarsParquet(bytes, { codecs, path, ...options })).rejects.toThrow(message);
  }
});

test("reading and writing tell how far they are, and can be stopped", async () => {
  const bars = randomMarket("lively", 3, 140_000);
  const written: number[] = [];
  const bytes = await encodeBarsParquet(bars, { codecs, onProgress: ({ done }) => written.push(done) });
  expect(written).toEqual([131_072, 140_000]);
  const read: number[] = [];
  await decodeBarsParquet(bytes, { codecs, onProgress: ({ done, total }) => read.push(done / total!) });
  expect(read).toHaveLength(14);
  expect(read.every((share, i) => share > (read[i - 1] ?? 0) && share < 1)).toBe(true);
  const signal = AbortSignal.abort();
  await expect(encodeBarsParquet(bars, { codecs, signal })).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
  await expect(decodeBarsParquet(bytes, { codecs, signal })).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
});
