import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { projectFolder } from "../platform/user-folders.ts";
import type { BinanceClientOptions } from "../sources/binance/binance-client.ts";
import type { CcxtSourceOptions } from "../sources/ccxt/ccxt-source.ts";
import type { HttpClientOptions } from "../sources/http/http-client.ts";
import type { YahooSourceOptions } from "../sources/yahoo/yahoo-source.ts";
import type { PolygonSettings } from "./polygon-source.ts";

/** Where downloaded history is kept, and how each vendor is asked. */
export interface VendorSettings {
  readonly cacheFolder: string;
  readonly maxBytes?: number | undefined;
  /** What wasn't read for so many days is removed now and then. */
  readonly retentionDays?: number | undefined;
  readonly now?: (() => number) | undefined;
  /** True: what is cached from now on is encrypted. */
  readonly isEncrypted?: boolean | undefined;
  /** True: data that can't be noted in the audit log isn't given out. */
  readonly isAuditRequired?: boolean | undefined;
  readonly polygon?: PolygonSettings | undefined;
  readonly binance?: BinanceClientOptions | undefined;
  readonly ccxt?: CcxtSourceOptions | undefined;
  readonly yahoo?: YahooSourceOptions | undefined;
  readonly http?: HttpClientOptions | undefined;
}

const GIGABYTE = 1e9;

/**
 * The settings of the project around a folder: its `config.yaml`, or without one the defaults.
 *
 * @param explicit another configuration file; paths in it are meant from its folder
 * @throws {BacksightError} BACKSIGHT_CONFIG, BACKSIGHT_FILE_NOT_FOUND
 */
export async function vendorSettings(folder?: string, explicit?: string): Promise<VendorSettings> {
  const root = explicit === undefined ? projectFolder(folder) : dirname(resolve(explicit));
  const standard = join("data", "cache");
  // The YAML and schema packages are loaded only where there is something to read.
  if (explicit === undefined && !existsSync(join(root, "config.yaml")))
    return { cacheFolder: resolve(root, standard), polygon: { findKey } };
  const { loadConfig } = await import("./config.ts");
  const { data, audit, polygon, binance } = loadConfig(root, explicit)?.config ?? {};
  return {
    cacheFolder: resolve(root, data?.cache_dir ?? standard),
    maxBytes: data?.max_cache_size_gb && data.max_cache_size_gb * GIGABYTE,
    retentionDays: data?.retention_days,
    isEncrypted: data?.encrypt,
    isAuditRequired: audit?.required,
    polygon: {
      endpoint: polygon?.endpoint,
      bucket: polygon?.bucket,
      restUrl: polygon?.rest_endpoint,
      plan: polygon?.plan,
      findKey,
    },
    binance: { archiveUrl: binance?.archive_endpoint, restUrl: binance?.rest_endpoint },
  };
}

/** A credential of this user; the access is noted in the audit log. */
async function findKey(name: string) {
  const { openUserSecrets } = await import("./user-secrets.ts");
  const { secrets, close } = openUserSecrets();
  try {
    return await secrets.find(name);
  } finally {
    close();
  }
}
