import { existsSync } from "node:fs";
import type { DataSource } from "../data/market-data/data-source.ts";
import type { CacheManager } from "../sources/cache/cache-manager.ts";
import { openPolygon } from "./polygon-source.ts";
import { type VendorSettings, vendorSettings } from "./vendor-settings.ts";

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
  if (asksSources && settings.polygon !== undefined) {
    const { source, close } = await openPolygon(settings.polygon, "auto", "AAPL", false);
    sources.set(source.id, source);
    closers.push(close);
  }
  const cache = new CacheManager({ folder, sources, maxBytes, retentionDays });
  try {
    return await work(cache, settings);
  } finally {
    cache.close();
    for (const close of closers) close();
  }
}
