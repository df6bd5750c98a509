import { describe, expect, it } from "vitest";
import { collect } from "../../../../test/support/collect.ts";
import { barAt, emulate, IMPATIENT, minutes, TEST_KEY } from "../../../../test/support/polygon-rest.ts";
import { serve, serveText } from "../../../../test/support/rest-server.ts";
import { createSha256, sha256, updateWithColumn } from "../../../core/sha256.ts";
import type { DataRequest } from "../../../data/market-data/data-request.ts";
import type { DataPart, InstrumentSource } from "../../../data/market-data/data-source.ts";
import { joinRows } from "../../../data/market-data/rows.ts";
import { BarsCheck } from "../../../market/bars-check.ts";
import { aroundTheClock } from "../../../market/calendar/around-the-clock.ts";
import { dayOfDate } from "../../../market/calendar/calendar.ts";
import { localToUtc } from "../../../market/calendar/time-zone.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { restMarketOf } from "../emulator/rest/rest-market.ts";
import { startPolygonRest } from "../emulator/rest/start-polygon-rest.ts";
import { type PolygonRestOptions, polygonRest } from "./polygon-rest.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Tuesday noon in New York, long after everything that is asked for. */
const NOW = Date.UTC(2024, 5, 25, 16);

const newYork = (year: number, month: number, day: number, minute = 0) =>
  localToUtc("America/New_York", year, month, day, minute * MINUTE);

function source(baseUrl: string, options: Partial<PolygonRestOptions> = {}): InstrumentSource {
  return polygonRest({ ...IMPATIENT, baseUrl, plan: "advanced", now: () => NOW, ...options });
}

function barsOf(symbol: string, timeframe: string, from: number, to: number): DataRequest {
  return { source: "polygon", dataset: "bars", symbol, timeframe: parseTimeframe(timeframe), from, to };
}

async function partsOf(from: InstrumentSource, request: DataRequest): Promise<DataPart[]> {
  return collect(from.fetch(request, {}));
}

async function rowsOf(from: InstrumentSource, request: DataRequest) {
  const { rows, dataset } = joinRows((await partsOf(from, request)).map(({ data }) => data));
  if (dataset !== "bars") throw new Error("not bars");
  return rows as Extract<DataPart["data"], { dataset: "bars" }>["rows"];
}

/** Extended hours of the sessions from `first` to `last`, each minute from 04:00 to 20:00. */
function extended(first: number, last: number) {
  return [...usEquity.sessions(first, last + 1)].flatMap((day) => {
    const midnight = usEquity.open(day) - 570 * MINUTE;
    return minutes(midnight + 240 * MINUTE, midnight + 1200 * MINUTE);
  });
}

