import { join } from "node:path";
import { BacksightError } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";
import { HttpClient } from "../sources/http/http-client.ts";
import { loadRemote } from "../sources/http/load-remote.ts";
import { readRemoteAddress } from "../sources/http/remote-address.ts";
import type { DataAddress } from "./data-address.ts";
import { fileOptions } from "./file-options.ts";
import type { LoadOptions } from "./load-options.ts";
import { keyOfCache } from "./open-cache.ts";
import { vendorSettings } from "./vendor-settings.ts";

const DAY_MS = 86_400_000;
/** Bytes of a file of the web, at most. */
export const LONGEST_FILE = 2 ** 30;

/**
 * The bars of a CSV or Parquet file of the web: `https://host/prices.csv#symbol=GOOG`. Its options follow a `#`, as what
 * follows a `?` is the server's; with `refresh=true` the server is asked however young the copy is.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, and as `loadRemote`
 */
export async function loadRemoteFile(address: string, parsed: DataAddress, options: LoadOptions): Promise<Bars> {
  const url = readRemoteAddress(parsed.body);
  const given = new Map(parsed.options);
  const refresh = given.get("refresh") ?? "false";
  given.delete("refresh");
  if (refresh !== "true" && refresh !== "false") {
    throw new BacksightError("BACKSIGHT_DATA_URI", {
      uri: address,
      reason: `refresh=${refresh} must be true or false`,
    });
  }
  const { tagged, read } = fileOptions(address, { ...parsed, body: url.pathname, options: given }, options);
  const { signal, onProgress, path: _, ...format } = read;
  const isOffline = options.isOffline === true;
  const settings = options.vendors ?? (await vendorSettings());
  const { cacheFolder, http, now = Date.now } = settings;
  const bars = await loadRemote(
    url,
    {
      client: new HttpClient({ now, ...http }),
      folder: join(cacheFolder, "web"),
      now,
      maxAgeMs: isOffline ? Infinity : refresh === "true" || options.isRefresh === true ? -1 : DAY_MS,
      isOffline,
      onAsked: options.onAsked,
      key: await keyOfCache(settings),
      maxBytes: LONGEST_FILE,
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    },
    format,
  );
  return tagged(bars);
}
