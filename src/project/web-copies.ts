import { existsSync } from "node:fs";
import { join } from "node:path";
import { isBacksightError } from "../core/errors.ts";
import { HttpClient } from "../sources/http/http-client.ts";
import {
  type CopiesCheck,
  checkRemoteCopies,
  listRemoteCopies,
  type RemoteCopy,
} from "../sources/http/remote-copies.ts";
import { fetchRemoteFile } from "../sources/http/remote-file.ts";
import { LONGEST_FILE } from "./load-remote-file.ts";
import { keyOfCache } from "./open-cache.ts";
import { vendorSettings } from "./vendor-settings.ts";

/** Copies of files of the web that the project keeps. @param config another configuration file */
export async function webCopies(config: string | undefined): Promise<RemoteCopy[]> {
  const { cacheFolder } = await vendorSettings(undefined, config);
  return listRemoteCopies(join(cacheFolder, "web"));
}

/**
 * Checks them; with `repair` damaged ones are removed and fetched again, where the server can be reached.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE, and what finding the key throws
 */
export async function checkWebCopies(config: string | undefined, repair: boolean): Promise<CopiesCheck> {
  const settings = await vendorSettings(undefined, config);
  const { cacheFolder, http, now = Date.now } = settings;
  const folder = join(cacheFolder, "web");
  if (!existsSync(folder)) return { files: 0, bytes: 0, problems: [] };
  const key = repair ? await keyOfCache(settings) : null;
  const client = new HttpClient({ now, ...http });
  const refetch = async (url: URL): Promise<boolean> => {
    try {
      await fetchRemoteFile(url, { client, folder, now, maxAgeMs: -1, maxBytes: LONGEST_FILE, key });
      return true;
    } catch (error) {
      if (isBacksightError(error) && /^BACKSIGHT_(NETWORK|REMOTE)/.test(error.code)) return false;
      throw error;
    }
  };
  return checkRemoteCopies(folder, repair ? refetch : undefined);
}