describe("bars", () => {
  it("of minutes come a month at a time, raw, each once, exactly those that open in the range", async () => {
    const all = extended(dayOfDate(2024, 4, 15), dayOfDate(2024, 6, 14));
    const emulator = await emulate({
      minuteBars: new Map([["AAPL", all]]),
      splits: [{ ticker: "AAPL", execution_date: "2024-06-20", split_from: 1, split_to: 4 }],
    });
    const from = newYork(2024, 4, 16, 600) + 1;
    const to = newYork(2024, 6, 12, 600) + 1;
    const parts = await partsOf(source(emulator.url), barsOf("AAPL", "1m", from, to));
    expect(parts.map((part) => [part.from, part.to])).toEqual([
      [from, newYork(2024, 5, 1)],
      [newYork(2024, 5, 1), newYork(2024, 6, 1)],
      [newYork(2024, 6, 1), to],
    ]);
    // 10:00:00.001 on the first day is after that bar's open, on the last one too: in and out.
    const wanted = all.filter(({ t }) => t >= from && t < to);
    const rows = await rowsOf(source(emulator.url), barsOf("AAPL", "1m", from, to));
    expect(rows.time).toEqual(Float64Array.from(wanted, ({ t }) => t));
    expect(rows.closeTime).toEqual(Float64Array.from(wanted, ({ t }) => t + MINUTE));
    for (const [name, key] of Object.entries({ open: "o", high: "h", low: "l", close: "c", volume: "v", vwap: "vw" })) {
      const column = Float64Array.from(wanted, (bar) => bar[key as "o"]);
      expect(rows[name as "open"]).toEqual(column);
    }
    expect(rows.transactions).toEqual(new Float64Array(wanted.length).fill(7));
    new BarsCheck("polygon").add(rows);
    expect(emulator.requests.every((url) => url.includes("adjusted=false&sort=asc&limit=50000"))).toBe(true);
    expect(emulator.requests).toHaveLength(6);
  });

  it("of several minutes are the vendor's own, of a pair under its other spelling", async () => {
    const start = Date.UTC(2024, 4, 1);
    const base = minutes(start, start + 31 * DAY);
    const emulator = await emulate({ minuteBars: new Map([["X:BTCUSD", base]]) });
    const rows = await rowsOf(source(emulator.url), barsOf("X:BTC-USD", "15m", start, start + 31 * DAY));
    expect(rows.time).toEqual(Float64Array.from({ length: 31 * 96 }, (_, i) => start + i * 15 * MINUTE));
    const twelfth = base.slice(11 * 15, 12 * 15);
    expect([rows.open[11], rows.close[11]]).toEqual([twelfth[0]!.o, twelfth[14]!.c]);
    expect(rows.high[11]).toBe(Math.max(...twelfth.map(({ h }) => h)));
    expect(rows.low[11]).toBe(Math.min(...twelfth.map(({ l }) => l)));
    expect(rows.volume[11]).toBe(twelfth.reduce((sum, { v }) => sum + v, 0));
    expect(emulator.requests[0]).toContain("/v2/aggs/ticker/X%3ABTCUSD/range/15/minute/");
  });

  it("of days last from their session's open to its close, and none is missing where clocks change", async () => {
    const days = [...usEquity.sessions(dayOfDate(2024, 3, 1), dayOfDate(2024, 4, 1))];
    const bars = days.map((day) => barAt(usEquity.open(day) - 570 * MINUTE));
    const emulator = await emulate({ dayBars: new Map([["SPY", bars]]) });
    const range = [newYork(2024, 3, 1), newYork(2024, 4, 1)] as const;
    const rows = await rowsOf(source(emulator.url), barsOf("SPY", "1d", ...range));
    expect(rows.time).toEqual(Float64Array.from(days, (day) => usEquity.open(day)));
    expect(rows.closeTime).toEqual(Float64Array.from(days, (day) => usEquity.close(day)));
    expect(rows.close).toEqual(Float64Array.from(bars, ({ c }) => c));
  });

  it("of weeks and months last from their first session to their last", async () => {
    const days = [...usEquity.sessions(dayOfDate(2024, 5, 20), dayOfDate(2024, 6, 22))];
    const emulator = await emulate({
      dayBars: new Map([["SPY", days.map((day) => barAt(usEquity.open(day) - 570 * MINUTE))]]),
    });
    const range = [newYork(2024, 5, 27), newYork(2024, 6, 22)] as const;
    const weeks = await rowsOf(source(emulator.url), barsOf("SPY", "1w", ...range));
    // 27 May was Memorial Day, 19 June Juneteenth; the last week isn't over on Sunday's count until the 23rd.
    expect([...weeks.time].map((time) => new Date(time).toISOString().slice(0, 10))).toEqual([
      "2024-05-28",
      "2024-06-03",
      "2024-06-10",
      "2024-06-17",
    ]);
    expect(weeks.closeTime[0]).toBe(usEquity.close(dayOfDate(2024, 5, 31)));
    const months = await rowsOf(source(emulator.url), barsOf("SPY", "1mo", newYork(2024, 5, 1), newYork(2024, 7, 1)));
    expect([...months.closeTime]).toEqual([usEquity.close(dayOfDate(2024, 5, 31))]);
  });

  it.each(["7m", "2h", "2d", "2w", "3mo"])("of %s are refused: where they begin isn't said", async (label) => {
    const emulator = await emulate({});
    const asking = partsOf(source(emulator.url), barsOf("SPY", label, newYork(2024, 5, 1), newYork(2024, 5, 2)));
    await expect(asking).rejects.toMatchObject({ code: "BACKSIGHT_NOT_SUPPORTED" });
    expect(emulator.requests).toEqual([]);
  });

  it("that stand on two pages are kept once, when both say the same", async () => {
    const start = Date.UTC(2024, 4, 1);
    const [a, b, c] = minutes(start, start + 3 * MINUTE);
    const next_url = "https://api.polygon.io/v2/aggs/ticker/X:BTCUSD/range/1/minute/1/2?cursor=x";
    const serving = (repeated: object) => {
      const pages = [{ results: [a, b], next_url }, { results: [repeated, c] }];
      return serve((_, response) => response.end(JSON.stringify(pages.shift())));
    };
    const request = barsOf("X:BTC-USD", "1m", start, start + DAY);
    expect((await rowsOf(source((await serving(b!)).url), request)).time).toEqual(
      Float64Array.of(start, start + MINUTE, start + 2 * MINUTE),
    );
    const asking = partsOf(source((await serving({ ...b, c: 1 })).url), request);
    await expect(asking).rejects.toMatchObject({ code: "BACKSIGHT_REMOTE_DAMAGED" });
    await expect(asking).rejects.toThrow("two different bars of 2024-05-01T00:01:00Z");
  });

  it.each([
    ["a text", { o: "12" }, 'o must be a number, was "12"'],
    ["no time", { t: undefined }, "t must be a number, was absent"],
    ["no close", { c: null }, "c must be a number, was null"],
    ["an earlier time", { t: 1e12 }, "comes after that of"],
  ])("with %s aren't taken", async (_, wrong, words) => {
    const start = Date.UTC(2024, 4, 1);
    const results = [barAt(start), { ...barAt(start + MINUTE), ...wrong }];
    const server = await serveText(200, JSON.stringify({ results }));
    const asking = partsOf(source(server.url), barsOf("X:BTC-USD", "1m", start, start + DAY));
    await expect(asking).rejects.toThrow(words);
  });

  it("of an unknown ticker, and of a quiet range, are a covered nothing", async () => {
    const emulator = await emulate({});
    const [from, to] = [newYork(2024, 6, 8), newYork(2024, 6, 10)];
    const parts = await partsOf(source(emulator.url), barsOf("NOPE", "1m", from, to));
    expect(
      parts.map((part) => [part.from, part.to, part.data.dataset === "bars" && part.data.rows.time.length]),
    ).toEqual([[from, to, 0]]);
  });
});

