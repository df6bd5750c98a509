import { describe, expect, it } from "vitest";
import { DAY, HOUR, hourlyBars } from "../../../test/support/emulators/hourly-market.ts";
import { dateAt, startBinance } from "../../../test/support/emulators/start-binance.ts";
import { codeOf } from "../../../test/support/fake-market.ts";
import { describeSourceContract, rowsOf, throughCache } from "../../../test/support/source-contract.ts";
import type { DataPart, InstrumentSource, VendorBars } from "../../data/market-data/data-source.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { binanceSource } from "./binance-source.ts";

const LISTED = Date.UTC(2024, 9, 15, 3);
/** Half past ten: the bar of ten is going on. */
const NOW = Date.UTC(2025, 0, 10, 10, 30);
const QUICK = { retry: { attempts: 3, baseMs: 1, maxMs: 2 }, now: () => NOW };

async function open(now = NOW) {
  const emulator = await startBinance({ listed: LISTED, now: () => now });
  const source = binanceSource({ ...QUICK, archiveUrl: emulator.url, restUrl: emulator.url, now: () => now });
  return { emulator, source };
}

describeSourceContract("binance", async () => {
  const { emulator, source } = await open();
  const place = { symbol: "BTCUSDT", timeframe: "1h", now: () => NOW };
  const unknown = throughCache(source, { ...place, symbol: "BTXUSDT" });
  const [from, to] = [Date.UTC(2024, 10, 5, 7), Date.UTC(2025, 0, 9, 5)];
  return {
    load: throughCache(source, place),
    loadUnknown: () => unknown(from, to),
    expected: hourlyBars,
    from,
    to,
    requests: () => emulator.asked.length,
    setDown: (isDown) => {
      emulator.faults.isDown = isDown;
    },
    latest: { from: NOW - DAY, to: NOW + DAY, now: NOW },
    source: { source, symbol: "BTCUSDT", timeframe: "1h" },
  };
});

async function partsOf(source: InstrumentSource, from: number, to: number, timeframe = "1h"): Promise<DataPart[]> {
  const request = {
    source: "binance",
    dataset: "bars",
    symbol: "BTCUSDT",
    timeframe: parseTimeframe(timeframe),
    from,
    to,
  } as const;
  const parts: DataPart[] = [];
  for await (const part of source.fetch(request, {})) parts.push(part);
  return parts;
}

const rowsOfParts = (parts: readonly DataPart[]) => parts.flatMap(({ data }) => rowsOf(data.rows as VendorBars));
const filesOf = (asked: readonly string[]) =>
  asked.filter((path) => path.endsWith(".zip")).map((path) => /1h-([\d-]+)\.zip$/.exec(path)![1]!);

