import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { dateOfDay, dayOfDate } from "../../../src/market/calendar/calendar.ts";
import { serve } from "../rest-server.ts";
import { DAY, type ExpectedRow, hourlyBars } from "./hourly-market.ts";

/** What goes wrong at the emulator; a test changes it at any time. */
export interface BinanceFaults {
  /** Every request is answered with HTTP 503. */
  isDown?: boolean;
  /** Called with the path of an archive; a text is sent instead of its checksum. */
  checksum?: (path: string) => string | undefined;
  /** Archives that aren't published, by "2024-01" or "2024-01-05". */
  absent?: (date: string) => boolean;
  /** Rows of archives, before they are packed. */
  text?: (csv: string) => string;
}

export interface BinanceEmulator {
  readonly url: string;
  readonly asked: readonly string[];
  readonly faults: BinanceFaults;
}

export interface BinanceMarket {
  /** When BTCUSDT was listed; the emulator has hours of it, and no other pair. */
  readonly listed: number;
  readonly now: () => number;
}

/** Spot archives are in microseconds from here on. */
const MICROSECONDS_FROM = Date.UTC(2025, 0, 1);
const ARCHIVE = /^\/data\/spot\/(monthly|daily)\/klines\/BTCUSDT\/1h\/BTCUSDT-1h-([\d-]+)\.zip(\.CHECKSUM)?$/;

/**
 * Binance's public hosts for the length of a test: archives of whole months and days with their checksums, REST klines,
 * and what ccxt asks of an exchange. A month is published when it is over, a day two days after it began; the bar that
 * is going on is among the klines, as at the vendor's.
 */
export async function startBinance({ listed, now }: BinanceMarket): Promise<BinanceEmulator> {
  const faults: BinanceFaults = {};
  const bars = (from: number, to: number) => hourlyBars(Math.max(from, listed), Math.min(to, now()));
  const server = await serve((request, response) => {
    const url = new URL(request.url ?? "", "http://emulator");
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (faults.isDown === true) return response.writeHead(503).end("busy");
    const archive = ARCHIVE.exec(url.pathname);
    if (archive !== null) {
      const [, period, date = "", isSum] = archive;
      const range = period === "monthly" ? monthOf(date) : dayRange(date);
      const isPublished = range.to <= Math.floor(now() / DAY) * DAY - (period === "daily" ? DAY : 0);
      const rows = bars(range.from, range.to);
      if (!isPublished || rows.length === 0 || faults.absent?.(date) === true) return response.writeHead(404).end();
      const name = `BTCUSDT-1h-${date}`;
      const text = rows.map((row) => `${klineOf(row, row[0] >= MICROSECONDS_FROM ? 1000 : 1).join(",")}\n`).join("");
      const zip = zipSync({ [`${name}.csv`]: Buffer.from(faults.text?.(text) ?? text) }, { mtime: "2025-01-01" });
      if (isSum === undefined) return response.writeHead(200).end(zip);
      const sum = createHash("sha256").update(zip).digest("hex");
      return response.writeHead(200).end(faults.checksum?.(url.pathname) ?? `${sum}  ${name}.zip\n`);
    }
    if (url.pathname.endsWith("/exchangeInfo")) return json(200, EXCHANGE_INFO);
    if (!url.pathname.endsWith("/klines")) return response.writeHead(404).end();
    const query = (key: string, without: number) => Number(url.searchParams.get(key) ?? without);
    if (url.searchParams.get("symbol") !== "BTCUSDT") return json(400, { code: -1121, msg: "Invalid symbol." });
    const rows = bars(query("startTime", 0), query("endTime", now()) + 1).slice(0, query("limit", 500));
    return json(
      200,
      rows.map((row) => klineOf(row, 1)),
    );
  });
  return { ...server, faults };
}

/** Times are numbers and prices texts, as the vendor sends them. */
function klineOf([time, closeTime, open, high, low, close, volume]: ExpectedRow, unit: number): (number | string)[] {
  const closes = closeTime * unit - 1;
  const quote = (close * volume).toFixed(4);
  return [
    time * unit,
    ...[open, high, low, close].map((price) => price.toFixed(2)),
    volume.toFixed(5),
    closes,
    quote,
    7,
    "0",
    "0",
    "0",
  ];
}

function monthOf(date: string): { from: number; to: number } {
  const [year, month] = date.split("-").map(Number);
  return { from: dayOfDate(year!, month!, 1) * DAY, to: dayOfDate(year!, month! + 1, 1) * DAY };
}

function dayRange(date: string): { from: number; to: number } {
  const [year, month, day] = date.split("-").map(Number);
  const from = dayOfDate(year!, month!, day!) * DAY;
  return { from, to: from + DAY };
}

/** "2024-01-05" of an instant. */
export function dateAt(time: number): string {
  return dateOfDay(Math.floor(time / DAY));
}

const EXCHANGE_INFO = {
  timezone: "UTC",
  serverTime: 0,
  rateLimits: [],
  exchangeFilters: [],
  symbols: [
    {
      symbol: "BTCUSDT",
      status: "TRADING",
      baseAsset: "BTC",
      baseAssetPrecision: 8,
      quoteAsset: "USDT",
      quotePrecision: 8,
      quoteAssetPrecision: 8,
      orderTypes: ["LIMIT", "MARKET"],
      isSpotTradingAllowed: true,
      isMarginTradingAllowed: false,
      filters: [{ filterType: "PRICE_FILTER", minPrice: "0.01", maxPrice: "1000000", tickSize: "0.01" }],
      permissions: ["SPOT"],
    },
  ],
};
