import { resolve } from "node:path";
import { BacksightError, isBacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { SignalsSettings } from "../data/signals-file/stamps-of-rows.ts";
import { localDayToUtc } from "../market/calendar/time-zone.ts";
import { absoluteAddress, inBrackets, parseDataAddress } from "./data-address.ts";

const SCHEME = "signals:";
const OPTIONS = ["symbol", "tz", "at"];

/** Where signals lie, and how their rows are meant. */
export interface SignalsAddress {
  /** As written, without its options. */
  readonly path: string;
  readonly format: "csv" | "parquet";
  readonly settings: SignalsSettings;
}

/** True for `signals:…`: signals from a file instead of a strategy. */
export function isSignalsAddress(name: string): boolean {
  return name.slice(0, SCHEME.length).toLowerCase() === SCHEME;
}

/**
 * Reads `signals:path?symbol=&tz=&at=open|close`; behind the scheme stands what names a CSV or Parquet file of prices.
 *
 * @throws {BacksightError} BACKSIGHT_SIGNALS_ADDRESS, BACKSIGHT_OPTION_UNKNOWN for a time zone that isn't known
 */
export function parseSignalsAddress(address: string): SignalsAddress {
  const { scheme, body: path, options } = fileOf(address, parseDataAddress);
  if (scheme !== "csv" && scheme !== "parquet") throw refused(address, `${scheme} is no form of a signals file`);
  for (const name of options.keys()) {
    if (OPTIONS.includes(name)) continue;
    const known = `known: ${OPTIONS.join(", ")}`;
    throw refused(address, `unknown option "${name}"${inBrackets(didYouMean(name, OPTIONS))}; ${known}`);
  }
  const at = options.get("at");
  if (at !== undefined && at !== "open" && at !== "close") throw refused(address, `at=${at} must be open or close`);
  const timeZone = options.get("tz");
  // Dates alone need no zone: without this a mistyped one would pass unnoticed there.
  if (timeZone !== undefined) localDayToUtc(timeZone, 0, 0);
  return { path, format: scheme, settings: { symbol: options.get("symbol"), timeZone, at } };
}

/** The same address with its path made absolute. @throws {BacksightError} BACKSIGHT_SIGNALS_ADDRESS */
export function absoluteSignalsAddress(address: string, folder: string = process.cwd()): string {
  const absolute = fileOf(address, (text) => absoluteAddress(text, folder));
  // The form of the file stands in its ending, mostly.
  const short = absolute.replace(/^(csv|parquet):(?=[^?]*\.\1(?:\?|$))/i, "");
  return `${SCHEME}${short}`;
}

/** The signals file's name in lists: letters, digits and hyphens of `My signals (2).parquet` make `My-signals-2`. */
export function nameOfSignals({ path }: SignalsAddress): string {
  const base = resolve(path)
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.(?:csv|parquet)$/i, "");
  return base.replace(/[^a-z0-9]+/gi, "-").replace(/^-+|-+$/g, "") || "signals";
}

/** What a parser of data addresses makes of the file, its complaints put in terms of signals. */
function fileOf<T>(address: string, parse: (text: string) => T): T {
  const file = address.slice(SCHEME.length);
  if (file.replace(/\?.*/s, "").trim() === "") throw refused(address, "the path is missing");
  try {
    return parse(file);
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_DATA_URI") throw error;
    const { reason } = error.details as { readonly reason: string };
    const isBare = reason.startsWith("it has no scheme");
    throw refused(address, isBare ? "its ending is neither .csv nor .parquet" : reason);
  }
}

function refused(address: string, reason: string): BacksightError {
  return new BacksightError("BACKSIGHT_SIGNALS_ADDRESS", { address, reason });
}
