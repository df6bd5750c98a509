import { BacksightError } from "../core/errors.ts";
import type { InstrumentSource, VendorBars } from "../data/market-data/data-source.ts";
import type { Bars } from "../market/bars.ts";
import { createBars } from "../market/create-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import type { DataAddress, DataScheme } from "./data-address.ts";
import type { LoadOptions } from "./load-options.ts";
import { openCache } from "./open-cache.ts";
import { notesOfRange, parseVendorAddress, rangeOfAddress } from "./vendor-address.ts";
import { type VendorSettings, vendorSettings } from "./vendor-settings.ts";

type OpenSource = (
  settings: VendorSettings,
  query: DataAddress["options"],
  address: string,
) => Promise<InstrumentSource>;

/** A vendor that is asked for one instrument at a time, and the options that only its addresses have. */
interface Vendor {
  readonly options: readonly string[];
  readonly open: OpenSource;
}

const VENDORS: Readonly<Partial<Record<DataScheme, Vendor>>> = {
  binance: {
    options: [],
    open: async ({ binance, now }) =>
      (await import("../sources/binance/binance-source.ts")).binanceSource({ now, ...binance }),
  },
  ccxt: {
    options: [],
    open: async ({ ccxt, now }) => (await import("../sources/ccxt/ccxt-source.ts")).ccxtSource({ now, ...ccxt }),
  },
  yahoo: {
    options: ["adjustment"],
    open: async ({ yahoo, now }, query, address) =>
      (await import("../sources/yahoo/yahoo-source.ts")).yahooSource({
        now,
        prices: pricesOf(query, address),
        ...yahoo,
      }),
  },
};

/**
 * The source of the cache that has an id, opened as its addresses open it; null for one that isn't of these vendors.
 */
export async function vendorSourceOf(id: string, settings: VendorSettings): Promise<InstrumentSource | null> {
  for (const [scheme, vendor] of Object.entries(VENDORS)) {
    for (const adjustment of vendor.options.includes("adjustment") ? ["split", "total"] : [""]) {
      if (id !== scheme && !id.startsWith(`${scheme}-`)) continue;
      const query = new Map(adjustment === "" ? [] : [["adjustment", adjustment]]);
      const source = await vendor.open(settings, query, id);
      if (source.id === id) return source;
    }
  }
  return null;
}

/**
 * The bars of a vendor's address, through the cache of the project: what was fetched once isn't asked for again.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, BACKSIGHT_BARS_EMPTY where the vendor has none in the range, and as
 * `CacheManager.getOrDownload`
 */
export async function loadVendorBars(address: string, parsed: DataAddress, options: LoadOptions): Promise<Bars> {
  const vendor = VENDORS[parsed.scheme]!;
  const { timeframe, symbol, isOffline, isRefresh, ...texts } = parseVendorAddress(address, parsed, vendor.options);
  const settings = options.vendors ?? (await vendorSettings());
  const { now = Date.now } = settings;
  const source = await vendor.open(settings, parsed.options, address);
  const { calendar } = source.factsOf(symbol);
  const range = rangeOfAddress(texts, calendar, now(), options.until);
  const { cache, close: release } = await openCache(settings, new Map([[source.id, source]]));
  try {
    const request = { source: source.id, dataset: "bars", symbol, timeframe, ...range } as const;
    const { signal, onProgress } = options;
    const asks = {
      isOffline: isOffline || options.isOffline === true,
      isRefresh: isRefresh || options.isRefresh === true,
    };
    const context = { ...asks, ...(signal && { signal }), ...(onProgress && { onProgress }) };
    const { data, verified, facts, uncovered, asked } = await cache.getOrDownload(request, context);
    if (asked.length > 0) options.onAsked?.();
    const { time, closeTime, open, high, low, close, volume } = data.rows as VendorBars;
    if (time.length === 0) {
      const between = ` from ${isoTime(range.from)} to ${isoTime(range.to)}`;
      throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source: address, between });
    }
    const notes = notesOfRange(texts.to ?? options.until, closeTime.at(-1)!, uncovered, now());
    const columns = { time, closeTime, open, high, low, close, volume };
    return createBars({ ...facts, timeframe, ...columns, source: address, notes, verified: verified ?? undefined });
  } finally {
    release();
  }
}

function pricesOf(query: DataAddress["options"], uri: string): "split" | "total" {
  const text = query.get("adjustment") ?? "split";
  if (text === "split" || text === "total") return text;
  const reason = `adjustment=${text} must be split or total: Yahoo has no raw prices`;
  throw new BacksightError("BACKSIGHT_DATA_URI", { uri, reason });
}
