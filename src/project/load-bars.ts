import { basename, resolve } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { ProgressListener } from "../core/progress.ts";
import type { Adjustment, Bars } from "../market/bars.ts";
import { calendarById } from "../market/calendar/calendar-by-id.ts";
import { localDayToUtc } from "../market/calendar/time-zone.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import { type DataAddress, inBrackets, parseDataAddress } from "./data-address.ts";

export interface LoadOptions {
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

const CSV_OPTIONS = ["symbol", "tz", "timeframe", "calendar", "adjustment"];

/**
 * The bars that a data address names: `csv:path?symbol=&tz=&timeframe=&calendar=`, `synthetic:gbm?seed=7`.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, and what reading the file finds wrong
 */
export async function loadBars(address: string, options: LoadOptions = {}): Promise<Bars> {
  const parsed = parseDataAddress(address);
  if (parsed.scheme === "synthetic") {
    const [{ parseSyntheticAddress }, { syntheticBars }] = await Promise.all([
      import("../data/synthetic/synthetic-address.ts"),
      import("../data/synthetic/synthetic-bars.ts"),
    ]);
    return syntheticBars(parseSyntheticAddress(address));
  }
  return loadCsvAddress(address, parsed, options);
}

async function loadCsvAddress(
  address: string,
  { body, options: query }: DataAddress,
  { onProgress, signal }: LoadOptions,
): Promise<Bars> {
  for (const name of query.keys()) {
    if (CSV_OPTIONS.includes(name)) continue;
    throw new BacksightError("BACKSIGHT_DATA_URI", {
      uri: address,
      reason: `unknown option "${name}"${inBrackets(didYouMean(name, CSV_OPTIONS))}; known: ${CSV_OPTIONS.join(", ")}`,
    });
  }
  const { loadCsv } = await import("../sources/file/load-csv.ts");
  const symbol = query.get("symbol");
  const timeZone = query.get("tz");
  // Dates alone need no zone: without this a mistyped one would pass unnoticed there.
  if (timeZone !== undefined) localDayToUtc(timeZone, 0, 0);
  const timeframe = query.get("timeframe");
  const calendar = query.get("calendar");
  return loadCsv(resolve(body), {
    path: body,
    defaultSymbol: symbolOf(body),
    ...(symbol === undefined ? {} : { symbol }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(timeframe === undefined ? {} : { timeframe: parseTimeframe(timeframe) }),
    ...(calendar === undefined ? {} : { calendar: calendarById(calendar) }),
    adjustment: readAdjustment(address, query.get("adjustment")),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function readAdjustment(uri: string, text: string | undefined): Adjustment {
  if (text === undefined || text === "raw") return "raw";
  if (text === "split" || text === "total") return text;
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
