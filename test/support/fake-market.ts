import { createHash } from "node:crypto";
import { join } from "node:path";
import { isBacksightError } from "../../src/core/errors.ts";
import type { DataRows, MarketDay, VendorBars, WholeMarketSource } from "../../src/data/market-data/data-source.ts";
import { usEquity } from "../../src/market/calendar/us-equity.ts";
import { instrument } from "../../src/market/instrument.ts";
import { writeFileAtomically } from "../../src/platform/atomic-file.ts";
import { createFolderOf } from "../../src/platform/create-folder.ts";
import type { MarketIngest } from "../../src/sources/cache/market-ingest.ts";
import { rangeOfDay } from "../../src/sources/cache/range-of-day.ts";
import { WHOLE_MARKET } from "../../src/sources/cache/segment.ts";
import { readVerified, writeSegment } from "../../src/sources/cache/segment-file.ts";

export interface FakeMarket extends WholeMarketSource {
  /** Ranges of days that were listed, and days that were opened, in order. */
  readonly listed: [number, number][];
  readonly opened: number[];
}

export interface FakeMarketOptions {
  /** Symbols that trade on a day. */
  readonly symbols?: (day: number) => readonly string[];
  /** Sessions without a file. */
  readonly absent?: (day: number) => boolean;
  /** Changes when the file of a day is replaced. */
  readonly version?: (day: number) => number;
}

/** Files of whole US sessions in a form of JSON: a bar for each symbol at the open. */
export function fakeMarket(options: FakeMarketOptions = {}): FakeMarket {
  const { symbols = () => ["AAA", "BBB"], absent = () => false, version = () => 0 } = options;
  const listed: [number, number][] = [];
  const opened: number[] = [];
  return {
    kind: "whole-market",
    id: "flat",
    datasets: ["bars"],
    listed,
    opened,
    factsOf: (symbol) => ({ instrument: instrument(symbol), calendar: usEquity, adjustment: "raw" }),
    async listDays({ from, to }) {
      listed.push([from, to]);
      const first = Math.floor(from / 86_400_000) - 1;
      const days = [...usEquity.sessions(first, Math.ceil(to / 86_400_000) + 1)];
      return days
        .filter((day) => rangeOfDay(usEquity, day).from >= from && rangeOfDay(usEquity, day).to <= to && !absent(day))
        .map((day) => ({ day, key: `${day}.json`, etag: `v${version(day)}`, byteLength: 1, lastModified: 0 }));
    },
    async *openDay({ day }: MarketDay) {
      opened.push(day);
      const rows = symbols(day).map((symbol) => [symbol, priceOf(symbol, day, version(day))]);
      yield Buffer.from(JSON.stringify(Object.fromEntries(rows)));
    },
  };
}

/** The price of a symbol on a day in some version of its file. */
export function priceOf(symbol: string, day: number, version = 0): number {
  return 10 + symbol.charCodeAt(0) + (day % 50) + version * 1000;
}

/** Keeps a day's JSON as it is, and makes one segment of a symbol for each day. */
export const fakeIngest: MarketIngest = {
  async ingestDays({ source, dataset, timeframe, days }, { folder, commit }, context) {
    for (const day of days) {
      const pieces: Uint8Array[] = [];
      for await (const piece of source.openDay(day, context)) pieces.push(piece);
      const bytes = Buffer.concat(pieces);
      const path = `markets/${day.day}-${day.etag}.json`;
      createFolderOf(join(folder, path));
      writeFileAtomically(join(folder, path), bytes);
      const range = rangeOfDay(source.factsOf(WHOLE_MARKET).calendar, day.day);
      const key = { source: source.id, dataset, symbol: WHOLE_MARKET, timeframe: timeframe?.label ?? null, ...range };
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const segment = { ...key, rows: 1, path, bytes: bytes.length, sha256, adjustment: "raw", basis: "" } as const;
      commit({ segments: [segment], objects: [{ ...key, ...day }] });
    }
  },
  async extractSymbols({ source, dataset, timeframe, symbols, days }, { folder, commit }) {
    for (const symbol of symbols) {
      for (const day of days) {
        const prices = JSON.parse(Buffer.from(readVerified(folder, day)).toString()) as Record<string, number>;
        const { from, to } = day;
        const key = { source: source.id, dataset, symbol, timeframe: timeframe?.label ?? null, from, to, basis: "" };
        const price = prices[symbol];
        if (price === undefined) commit({ segments: [], coverage: [key] });
        else {
          const facts = { ...key, adjustment: "raw" } as const;
          commit({ segments: [await writeSegment(folder, facts, marketBars([from], [price]))] });
        }
      }
    }
  },
};

/** Bars of fake days at their midnights. */
export function marketBars(times: readonly number[], prices: readonly number[]): DataRows {
  const close = Float64Array.from(prices);
  const rows: VendorBars = {
    time: Float64Array.from(times),
    closeTime: Float64Array.from(times, (time) => time + 3_600_000),
    open: close,
    high: close,
    low: close,
    close,
    volume: close.map(() => 100),
  };
  return { dataset: "bars", rows };
}

/** The code of what a promise is rejected with; "" when it isn't. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "";
  } catch (error) {
    return isBacksightError(error) ? error.code : `untyped: ${String(error)}`;
  }
}