describe("binanceSource", () => {
  it("takes whole months, then days, then what no archive has yet", async () => {
    const { emulator, source } = await open();
    const [from, to] = [Date.UTC(2024, 11, 1), NOW - 90 * 60_000];
    expect(rowsOfParts(await partsOf(source, from, to))).toEqual(hourlyBars(from, to));
    const days = Array.from({ length: 9 }, (_, i) => dateAt(Date.UTC(2025, 0, 1) + i * DAY));
    // December in milliseconds, January in microseconds; the 9th isn't published yet.
    expect(filesOf(emulator.asked).sort()).toEqual(["2024-12", ...days]);
    expect(emulator.asked.filter((path) => path.startsWith("/api/"))).toHaveLength(2);
  });

  it("fetches few days of a month one by one, and a month that isn't published day by day", async () => {
    const few = await open();
    await partsOf(few.source, Date.UTC(2024, 10, 29), Date.UTC(2024, 11, 2));
    expect(filesOf(few.emulator.asked).sort()).toEqual(["2024-11-29", "2024-11-30", "2024-12-01"]);
    const late = await open();
    late.emulator.faults.absent = (date) => date === "2024-12";
    const [from, to] = [Date.UTC(2024, 11, 1), Date.UTC(2025, 0, 1)];
    expect(rowsOfParts(await partsOf(late.source, from, to))).toEqual(hourlyBars(from, to));
    expect(filesOf(late.emulator.asked)).toHaveLength(1 + 31);
  });

  it("knows that nothing was before the listing, with one question", async () => {
    const { emulator, source } = await open();
    const [from, to] = [Date.UTC(2024, 0, 1), Date.UTC(2024, 10, 1)];
    const parts = await partsOf(source, from, to);
    expect([parts[0]!.from, parts.at(-1)!.to]).toEqual([from, to]);
    expect(rowsOfParts(parts)).toEqual(hourlyBars(LISTED, to));
    expect(emulator.asked.filter((path) => path.startsWith("/api/"))).toHaveLength(1);
  });

  it("asks REST by pages for bars of a day and longer", async () => {
    const { emulator, source } = await open(Date.UTC(2025, 0, 10));
    emulator.faults.isDown = true;
    expect(await codeOf(partsOf(source, LISTED, NOW, "1d"))).toBe("BACKSIGHT_REMOTE_FAILED");
    expect(emulator.asked.every((path) => path.startsWith("/api/v3/klines?symbol=BTCUSDT&interval=1d"))).toBe(true);
  });

  it("leaves the bar that is going on uncovered, and one that ended within the minute", async () => {
    for (const [now, last] of [
      [NOW, 9],
      [Date.UTC(2025, 0, 10, 11, 0, 59), 9],
      [Date.UTC(2025, 0, 10, 11, 1), 10],
    ] as const) {
      const { source } = await open(now);
      const parts = await partsOf(source, NOW - 5 * HOUR, NOW + DAY);
      expect(rowsOfParts(parts).at(-1)![0]).toBe(Date.UTC(2025, 0, 10, last));
      expect(parts.at(-1)!.to).toBeLessThanOrEqual(now);
    }
  });

  it.each<[string, Parameters<typeof Object.assign>[1], string]>([
    [
      "a wrong checksum",
      { checksum: () => `${"0".repeat(64)}  x.zip` },
      "its SHA-256 isn't the one that stands beside it",
    ],
    [
      "a row cut short",
      { text: (csv: string) => csv.replace(/,[^,]*,[^,]*,[^,]*,[^,]*\n/, "\n") },
      "a row has 8 fields",
    ],
    [
      "a price that is none",
      { text: (csv: string) => csv.replace(/^(\d+),[\d.]+/, "$1,much") },
      'field 2 of a row is "much"',
    ],
    [
      "rows out of order",
      { text: (csv: string) => csv.split("\n").reverse().join("\n").trimStart() },
      "comes after that of",
    ],
    [
      "nanoseconds",
      { text: (csv: string) => csv.replaceAll(/^(\d{13}),/gm, "$1000000,") },
      "neither milliseconds nor microseconds",
    ],
  ])("refuses %s", async (_, faults, says) => {
    const { emulator, source } = await open();
    Object.assign(emulator.faults, faults);
    await expect(partsOf(source, Date.UTC(2024, 10, 1), Date.UTC(2024, 11, 1))).rejects.toMatchObject({
      code: "BACKSIGHT_REMOTE_DAMAGED",
      message: expect.stringContaining(says),
    });
  });

  it("fetches an archive again that was replaced between its checksum and itself", async () => {
    const { emulator, source } = await open();
    let first = true;
    emulator.faults.checksum = () => {
      if (!first) return undefined;
      first = false;
      return "0".repeat(64);
    };
    const [from, to] = [Date.UTC(2024, 10, 1), Date.UTC(2024, 11, 1)];
    expect(rowsOfParts(await partsOf(source, from, to))).toEqual(hourlyBars(from, to));
  });

  it("reads a header where there is one", async () => {
    const { emulator, source } = await open();
    emulator.faults.text = (csv) =>
      `open_time,open,high,low,close,volume,close_time,quote_volume,count,a,b,ignore\n${csv}`;
    const [from, to] = [Date.UTC(2024, 10, 1), Date.UTC(2024, 11, 1)];
    expect(rowsOfParts(await partsOf(source, from, to))).toEqual(hourlyBars(from, to));
  });

  it("tells quote volume by volume as vwap, and the trades", async () => {
    const { source } = await open();
    const [part] = await partsOf(source, Date.UTC(2024, 10, 1), Date.UTC(2024, 11, 1));
    const { vwap, close, transactions } = part!.data.rows as VendorBars;
    expect(vwap![0]).toBeCloseTo(close[0]!, 6);
    expect(transactions![0]).toBe(7);
  });

  it.each([
    ["btcusdt", "1h", "BACKSIGHT_ARGUMENT"],
    ["BTC/USDT", "1h", "BACKSIGHT_ARGUMENT"],
    ["BTCUSDT", "7m", "BACKSIGHT_OPTION_UNKNOWN"],
  ])("refuses %s@%s", async (symbol, timeframe, code) => {
    const { source } = await open();
    const request = {
      source: "binance",
      dataset: "bars",
      symbol,
      timeframe: parseTimeframe(timeframe),
      from: 0,
      to: 1,
    } as const;
    await expect(async () => {
      for await (const part of source.fetch(request, {})) expect(part).toBeUndefined();
    }).rejects.toMatchObject({ code });
  });
});