describe("what isn't settled yet", () => {
  const today = dayOfDate(2024, 6, 25);
  const bars = { minuteBars: new Map([["SPY", extended(today - 1, today)]]) };
  const range = [newYork(2024, 6, 25), newYork(2024, 6, 26)] as const;

  it("isn't covered: the minute that goes on, and the quarter of an hour of a delayed plan", async () => {
    const emulator = await emulate(bars, { now: () => NOW });
    const at = NOW + 30_000;
    const real = await partsOf(source(emulator.url, { now: () => at }), barsOf("SPY", "1m", ...range));
    expect(real.at(-1)?.to).toBe(NOW - MINUTE);
    const delayed = await partsOf(
      source(emulator.url, { now: () => at, plan: "starter" }),
      barsOf("SPY", "5m", ...range),
    );
    // 12:00:30 less 16 minutes is 11:44:30: the bar of 11:40 goes on until 11:45.
    expect(delayed.at(-1)?.to).toBe(newYork(2024, 6, 25, 700));
  });

  it("is the whole day on the free plan, which then isn't asked for", async () => {
    const emulator = await emulate(bars, { now: () => NOW, plan: { isEndOfDay: true } });
    const free = source(emulator.url, { plan: "basic" });
    expect(await partsOf(free, barsOf("SPY", "1m", ...range))).toEqual([]);
    expect(emulator.requests).toEqual([]);
    const both = await partsOf(free, barsOf("SPY", "1m", newYork(2024, 6, 24), range[1]));
    expect(both.map((part) => [part.from, part.to])).toEqual([[newYork(2024, 6, 24), newYork(2024, 6, 25)]]);
  });

  it("is today's bar of a day, and this week's and this month's", async () => {
    const days = [...usEquity.sessions(dayOfDate(2024, 5, 1), today + 1)];
    const emulator = await emulate(
      { dayBars: new Map([["SPY", days.map((day) => barAt(usEquity.open(day) - 570 * MINUTE))]]) },
      { now: () => NOW },
    );
    const lastOf = async (label: string) => {
      const parts = await partsOf(source(emulator.url), barsOf("SPY", label, newYork(2024, 5, 1), newYork(2024, 7, 1)));
      const data = parts[0]!.data;
      return [parts[0]!.to, data.dataset === "bars" ? data.rows.closeTime.at(-1) : undefined];
    };
    expect(await lastOf("1d")).toEqual([newYork(2024, 6, 25), usEquity.close(today - 1)]);
    expect(await lastOf("1w")).toEqual([newYork(2024, 6, 23), usEquity.close(dayOfDate(2024, 6, 21))]);
    expect(await lastOf("1mo")).toEqual([newYork(2024, 6, 1), usEquity.close(dayOfDate(2024, 5, 31))]);
  });
});

