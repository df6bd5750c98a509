import { describe, expect, it } from "vitest";
import { ADJUSTED, sessionBars, startYahoo } from "../../../test/support/emulators/start-yahoo.ts";
import { describeSourceContract, rowsOf, throughCache } from "../../../test/support/source-contract.ts";
import type { DataPart, InstrumentSource, VendorBars } from "../../data/market-data/data-source.ts";
import { dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { chartActions } from "./chart-actions.ts";
import { chartColumns } from "./chart-columns.ts";
import { loadYahoo } from "./load-yahoo.ts";
import { yahooSource } from "./yahoo-source.ts";

/** Thursday, 11:00 in New York: the session is going on. */
const NOW = Date.UTC(2024, 2, 14, 15);
const QUICK = { retry: { attempts: 2, baseMs: 1, maxMs: 2 }, now: () => NOW };
const never = (reason: string): never => {
  throw new Error(reason);
};

// The package itself, whose requests go to the emulator.
describeSourceContract("yahoo", async () => {
  const emulator = await startYahoo(() => NOW);
  const source = yahooSource({ ...QUICK, fetch: emulator.fetch });
  const place = { symbol: "AAPL", timeframe: "1d", now: () => NOW };
  const unknown = throughCache(source, { ...place, symbol: "AAPX" });
  const [from, to] = [Date.UTC(2023, 11, 1, 5), Date.UTC(2024, 2, 1, 5)];
  return {
    load: throughCache(source, place),
    loadUnknown: () => unknown(from, to),
    expected: sessionBars,
    from,
    to,
    requests: () => emulator.asked.length,
    setDown: (isDown) => {
      emulator.faults.isDown = isDown;
    },
    latest: { from: NOW - 10 * 86_400_000, to: NOW + 86_400_000, now: NOW },
    source: { source, symbol: "AAPL", timeframe: "1d" },
  };
});

async function rowsFrom(source: InstrumentSource, from: number, to: number, label = "1d") {
  const request = {
    source: source.id,
    dataset: "bars",
    symbol: "AAPL",
    timeframe: parseTimeframe(label),
    from,
    to,
  } as const;
  const parts: DataPart[] = [];
  for await (const part of source.fetch(request, {})) parts.push(part);
  return parts.flatMap(({ data }) => rowsOf(data.rows as VendorBars));
}

describe("yahooSource", () => {
  it("says what was done to its prices, and offers adjclose", async () => {
    const emulator = await startYahoo(() => NOW);
    const [split, total] = (["split", "total"] as const).map((prices) =>
      yahooSource({ ...QUICK, prices, fetch: emulator.fetch }),
    );
    expect([split!.factsOf("AAPL").adjustment, total!.factsOf("AAPL").adjustment]).toEqual(["split", "total"]);
    // One series each: a cache never mixes them.
    expect([split!.id, total!.id]).toEqual(["yahoo", "yahoo-total"]);
    const [from, to] = [Date.UTC(2024, 0, 1, 5), Date.UTC(2024, 1, 1, 5)];
    const rows = await rowsFrom(total!, from, to);
    expect(rows.map((row) => row[5])).toEqual(sessionBars(from, to).map((row) => row[5] * ADJUSTED));
    expect(rows[0]![2]).toBeCloseTo(sessionBars(from, to)[0]![2] * ADJUSTED, 10);
    await expect(rowsFrom(total!, from, to, "1h")).rejects.toMatchObject({ code: "BACKSIGHT_NOT_SUPPORTED" });
  });

  it("gives splits and dividends as they were on their day", async () => {
    // Apple's own: 0.82 a share on 2020-08-07, four for one on 2020-08-31, 0.205 on 2020-11-06 (its investor pages).
    const at = (year: number, month: number, day: number) => usEquity.open(dayOfDate(year, month, day));
    const emulator = await startYahoo(() => NOW, {
      splits: [{ time: at(2020, 8, 31), numerator: 4, denominator: 1 }],
      dividends: [
        { time: at(2020, 8, 7), amount: 0.205 },
        { time: at(2020, 11, 6), amount: 0.205 },
      ],
    });
    const source = yahooSource({ ...QUICK, fetch: emulator.fetch });
    expect(await source.fetchActions!("AAPL", {})).toEqual([
      { kind: "dividend", day: dayOfDate(2020, 8, 7), amount: 0.82, currency: "USD" },
      { kind: "split", day: dayOfDate(2020, 8, 31), from: 1, to: 4 },
      { kind: "dividend", day: dayOfDate(2020, 11, 6), amount: 0.205, currency: "USD" },
    ]);
  });

  it.each([
    ["AAPL", "us-equity"],
    ["BRK-B", "us-equity"],
    ["^GSPC", "us-equity"],
    ["BTC-USD", "24x7"],
  ])("knows the calendar of %s", (symbol, id) => {
    expect(yahooSource(QUICK).factsOf(symbol).calendar.id).toBe(id);
  });

  it.each(["VOD.L", "EURUSD=X", "ES=F", "../../x", "aapl"])("refuses %s", (symbol) => {
    expect(() => yahooSource(QUICK).factsOf(symbol)).toThrow("symbol must be a US stock");
  });
});

describe("chartColumns", () => {
  const session = dayOfDate(2024, 1, 2);
  const open = usEquity.open(session);
  const quote = (time: number) => ({ date: new Date(time), open: 10, high: 12, low: 9, close: 11, volume: 5 });
  const shape = {
    range: { from: -Infinity, to: Infinity },
    timeframe: parseTimeframe("1h"),
    calendar: usEquity,
    prices: "split",
  } as const;
  const hour = 3_600_000;

  it("ends the last hour with the session, and leaves out what Yahoo adds for the moment", () => {
    const times = [open, open + 6 * hour, open + 6.5 * hour, open + hour * 6.6];
    const { time, closeTime } = chartColumns([...times.slice(0, 2), open + 6.25 * hour].map(quote), shape, never);
    expect([...time]).toEqual([open, open + 6 * hour]);
    expect([...closeTime]).toEqual([open + hour, open + 6.5 * hour]);
    expect([...chartColumns(times.slice(2).map(quote), shape, never).time]).toEqual([]);
  });

  it("refuses rows out of order, and an adjclose that is missing", () => {
    expect(() => chartColumns([open + hour, open].map(quote), shape, never)).toThrow("comes after that of");
    const daily = { ...shape, timeframe: parseTimeframe("1d"), prices: "total" } as const;
    expect(() => chartColumns([quote(open)], daily, never)).toThrow("no adjclose of 2024-01-02");
  });
});

it("chartActions refuses what is no split and no dividend", () => {
  const date = new Date(NOW);
  const meta = { currency: "USD" };
  const split = { meta, events: { splits: [{ date, numerator: 0, denominator: 1 }] } };
  expect(() => chartActions(split, usEquity, never)).toThrow("a split of 0:1");
  const dividend = { meta, events: { dividends: [{ date, amount: -1 }] } };
  expect(() => chartActions(dividend, usEquity, never)).toThrow("a dividend of -1");
});

it("says how to get the package where it is absent", async () => {
  await expect(loadYahoo(fetch, () => Promise.reject(new Error("Cannot find package")))).rejects.toMatchObject({
    code: "BACKSIGHT_MISSING_PACKAGE",
    message: "Asking Yahoo needs the package yahoo-finance2. npm i yahoo-finance2",
  });
});
