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
}

/** Runs work with the project's cache, and closes it; null, without a trace, where there is none yet. */
export async function withCache<T>(
  { config, asksSources = false }: CacheChoice,
  work: (cache: CacheManager, settings: VendorSettings) => Promise<T>,
): Promise<T | null> {
  const settings = await vendorSettings(undefined, config);
  const { cacheFolder: folder, maxBytes, retentionDays } = settings;
  if (!existsSync(folder)) return null;
  const { CacheManager } = await import("../sources/cache/cache-manager.ts");
  const sources = new Map<string, DataSource>();
  const closers: (() => void)[] = [];
  const cache = new CacheManager({ folder, sources, maxBytes, retentionDays });
  try {
    if (asksSources) closers.push(...(await openSources(cache, settings, sources)));
    return await work(cache, settings);
  } finally {
    cache.close();
    for (const close of closers) close();
  }
}

/** The sources of what is cached that can be opened with the credentials there are; what closes them. */
async function openSources(
  cache: CacheManager,
  { polygon }: VendorSettings,
  sources: Map<string, DataSource>,
): Promise<(() => void)[]> {
  const closers: (() => void)[] = [];
  if (polygon === undefined) return closers;
  for (const { source: id, symbol, timeframe: label } of cache.list({ limit: MOST_SERIES }).series) {
    if (sources.has(id) || symbol === "*" || label === null || !/^polygon\b/.test(id)) continue;
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
