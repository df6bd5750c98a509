import { statSync } from "node:fs";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import { shownAddress as withoutQuery } from "../sources/http/remote-address.ts";
import { absoluteAddress, DATA_SCHEMES, type DataAddress } from "./data-address.ts";
import type { LoadOptions } from "./load-options.ts";
import { type DataAccess, notedAccess } from "./noted-access.ts";

/** What is to be said of bars that were read. */
export interface BarsRead {
  readonly length: number;
  readonly timeframe: Bars["timeframe"];
  /** Open of the first and close of the last bar, epoch milliseconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * Loads bars, and notes that in the audit log: the address without secrets, the count and range of bars, of a file its
 * size and when it was changed, and whether a vendor was asked (`data.fetch`) or what is here was read (`data.read`).
 * Generated prices are nobody's data: `synthetic:` isn't noted.
 *
 * @throws {BacksightError} what `load` throws; BACKSIGHT_AUDIT where noting is required and can't be done
 */
export async function notedLoad<T>(
  address: string,
  parsed: DataAddress,
  options: LoadOptions,
  load: (options: LoadOptions) => Promise<T>,
  read: (loaded: T) => BarsRead,
): Promise<T> {
  if (parsed.scheme === "synthetic") return load(options);
  const access: DataAccess = { action: "data.read", subject: shownAddress(address, parsed) };
  const work = async (): Promise<T> => {
    const loaded = await load({
      ...options,
      onAsked() {
        access.action = "data.fetch";
        options.onAsked?.();
      },
    });
    access.detail = [textOf(read(loaded)), fileText(parsed)].filter((text) => text !== "").join("; ");
    return loaded;
  };
  return notedAccess(access, work, options.vendors && (options.vendors.isAuditRequired ?? false));
}

/** What the log says of bars. */
export function readOfBars(bars: Bars): BarsRead {
  const { length, timeframe } = bars;
  return { length, timeframe, start: columnOf(bars, "time").at(0)!, end: columnOf(bars, "closeTime").at(length - 1)! };
}

/** Of an address of the web neither its query, which may hold a signature, nor its user. */
function shownAddress(address: string, { scheme, body }: DataAddress): string {
  if (DATA_SCHEMES[scheme] !== "URL") return absoluteAddress(address);
  const url = URL.parse(body);
  return url === null ? `${scheme}:…` : withoutQuery(url);
}

function textOf({ length, timeframe, start, end }: BarsRead): string {
  return `${length} bars of ${timeframe.label}, ${isoTime(start)} to ${isoTime(end)}`;
}

/** Which state of a file was read: its size and its last change; nothing for what is no file. */
function fileText({ scheme, body }: DataAddress): string {
  if (scheme !== "csv" && scheme !== "parquet") return "";
  const stats = statSync(body, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.size} bytes, changed ${stats.mtime.toISOString()}`;
}
