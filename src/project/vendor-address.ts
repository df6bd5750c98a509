import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { Calendar } from "../market/calendar/calendar.ts";
import { resolveRange } from "../market/calendar/resolve-range.ts";
import { isoTime } from "../market/iso-time.ts";
import { parseTimeframe, type Timeframe } from "../market/timeframe.ts";
import { type DataAddress, inBrackets } from "./data-address.ts";

/** What the address of a vendor's bars names: `binance:BTCUSDT@1h?from=2024-01-01&to=2024-03-31`. */
export interface VendorAddress {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly from: string;
  /** Undefined: up to now. */
  readonly to: string | undefined;
  readonly isOffline: boolean;
  readonly isRefresh: boolean;
}

const OPTIONS = ["from", "to", "offline", "refresh"];

/**
 * Takes a vendor's address apart.
 *
 * @param more options of this vendor alone
 * @throws {BacksightError} BACKSIGHT_DATA_URI, BACKSIGHT_TIMEFRAME
 */
export function parseVendorAddress(
  address: string,
  { body, options }: DataAddress,
  more: readonly string[] = [],
): VendorAddress {
  const fail = (reason: string) => new BacksightError("BACKSIGHT_DATA_URI", { uri: address, reason });
  const known = [...OPTIONS, ...more];
  for (const name of options.keys()) {
    if (known.includes(name)) continue;
    throw fail(`unknown option "${name}"${inBrackets(didYouMean(name, known))}; known: ${known.join(", ")}`);
  }
  const at = body.lastIndexOf("@");
  if (at < 0) throw fail("the timeframe is missing: write it behind the symbol, such as @1h");
  const symbol = body.slice(0, at);
  if (symbol === "") throw fail("the symbol is missing");
  const from = options.get("from");
  if (from === undefined) throw fail("from is missing, such as ?from=2024-01-01");
  const isYes = (name: string): boolean => {
    const text = options.get(name) ?? "false";
    if (text === "true" || text === "false") return text === "true";
    throw fail(`${name}=${text} must be true or false`);
  };
  return {
    symbol: decodeSymbol(symbol),
    timeframe: parseTimeframe(body.slice(at + 1)),
    from,
    to: options.get("to"),
    isOffline: isYes("offline"),
    isRefresh: isYes("refresh"),
  };
}

/**
 * The range of an address as half-open milliseconds; bare dates are sessions, `to` included.
 *
 * @param until nothing is wanted from there on, whatever the address says; as `to`
 * @throws {BacksightError} BACKSIGHT_DATE, BACKSIGHT_DATE_RANGE, BACKSIGHT_CALENDAR_RANGE
 */
export function rangeOfAddress(
  { from, to }: Pick<VendorAddress, "from" | "to">,
  calendar: Calendar,
  now: number,
  until?: string,
): { readonly from: number; readonly to: number } {
  const range = resolveRange(calendar, from, to);
  const start = range.from!;
  const limit = resolveRange(calendar, undefined, until).to ?? Infinity;
  const end = Math.min(range.to ?? Math.floor(now), limit);
  if (start < end) return { from: start, to: end };
  const last = end === limit ? until : to;
  throw new BacksightError("BACKSIGHT_DATE_RANGE", { calendar: calendar.id, from, to: last ?? "now" });
}

/** What is to be said of a range: where it ends when nobody said where, and what of it isn't there yet. */
export function notesOfRange(
  to: string | undefined,
  last: number,
  uncovered: readonly { readonly from: number; readonly to: number }[],
  now: number,
): string[] {
  const notes: string[] = [];
  if (to === undefined) notes.push(`to not given: bars until ${isoTime(last)}; later runs may see more`);
  const open = uncovered.filter(({ from }) => to !== undefined && from < now);
  if (open.length > 0) notes.push(`not there yet: ${isoTime(open[0]!.from)} to ${isoTime(open.at(-1)!.to)}`);
  return notes;
}

function decodeSymbol(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
