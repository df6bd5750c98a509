import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { dayOfDate, type SessionDay } from "../../../market/calendar/calendar.ts";
import { type SyntheticDataset, syntheticMarketDay } from "./synthetic-market-day.ts";
import { syntheticMarketFiles } from "./synthetic-market-files.ts";
import { SYNTHETIC_WRONG_DATE, syntheticMarketActions, syntheticTickers } from "./synthetic-market-tickers.ts";

const TICKERS = syntheticTickers(3);
const NEW_YORK = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "America/New_York",
  dateStyle: "short",
  timeStyle: "medium",
});

type Row = Readonly<Record<string, string>>;

/** Within 2 %: further than any night moves the synthetic prices. */
function expectNear(price: number, other: number): void {
  expect(Math.abs(price / other - 1)).toBeLessThan(0.02);
}

function textOf(dataset: SyntheticDataset, day: SessionDay, seed = 7): string {
  return [...syntheticMarketDay(seed, TICKERS, day)[dataset]()].join("");
}

const read = new Map<string, readonly Row[]>();

/** A CSV reader that knows quotes and nothing else. */
function rowsOf(dataset: SyntheticDataset, day: SessionDay): readonly Row[] {
  const known = read.get(`${dataset} ${day}`);
  if (known !== undefined) return known;
  const [header = "", ...lines] = textOf(dataset, day).trimEnd().split("\n");
  const names = header.split(",");
  const table = lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? ""),
  );
  expect(table.filter((fields) => fields.length !== names.length)).toEqual([]);
  const rows = table.map((fields) => Object.fromEntries(names.map((name, i) => [name, fields[i]!])));
  read.set(`${dataset} ${day}`, rows);
  return rows;
}

/** "2026-01-08 11:24:00" */
const newYork = (nanoseconds: string) => NEW_YORK.format(Number(BigInt(nanoseconds) / 1_000_000n));
const tickersIn = (rows: readonly Row[]) => [...new Set(rows.map(({ ticker }) => ticker!))];
const of = (rows: readonly Row[], ticker: string) => rows.filter((row) => row.ticker === ticker);
const dayClose = (ticker: string, day: SessionDay) => Number(of(rowsOf("day_aggs_v1", day), ticker)[0]!.close);
const dayOpen = (ticker: string, day: SessionDay) => Number(of(rowsOf("day_aggs_v1", day), ticker)[0]!.open);

const USUAL = dayOfDate(2026, 1, 7);
const DATASETS = ["minute_aggs_v1", "day_aggs_v1", "trades_v1", "quotes_v1"] as const;

describe("a day of the synthetic market", () => {
  it("has the vendor's headers, and the same bytes for the same seed", () => {
    const digest = (seed: number) =>
      createHash("sha256")
        .update(DATASETS.map((one) => textOf(one, USUAL, seed)).join(""))
        .digest("hex");
    expect(digest(7)).toBe(digest(7));
    expect(digest(7)).not.toBe(digest(8));
    expect(DATASETS.map((dataset) => textOf(dataset, USUAL).split("\n")[0])).toEqual([
      "ticker,volume,open,close,high,low,window_start,transactions",
      "ticker,volume,open,close,high,low,window_start,transactions",
      "ticker,conditions,correction,exchange,id,participant_timestamp,price,sequence_number,sip_timestamp,size,tape,trf_id,trf_timestamp",
      "ticker,ask_exchange,ask_price,ask_size,bid_exchange,bid_price,bid_size,conditions,indicators,participant_timestamp,sequence_number,sip_timestamp,tape,trf_timestamp",
    ]);
  });

  it.each([USUAL, dayOfDate(2026, 3, 9)])("day %i: its bars are those of its trades", (day) => {
    const minutes = rowsOf("minute_aggs_v1", day);
    const days = rowsOf("day_aggs_v1", day);
    const trades = rowsOf("trades_v1", day).filter(({ correction }) => correction === "0");
    const codes = (trade: Row) => trade.conditions!.split(",");
    const moves = (trade: Row) => !codes(trade).some((code) => code === "37" || code === "2");
    const isClosing = (trade: Row) => codes(trade).includes("8");
    const expectBar = (bar: Row | undefined, all: readonly Row[], priced: readonly Row[]) => {
      if (priced.length === 0) return expect(bar).toBeUndefined();
      const prices = priced.map(({ price }) => Number(price));
      expect(bar).toMatchObject({
        open: priced[0]!.price,
        close: priced.at(-1)!.price,
        high: String(Math.max(...prices)),
        low: String(Math.min(...prices)),
        transactions: String(all.length),
      });
      expect(Number(bar!.volume)).toBeCloseTo(
        all.reduce((sum, { size }) => sum + Number(size), 0),
        6,
      );
    };
    for (const ticker of ["ALFA", "PAIR", "KIMpL", "NA"]) {
      const own = of(trades, ticker);
      const minuteOf = (time: string) => BigInt(time) / 60_000_000_000n;
      const bars = of(minutes, ticker);
      for (const minute of new Set(own.map((trade) => minuteOf(trade.sip_timestamp!)))) {
        const inIt = own.filter((trade) => minuteOf(trade.sip_timestamp!) === minute && !isClosing(trade));
        const bar = bars.find(({ window_start }) => minuteOf(window_start!) === minute);
        expectBar(bar, inIt, inIt.filter(moves));
      }
      const regular = own.filter((trade) => moves(trade) && !codes(trade).includes("12"));
      expectBar(of(days, ticker)[0], own, regular);
      expect(of(days, ticker)[0]!.close).toBe(own.find(isClosing)?.price);
    }
  });

  it("dates daily bars midnight New York and minute bars their start", () => {
    const [first] = rowsOf("day_aggs_v1", USUAL);
    expect(newYork(first!.window_start!)).toBe("2026-01-07 00:00:00");
    const regular = of(rowsOf("minute_aggs_v1", USUAL), "ALFA").map(({ window_start }) => newYork(window_start!));
    expect(regular).toContain("2026-01-07 09:30:00");
    expect(regular).toContain("2026-01-07 15:59:00");
    expect(regular).not.toContain("2026-01-07 16:00:00"); // the closing cross is in no minute
  });

  it("never has a participant's time after the tape's", () => {
    for (const dataset of ["trades_v1", "quotes_v1"] as const) {
      const late = rowsOf(dataset, USUAL).filter(
        (row) => BigInt(row.participant_timestamp!) >= BigInt(row.sip_timestamp!),
      );
      expect(late).toEqual([]);
    }
  });
});

