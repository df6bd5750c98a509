import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectFolder } from "../platform/user-folders.ts";
import type { BinanceClientOptions } from "../sources/binance/binance-client.ts";
import type { CcxtSourceOptions } from "../sources/ccxt/ccxt-source.ts";
import type { HttpClientOptions } from "../sources/http/http-client.ts";
import type { YahooSourceOptions } from "../sources/yahoo/yahoo-source.ts";

/** Where downloaded history is kept, and how each vendor is asked. */
export interface VendorSettings {
  readonly cacheFolder: string;
  readonly maxBytes?: number | undefined;
  readonly now?: (() => number) | undefined;
  readonly binance?: BinanceClientOptions | undefined;
  readonly ccxt?: CcxtSourceOptions | undefined;
  readonly yahoo?: YahooSourceOptions | undefined;
  readonly http?: HttpClientOptions | undefined;
}

const GIGABYTE = 1e9;

/** The settings of the project around a folder: its `config.yaml`, or without one the defaults. @throws {BacksightError} BACKSIGHT_CONFIG */
export async function vendorSettings(folder?: string): Promise<VendorSettings> {
  const root = projectFolder(folder);
  const standard = join("data", "cache");
  // The YAML and schema packages are loaded only where there is something to read.
  if (!existsSync(join(root, "config.yaml"))) return { cacheFolder: resolve(root, standard) };
  const { loadConfig } = await import("./config.ts");
  const { data, binance } = loadConfig(root, undefined)?.config ?? {};
  return {
    cacheFolder: resolve(root, data?.cache_dir ?? standard),
    maxBytes: data?.max_cache_size_gb && data.max_cache_size_gb * GIGABYTE,
    binance: { archiveUrl: binance?.archive_endpoint, restUrl: binance?.rest_endpoint },
  };
}
