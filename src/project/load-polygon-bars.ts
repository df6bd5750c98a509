import { BacksightError } from "../core/errors.ts";
import type { VendorBars } from "../data/market-data/data-source.ts";
import { type AdjustOptions, adjustBars } from "../data/prepare/adjust-bars.ts";
import { dividendsOfAdjustedShares } from "../data/prepare/dividends-of-adjusted-shares.ts";
import { regularHours } from "../data/prepare/regular-hours.ts";
import { resampleBars } from "../data/prepare/resample-bars.ts";
import type { Bars } from "../market/bars.ts";
import { createBars } from "../market/create-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import { isIntraday, type Timeframe, timeframe } from "../market/timeframe.ts";
import { assetClassOf } from "../sources/polygon/asset-class.ts";
import { sessionCalendarOf } from "../sources/polygon/symbol-facts.ts";
import type { DataAddress } from "./data-address.ts";
import type { LoadOptions } from "./load-options.ts";
import type { LoadedBars } from "./loaded-bars.ts";
import { openCache } from "./open-cache.ts";
import { openPolygon, POLYGON_WAYS, type PolygonSettings, type PolygonWay } from "./polygon-source.ts";
import { notesOfRange, parseVendorAddress, rangeOfAddress, type VendorAddress } from "./vendor-address.ts";
import { vendorSettings } from "./vendor-settings.ts";

const ADJUSTMENTS = ["none", "splits", "total", "point-in-time"] as const;
const HOURS = ["regular", "extended"] as const;
const KEYLESS: PolygonSettings = { findKey: async () => null };
const ONE_MINUTE = timeframe(1, "m");
const ONE_DAY = timeframe(1, "d");

/** What an address of Polygon asks for beyond symbol and range. */
export interface PolygonWishes extends VendorAddress {
  readonly adjust: AdjustOptions["mode"] | "point-in-time";
  readonly hours: (typeof HOURS)[number];
  readonly way: PolygonWay;
}

/**
 * Takes an address apart: `polygon:AAPL@5m?from=2024-01-02&to=2024-03-28&adjust=splits&hours=regular&via=auto`.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, BACKSIGHT_TIMEFRAME
 */
export function parsePolygonAddress(address: string, parsed: DataAddress): PolygonWishes {
  const asWritten = parseVendorAddress(address, parsed, ["adjust", "hours", "via"]);
  const wishes = { ...asWritten, symbol: spelled(asWritten.symbol) };
  const oneOf = <T extends string>(name: string, known: readonly T[], usual: T): T => {
    const text = parsed.options.get(name) ?? usual;
    const found = known.find((one) => one === text);
    if (found !== undefined) return found;
    const reason = `${name}=${text} must be one of ${known.join(", ")}`;
    throw new BacksightError("BACKSIGHT_DATA_URI", { uri: address, reason });
  };
  const isStock = assetClassOf(wishes.symbol) === "stocks";
  return {
    ...wishes,
    adjust: oneOf("adjust", ADJUSTMENTS, isStock ? "splits" : "none"),
    hours: oneOf("hours", HOURS, "regular"),
    way: oneOf("via", POLYGON_WAYS, "auto"),
  };
}

/**
 * The bars of an address of Polygon (Massive), through the cache of the project. Minutes and days are fetched and kept
 * raw; longer timeframes are made of them, session by session; regular hours unless extended ones are asked for; stocks
 * are adjusted for splits unless told otherwise, before bars are joined: a week with a split in it has one share basis.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, BACKSIGHT_BARS_EMPTY, BACKSIGHT_SECRET_MISSING, and as
 * `CacheManager.getOrDownload`
 */
export async function loadPolygonBars(address: string, parsed: DataAddress, options: LoadOptions): Promise<Bars> {
  const wishes = parsePolygonAddress(address, parsed);
  const { adjust, timeframe: wanted } = wishes;
  if (adjust === "point-in-time") {
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: "adjust=point-in-time where nothing but prices is wanted",
      instead: "It is for runs of one instrument; say adjust=none, splits or total here.",
    });
  }
  const { bars, actions } = await loadBase(address, wishes, options, adjust !== "none");
  if (adjust === "none") return resampleBars(bars, wanted);
  if (actions === null) throw withoutActions(adjust);
  return resampleBars(adjustBars(bars, actions, { mode: adjust }).bars, wanted);
}

/**
 * The same bars as they traded, whatever `adjust` says, with the splits and dividends that are known of them.
 *
 * @throws {BacksightError} as `loadPolygonBars`
 */
export async function loadRawPolygonBars(
  address: string,
  parsed: DataAddress,
  options: LoadOptions,
): Promise<LoadedBars> {
  const wishes = parsePolygonAddress(address, parsed);
  const { bars, actions } = await loadBase(address, wishes, options, true);
  return { bars: resampleBars(bars, wishes.timeframe), actions };
}

/**
 * The same bars for a run on prices that are adjusted for splits, with the dividends that its account is paid, per share
 * of those prices; null without any.
 *
 * @throws {BacksightError} as `loadPolygonBars`
 */