describe("what makes real files hard", () => {
  it("tickers that look like nothing, mix cases, have a dot", () => {
    const tickers = tickersIn(rowsOf("day_aggs_v1", USUAL));
    for (const ticker of ["NA", "KIMpL", "BRKX.B"]) expect(tickers).toContain(ticker);
  });

  it("whole volumes before 2026-02-23, six decimals and fractions from then on", () => {
    for (const [dataset, field] of [
      ["minute_aggs_v1", "volume"],
      ["day_aggs_v1", "volume"],
      ["trades_v1", "size"],
    ] as const) {
      const before = rowsOf(dataset, dayOfDate(2026, 2, 20)).map((row) => row[field]!);
      expect(before.every((text) => /^\d+$/.test(text))).toBe(true);
      const after = rowsOf(dataset, dayOfDate(2026, 2, 23)).map((row) => row[field]!);
      expect(after.every((text) => /^\d+\.\d{6}$/.test(text))).toBe(true);
      expect(after.some((text) => !text.endsWith(".000000"))).toBe(true);
    }
  });

  it("several conditions in one quoted field, corrected trades, empty and crossed quotes", () => {
    expect(textOf("trades_v1", USUAL)).toMatch(/^ALFA,"14,37",0,/m);
    expect(rowsOf("trades_v1", USUAL).some(({ correction }) => correction === "1")).toBe(true);
    const quotes = rowsOf("quotes_v1", USUAL);
    expect(quotes.some((row) => row.bid_price === "0" && row.ask_price === "0" && row.bid_size === "0")).toBe(true);
    expect(quotes.some((row) => Number(row.bid_price) > Number(row.ask_price))).toBe(true);
    expect(textOf("quotes_v1", USUAL)).toMatch(/,"1,81",604,/);
  });

  it("one ticker in two runs, the others in one, each ascending in time", () => {
    for (const [dataset, time] of [
      ["minute_aggs_v1", "window_start"],
      ["trades_v1", "sip_timestamp"],
      ["quotes_v1", "sip_timestamp"],
    ] as const) {
      const rows = rowsOf(dataset, USUAL);
      const runs = new Map<string, number>();
      rows.forEach(({ ticker }, i) => {
        if (ticker !== rows[i - 1]?.ticker) runs.set(ticker!, (runs.get(ticker!) ?? 0) + 1);
      });
      expect([...runs].filter(([, count]) => count > 1)).toEqual([["PAIR", 2]]);
      for (const ticker of runs.keys()) {
        const times = of(rows, ticker).map((row) => BigInt(row[time]!));
        expect(times.every((one, i) => i === 0 || one >= times[i - 1]!)).toBe(true);
      }
    }
  });

  it("one file with the next day's date", () => {
    const dates = (day: SessionDay) => new Set(rowsOf("day_aggs_v1", day).map((row) => newYork(row.window_start!)));
    expect(dates(SYNTHETIC_WRONG_DATE)).toEqual(new Set(["2025-12-17 00:00:00"]));
    expect(dates(SYNTHETIC_WRONG_DATE + 1)).toEqual(new Set(["2025-12-17 00:00:00"]));
  });

  it("a half-day, and a halt", () => {
    const times = (day: SessionDay, ticker: string) =>
      of(rowsOf("minute_aggs_v1", day), ticker).map(({ window_start }) => newYork(window_start!).slice(11, 16));
    const half = times(dayOfDate(2025, 11, 28), "ALFA");
    expect(half).toContain("12:59");
    expect(half.filter((time) => time > "13:31")).toEqual([]);
    const halted = times(dayOfDate(2026, 1, 8), "HALT");
    expect(halted).toContain("10:59");
    expect(halted).toContain("11:25");
    expect(halted.filter((time) => time >= "11:00" && time < "11:25")).toEqual([]);
    expect(times(dayOfDate(2026, 1, 9), "HALT")).toContain("11:00");
  });

  it("splits and dividends move the raw price, and are told", () => {
    const actions = syntheticMarketActions();
    expect(actions).toContainEqual({
      ticker: "SPLT",
      action: { kind: "split", day: dayOfDate(2026, 1, 20), from: 1, to: 4 },
    });
    // An open is within 3·0.3·√12/2 %, about 1.6 %, of the close before, in today's shares and without the dividend.
    expectNear(dayOpen("SPLT", dayOfDate(2026, 1, 20)) * 4, dayClose("SPLT", dayOfDate(2026, 1, 16)));
    expectNear(dayOpen("RVRS", dayOfDate(2026, 3, 4)) / 10, dayClose("RVRS", dayOfDate(2026, 3, 3)));
    expectNear(dayOpen("DIVD", dayOfDate(2025, 12, 19)) + 5, dayClose("DIVD", dayOfDate(2025, 12, 18)));
    const days = actions.map(({ action }) => action.day);
    expect(days).toEqual([...days].sort((a, b) => a - b));
  });

  it("a rename, a delisting, a ticker that two companies used", () => {
    const tickers = (day: SessionDay) => tickersIn(rowsOf("day_aggs_v1", day));
    expect(tickers(dayOfDate(2025, 12, 5))).toContain("OLDN");
    expect(tickers(dayOfDate(2025, 12, 8))).not.toContain("OLDN");
    expect(tickers(dayOfDate(2025, 12, 8))).toContain("NEWN");
    expectNear(dayOpen("NEWN", dayOfDate(2025, 12, 8)), dayClose("OLDN", dayOfDate(2025, 12, 5)));
    expect(tickers(dayOfDate(2026, 1, 29))).toContain("GONE");
    expect(tickers(dayOfDate(2026, 1, 30))).not.toContain("GONE");
    expect(tickers(dayOfDate(2025, 11, 13))).toContain("REUS");
    expect(tickers(dayOfDate(2025, 12, 1))).not.toContain("REUS");
    expect(tickers(dayOfDate(2026, 1, 12))).toContain("REUS");
    const users = TICKERS.filter(({ ticker }) => ticker === "REUS");
    expect(new Set(users.map(({ company }) => company)).size).toBe(2);
  });
});

describe("the synthetic market as objects", () => {
  it("has a file for each session and dataset, none for weekends and holidays", () => {
    const options = { seed: 7, tickers: TICKERS, from: dayOfDate(2025, 12, 24), to: dayOfDate(2025, 12, 29) };
    const files = syntheticMarketFiles({ ...options, datasets: ["day_aggs_v1"] });
    expect(files.map(([key]) => key.slice(-17))).toEqual([
      "2025-12-24.csv.gz",
      "2025-12-26.csv.gz",
      "2025-12-29.csv.gz",
    ]);
    const [, content] = files[0]!;
    const bytes = typeof content === "function" ? content() : content;
    expect(gunzipSync(bytes).toString()).toBe(textOf("day_aggs_v1", dayOfDate(2025, 12, 24)));
    expect(syntheticMarketFiles(options)).toHaveLength(12);
  });

  it("lists its names in order", () => {
    const names = syntheticTickers(30).map(({ ticker }) => ticker);
    expect(names).toHaveLength(45);
    expect(names).toEqual([...names].sort());
    expect(names).toContain("QABD");
    expect(() => syntheticTickers(-1)).toThrow("plain must be");
  });
});
