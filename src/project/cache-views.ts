import type { CacheViews } from "./query-data.ts";
import { withCache } from "./with-cache.ts";

/** The cached files of the project; none where there is no cache yet: asking makes no folder. */
export function cacheViews(config: string | undefined): CacheViews {
  return async (dataset) => (await withCache({ config }, async (cache) => cache.views(dataset))) ?? [];
}
