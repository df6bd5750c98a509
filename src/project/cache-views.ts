import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CacheViews } from "./query-data.ts";
import type { Session } from "./session.ts";

/** The cached files of the session's project; none where there is no cache yet: asking makes no folder. */
export async function cacheViews(session: Session): Promise<CacheViews> {
  const config = await session.config();
  const folder = resolve(session.places.root, config?.config.data?.cache_dir ?? join("data", "cache"));
  if (!existsSync(folder)) return async () => [];
  const { CacheManager } = await import("../sources/cache/cache-manager.ts");
  return async (dataset) => {
    const cache = new CacheManager({ folder, sources: new Map() });
    try {
      return cache.views(dataset);
    } finally {
      cache.close();
    }
  };
}