export async function loadSplitAdjustedPolygonBars(
  address: string,
  parsed: DataAddress,
  options: LoadOptions,
): Promise<LoadedBars> {
  const wishes = parsePolygonAddress(address, parsed);
  const { bars: raw, actions } = await loadBase(address, wishes, options, true);
  if (actions === null) throw withoutActions(wishes.adjust);
  const bars = resampleBars(adjustBars(raw, actions, { mode: "splits" }).bars, wishes.timeframe);
  const dividends = dividendsOfAdjustedShares(actions, raw.session[raw.length - 1]!);
  return { bars, actions: dividends.length === 0 ? null : dividends };
}

/**
 * The same bars for a point-in-time run: raw, of sessions or shorter, with the splits and dividends that its account books.
 *
 * @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED for longer bars, in which shares of two kinds may mix, and where nobody
 * tells splits and dividends; and as `loadPolygonBars`
 */
export async function loadPointInTimePolygonBars(
  address: string,
  parsed: DataAddress,
  options: LoadOptions,
): Promise<LoadedBars> {
  const { adjust, timeframe: wanted } = parsePolygonAddress(address, parsed);
  if (!isIntraday(wanted) && wanted.label !== ONE_DAY.label) {
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `adjust=${adjust} on bars of ${wanted.label}`,
      instead: "Use bars of a session or shorter: @1d.",
    });
  }
  const loaded = await loadRawPolygonBars(address, parsed, options);
  if (loaded.actions === null) throw withoutActions(adjust);
  return loaded;
}

function withoutActions(adjust: PolygonWishes["adjust"]): BacksightError {
  const instead = "Keep a REST key (backsight keys set MASSIVE_API_KEY), or say adjust=none in the address.";
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `adjust=${adjust} without splits and dividends`,
    instead,
  });
}

/** Raw bars of the timeframe that is fetched, of the wished hours; actions are null where nobody tells them. */
async function loadBase(
  address: string,
  wishes: PolygonWishes,
  options: LoadOptions,
  needsActions: boolean,
): Promise<LoadedBars> {
  const { symbol, way } = wishes;
  const isOffline = wishes.isOffline || options.isOffline === true;
  const isRefresh = wishes.isRefresh || options.isRefresh === true;
  const settings = options.vendors ?? (await vendorSettings());
  const { now = Date.now } = settings;
  const base = baseOf(symbol, wishes.timeframe);
  const polygon = settings.polygon ?? KEYLESS;
  const { source, late, close: release } = await openPolygon(polygon, { way, symbol, timeframe: base, isOffline, now });
  const { cache, close: closeCache } = await openCache(settings, new Map([[source.id, source]]));
  try {
    const { signal, onProgress } = options;
    const context = { isOffline, isRefresh, ...(signal && { signal }), ...(onProgress && { onProgress }) };
    const calendar = sessionCalendarOf(symbol);
    const range = rangeOfAddress(wishes, calendar, now(), options.until);
    const request = { source: source.id, dataset: "bars", symbol, timeframe: base, ...range } as const;
    let answer = await cache.getOrDownload(request, context);
    if (late !== null && answer.uncovered.some(({ from }) => from < now())) {
      if (answer.asked.length > 0) options.onAsked?.();
      const rest = await openCache(settings, new Map([[late.id, late]]));
      answer = await rest.cache.getOrDownload(request, { ...context, isRefresh: false }).finally(rest.close);
    }
    if (answer.asked.length > 0) options.onAsked?.();
    const { facts, uncovered, verified } = answer;
    const { time, closeTime, open, high, low, close, volume } = answer.data.rows as VendorBars;
    if (time.length === 0) {
      const between = ` from ${isoTime(range.from)} to ${isoTime(range.to)}`;
      throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source: address, between });
    }
    const notes = notesOfRange(wishes.to ?? options.until, closeTime.at(-1)!, uncovered, now());
    const columns = { time, closeTime, open, high, low, close, volume };
    const about = { ...facts, calendar, timeframe: base, source: address, notes, verified: verified ?? undefined };
    const raw = createBars({ ...about, ...columns });
    const bars = wishes.hours === "regular" ? regularHours(raw) : raw;
    const { actions } = needsActions ? await cache.actionsOf(source.id, symbol, context) : { actions: null };
    return { bars, actions };
  } finally {
    closeCache();
    release();
  }
}

/**
 * What is fetched and kept: minutes for what is shorter than a day, else days; seconds as they are asked for. Of
 * currencies always minutes: the vendor's days are UTC dates, a session ends at 17:00 New York.
 */
function baseOf(symbol: string, wanted: Timeframe): Timeframe {
  if (wanted.unit === "s") return wanted;
  return isIntraday(wanted) || assetClassOf(symbol) === "forex" ? ONE_MINUTE : ONE_DAY;
}

/** Currencies may be written without their hyphen: C:EURUSD is C:EUR-USD. */
function spelled(symbol: string): string {
  return symbol.replace(/^C:([A-Z]{3})([A-Z]{3})$/, "C:$1-$2");
}