describe("the plan's window", () => {
  const days = [...usEquity.sessions(dayOfDate(2022, 7, 1), dayOfDate(2024, 6, 1))];
  const tables = { dayBars: new Map([["SPY", days.map((day) => barAt(usEquity.open(day) - 570 * MINUTE))]]) };
  const historyFrom = newYork(2023, 3, 15);

  it("that cut the beginning off without a word is an error that names both dates", async () => {
    const emulator = await emulate(tables, { plan: { historyFrom } });
    const asking = partsOf(source(emulator.url), barsOf("SPY", "1d", newYork(2022, 7, 1), newYork(2024, 6, 1)));
    await expect(asking).rejects.toMatchObject({ code: "BACKSIGHT_REMOTE_WINDOW" });
    await expect(asking).rejects.toThrow("1d bars of SPY of 2022-07-01. The first that came is of 2023-03-15.");
    expect(emulator.requests).toHaveLength(2);
  });

  it("that lies wholly elsewhere is one too", async () => {
    const emulator = await emulate(tables, { plan: { historyFrom } });
    const asking = partsOf(source(emulator.url), barsOf("SPY", "1d", newYork(2022, 7, 1), newYork(2022, 8, 1)));
    await expect(asking).rejects.toThrow("no 1d bars of SPY of 2022-07-01. Ask for a later start");
  });

  it("is not to blame for a stock that wasn't listed yet; one more request tells, once", async () => {
    const listed = newYork(2023, 6, 1);
    const late = { dayBars: new Map([["NEW", tables.dayBars.get("SPY")!.filter(({ t }) => t >= listed)]]) };
    const emulator = await emulate(late, { plan: { historyFrom } });
    const polygon = source(emulator.url);
    const request = barsOf("NEW", "1d", newYork(2023, 4, 3), newYork(2024, 6, 1));
    expect((await rowsOf(polygon, request)).time[0]).toBe(usEquity.open(dayOfDate(2023, 6, 1)));
    expect(emulator.requests).toHaveLength(2);
    await rowsOf(polygon, request);
    expect(emulator.requests).toHaveLength(3);
  });
});

