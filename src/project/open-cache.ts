import type { DataSource } from "../data/market-data/data-source.ts";
import type { DataKey } from "../platform/sealed/data-key.ts";
import { CacheManager } from "../sources/cache/cache-manager.ts";
import { openUserAudit } from "./user-audit.ts";
import type { VendorSettings } from "./vendor-settings.ts";

export interface ProjectCache {
  readonly cache: CacheManager;
  close(): void;
}

/**
 * The cache as the project's settings have it; what it removes is noted in the audit log.
 *
 * @param opensFiles false where files are listed and removed only: no key is asked for
 * @throws {BacksightError} as the constructor of `CacheManager`, and `userDataKey`
 */
export async function openCache(
  settings: VendorSettings,
  sources: ReadonlyMap<string, DataSource>,
  opensFiles = true,
): Promise<ProjectCache> {
  const { cacheFolder: folder, maxBytes, retentionDays, isAuditRequired, now } = settings;
  const trail = openUserAudit(undefined, isAuditRequired);
  const key = opensFiles ? await keyOfCache(settings) : null;
  const cache = new CacheManager({ folder, sources, maxBytes, retentionDays, now, key, trail });
  return {
    cache,
    close() {
      cache.close();
      trail.close();
    },
  };
}

/** What the cache's files are encrypted with; null where the settings don't say so. @throws {BacksightError} as `userDataKey` */
export async function keyOfCache({ isEncrypted = false }: VendorSettings): Promise<DataKey | null> {
  if (!isEncrypted) return null;
  const { userDataKey } = await import("./data-key.ts");
  return userDataKey();
}
