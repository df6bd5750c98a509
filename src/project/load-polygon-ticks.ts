import { BacksightError } from "../core/errors.ts";
import type { Dataset } from "../data/market-data/data-request.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { TickRows } from "../sources/file/load-tick-file.ts";
import type { LoadOptions } from "./load-options.ts";
import { openCache } from "./open-cache.ts";
import { openPolygon } from "./polygon-source.ts";
import { vendorSettings } from "./vendor-settings.ts";

/**
 * Quotes or trades of a symbol of Polygon (Massive) over the time of bars, through the cache of the project.
 *
 * @throws {BacksightError} BACKSIGHT_SECRET_MISSING, BACKSIGHT_ARGUMENT when there are none, and as `CacheManager.getOrDownload`
 */
export async function loadPolygonTicks(
  dataset: Exclude<Dataset, "bars">,
  symbol: string,
  bars: Bars,
  options: LoadOptions,
): Promise<TickRows> {
  const settings = options.vendors ?? (await vendorSettings());
  const { now = Date.now } = settings;
  const { isOffline = false, isRefresh = false, signal, onProgress } = options;
  const polygon = settings.polygon ?? { findKey: async () => null };
  const wanted = { way: "auto", symbol, timeframe: null, isOffline, now } as const;
  const { source, close: release } = await openPolygon(polygon, wanted);
  const { cache, close } = await openCache(settings, new Map([[source.id, source]]));
  try {
    const context = { isOffline, isRefresh, ...(signal && { signal }), ...(onProgress && { onProgress }) };
    const request = { source: source.id, dataset, symbol, timeframe: null, ...rangeOfBars(bars) };
    const { data, asked } = await cache.getOrDownload(request, context);
    if (asked.length > 0) options.onAsked?.();
    if (data.dataset !== "bars" && data.rows.length > 0)
      return { ...data, rows: { ...data.rows, symbol: bars.instrument.symbol } } as TickRows;
    const rule = `some of ${symbol} in the time of its bars`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: dataset, rule, value: "none" });
  } finally {
    close();
    release();
  }
}

/** The time of bars, half-open. */
function rangeOfBars(bars: Bars): { readonly from: number; readonly to: number } {
  return { from: columnOf(bars, "time").at(0)!, to: columnOf(bars, "closeTime").at(bars.length - 1)! + 1 };
}
