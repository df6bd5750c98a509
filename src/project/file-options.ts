import { basename, resolve } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { Adjustment, Bars } from "../market/bars.ts";
import { calendarById } from "../market/calendar/calendar-by-id.ts";
import { localDayToUtc } from "../market/calendar/time-zone.ts";
import { retagBars } from "../market/compact/compact-bars.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import type { LoadCsvOptions } from "../sources/file/load-csv.ts";
import type { LoadParquetOptions } from "../sources/file/load-parquet.ts";
import { type DataAddress, inBrackets } from "./data-address.ts";
import type { LoadOptions } from "./load-options.ts";

const FILE_OPTIONS = ["symbol", "tz", "timeframe", "calendar", "adjustment", "currency", "synthetic"];

/** How the file of a `csv:` or `parquet:` address is to be read. */
export interface FileOptions {
  /** Absolute. */
  readonly path: string;
  readonly isSynthetic: boolean;
  /** Undefined: the usual one. */
  readonly currency: string | undefined;
  /** The bars that were read, with what the address says of them. */
  readonly tagged: (bars: Bars) => Bars;
  readonly read: LoadCsvOptions & LoadParquetOptions;
}

/** The options of an address as those of a file. @throws {BacksightError} BACKSIGHT_DATA_URI, and for each bad value its own */
export function fileOptions(
  address: string,
  { body, options: query }: DataAddress,
  { onProgress, signal }: LoadOptions,
): FileOptions {
  for (const name of query.keys()) {
    if (FILE_OPTIONS.includes(name)) continue;
    throw new BacksightError("BACKSIGHT_DATA_URI", {
      uri: address,
      reason: `unknown option "${name}"${inBrackets(didYouMean(name, FILE_OPTIONS))}; known: ${FILE_OPTIONS.join(", ")}`,
    });
  }
  const symbol = query.get("symbol");
  const timeZone = query.get("tz");
  // Dates alone need no zone: without this a mistyped one would pass unnoticed there.
  if (timeZone !== undefined) localDayToUtc(timeZone, 0, 0);
  const timeframe = query.get("timeframe");
  const calendar = query.get("calendar");
  const isSynthetic = readYesNo(address, "synthetic", query.get("synthetic"));
  const adjustment = query.get("adjustment");
  const read: LoadCsvOptions & LoadParquetOptions = {
    path: body,
    defaultSymbol: symbolOf(body),
    ...(symbol === undefined ? {} : { symbol }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(timeframe === undefined ? {} : { timeframe: parseTimeframe(timeframe) }),
    ...(calendar === undefined ? {} : { calendar: calendarById(calendar) }),
    ...(adjustment === undefined ? {} : { adjustment: readAdjustment(address, adjustment) }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  };
  const currency = currencyOf(address, query);
  return { path: resolve(body), isSynthetic, currency, read, tagged: taggedBy(isSynthetic, currency) };
}

function taggedBy(isSynthetic: boolean, currency: string | undefined): FileOptions["tagged"] {
  return (bars) => {
    const { instrument } = bars;
    if (!isSynthetic && currency === undefined) return bars;
    return retagBars(bars, {
      ...(isSynthetic ? { isSynthetic } : {}),
      ...(currency === undefined ? {} : { instrument: { ...instrument, currency } }),
    });
  };
}

function currencyOf(uri: string, query: DataAddress["options"]): string | undefined {
  const currency = query.get("currency");
  if (currency === undefined || /^[A-Z][A-Z0-9]{1,9}$/.test(currency)) return currency;
  const reason = `currency=${currency} must be a code in capitals, such as EUR`;
  throw new BacksightError("BACKSIGHT_DATA_URI", { uri, reason });
}

function readYesNo(uri: string, name: string, text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw new BacksightError("BACKSIGHT_DATA_URI", { uri, reason: `${name}=${text} must be true or false` });
}

function readAdjustment(uri: string, text: string): Adjustment {
  if (text === "raw" || text === "split" || text === "total") return text;
  throw new BacksightError("BACKSIGHT_DATA_URI", { uri, reason: `adjustment=${text} must be raw, split or total` });
}

/** GOOG for GOOG-2004-2013.csv: the file name up to the first dot, hyphen or underscore. */
function symbolOf(path: string): string {
  return (
    basename(path)
      .split(/[.\-_]/)[0]!
      .toUpperCase() || "UNKNOWN"
  );
}
