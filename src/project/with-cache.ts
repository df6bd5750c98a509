import { existsSync } from "node:fs";
import { isBacksightError } from "../core/errors.ts";
import type { DataSource } from "../data/market-data/data-source.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import type { CacheManager } from "../sources/cache/cache-manager.ts";
import { openPolygon } from "./polygon-source.ts";
import { type VendorSettings, vendorSettings } from "./vendor-settings.ts";

const MOST_SERIES = 100_000;

export interface CacheChoice {
  /** Configuration file; without it the project's. */
  readonly config?: string | undefined;
  /** True where sources may be asked again for what is damaged. */
  readonly asksSources?: boolean;
  /** True where rows are read, for which encrypted files are opened. */
  readonly opensFiles?: boolean;
}

/** Runs work with the project's cache, and closes it; null, without a trace, where there is none yet. */
export async function withCache<T>(
  { config, asksSources = false, opensFiles = false }: CacheChoice,
  work: (cache: CacheManager, settings: VendorSettings) => Promise<T>,
): Promise<T | null> {
  const settings = await vendorSettings(undefined, config);
  if (!existsSync(settings.cacheFolder)) return null;
  const { openCache } = await import("./open-cache.ts");
  const sources = new Map<string, DataSource>();
  const closers: (() => void)[] = [];
  const { cache, close } = await openCache(settings, sources, opensFiles);
  try {
    if (asksSources) closers.push(...(await openSources(cache, settings, sources)));
    return await work(cache, settings);
  } finally {
    close();
    for (const closeSource of closers) closeSource();
  }
}

/** The sources of what is cached that can be opened with the credentials there are; what closes them. */
async function openSources(
  cache: CacheManager,
  settings: VendorSettings,
  sources: Map<string, DataSource>,
): Promise<(() => void)[]> {
  const closers: (() => void)[] = [];
  const { polygon } = settings;
  for (const { source: id, symbol, timeframe: label } of cache.list({ limit: MOST_SERIES }).series) {
    if (sources.has(id) || symbol === "*" || label === null) continue;
    if (!/^polygon\b/.test(id)) {
      const { vendorSourceOf } = await import("./load-vendor-bars.ts");
      const source = await vendorSourceOf(id, settings);
      if (source !== null) sources.set(id, source);
      continue;
    }
    if (polygon === undefined) continue;
    const wish = { way: "auto", symbol, timeframe: parseTimeframe(label), isOffline: false } as const;
    try {
      const { source, close } = await openPolygon(polygon, wish);
      sources.set(id, source);
      closers.push(close);
    } catch (error) {
      // Without a key damaged files are set aside, and fetched when they are next wanted.
      if (!isBacksightError(error) || error.code !== "BACKSIGHT_SECRET_MISSING") throw error;
    }
  }
  return closers;
}