describe("30 % faults", () => {
  it("5,000 requests end bit-equal to those without a fault, with at most twice as many", async () => {
    const market = {
      ...restMarketOf({}),
      bars: (ticker: string) =>
        minutes(newYork(2024, 5, 1, 570 + (Number(ticker.slice(1)) % 5)), newYork(2024, 5, 1, 577)),
    };
    const clean = await startPolygonRest({ market, keys: [TEST_KEY] });
    const faults = { rate: 0.3, slowMs: 2, retryAfterSeconds: 0 };
    const faulty = await startPolygonRest({ market, keys: [TEST_KEY], faults, seed: 11 });
    const hashOf = async (url: string): Promise<string> => {
      const polygon = source(url);
      const hashes: string[] = [];
      const next = Array.from({ length: 5000 }, (_, i) => i).values();
      const worker = async () => {
        for (const i of next) {
          const { time, close } = await rowsOf(
            polygon,
            barsOf(`T${i}`, "1m", newYork(2024, 5, 1), newYork(2024, 5, 2)),
          );
          const hasher = createSha256();
          updateWithColumn(hasher, time);
          updateWithColumn(hasher, close);
          hashes[i] = hasher.digest();
        }
      };
      await Promise.all(Array.from({ length: 24 }, worker));
      return sha256(hashes.join());
    };
    try {
      expect(await hashOf(faulty.url)).toBe(await hashOf(clean.url));
      expect(clean.requests).toHaveLength(5000);
      // Each try fails with probability 0.3: 5,000 / 0.7 = 7,143 in the mean.
      expect(faulty.requests.length).toBeGreaterThan(6500);
      expect(faulty.requests.length).toBeLessThanOrEqual(10_000);
    } finally {
      await Promise.all([clean.close(), faulty.close()]);
    }
  });
});

describe("the free plan's five requests a minute", () => {
  it("are never exceeded, also by requests side by side", async () => {
    let time = NOW;
    const emulator = await emulate({}, { plan: { requestsPerMinute: 5, isEndOfDay: true }, now: () => time });
    const free = polygonRest({
      apiKey: TEST_KEY,
      baseUrl: emulator.url,
      retry: { attempts: 1 },
      now: () => time,
      monotonic: () => time,
      sleep: async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        time += ms;
      },
    });
    const symbols = Array.from({ length: 17 }, (_, i) => `T${i}`);
    const [from, to] = [newYork(2024, 6, 20), newYork(2024, 6, 21)];
    const all = await Promise.all(symbols.map((symbol) => partsOf(free, barsOf(symbol, "1d", from, to))));
    expect(all.map((parts) => parts.length)).toEqual(symbols.map(() => 1));
    // Whoever came back empty before anyone knew how far the plan reaches asked once more.
    expect(emulator.requests.length).toBeGreaterThanOrEqual(18);
    // One refusal would have been an error. Five at once, then at most five after each minute.
    expect(time - NOW).toBeGreaterThanOrEqual(60_000 * (Math.ceil(emulator.requests.length / 5) - 1));
  });
});

describe("the source", () => {
  it("knows its plans and what each class has", async () => {
    expect(() => polygonRest({ apiKey: TEST_KEY, plan: "startr" as "starter" })).toThrow('Did you mean "starter"?');
    const polygon = polygonRest({ apiKey: TEST_KEY });
    expect(polygon.factsOf("X:BTC-EUR")).toMatchObject({
      instrument: { currency: "EUR" },
      calendar: aroundTheClock,
      adjustment: "raw",
    });
    expect(polygon.factsOf("O:SPY230327P00390000")).toMatchObject({
      instrument: { multiplier: 100 },
      calendar: usEquity,
    });
    const quotes = { ...barsOf("X:BTC-USD", "1m", 0, 1), dataset: "quotes", timeframe: null } as const;
    await expect(partsOf(polygon, quotes)).rejects.toThrow("quotes of X:BTC-USD isn't supported");
    await expect(partsOf(polygon, barsOf("ESH6", "1m", 0, 1))).rejects.toThrow("use the flat files");
    await expect(partsOf(polygon, { ...barsOf("SPY", "1m", 0, 1), timeframe: null })).rejects.toThrow("timeframe");
  });
});
