import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { DATA_SCHEMES, parseDataAddress } from "./data-address.ts";

/** What `--adjust` may say. */
export const ADJUST_MODES = ["none", "splits", "total", "point-in-time"] as const;

/** What flags say about prices that an address may leave open. */
export interface AddressWishes {
  /** One of `ADJUST_MODES`; comes before what the address says. */
  readonly adjust?: string | undefined;
  /** The first session or instant, for addresses of vendors without one. */
  readonly from?: string | undefined;
}

/** How Yahoo's addresses say it: its prices know of splits whatever one asks for. */
const YAHOO_WORDS = { none: "raw", splits: "split", total: "total" } as const;

/**
 * An address with what flags add, so that it alone names the same prices.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_NOT_SUPPORTED for an adjustment that
 * the source has no splits and dividends for
 */
export function completeAddress(address: string, { adjust, from }: AddressWishes): string {
  const { scheme, options } = parseDataAddress(address);
  const isVendor = DATA_SCHEMES[scheme] === "symbol";
  let completed = address;
  if (isVendor && from !== undefined && !options.has("from")) completed = withOption(completed, "from", from);
  if (adjust === undefined) return completed;
  const mode = readMode(adjust);
  if (scheme === "polygon") return withOption(completed, "adjust", mode);
  if (scheme === "yahoo" && mode !== "point-in-time") return withOption(completed, "adjustment", YAHOO_WORDS[mode]);
  if (mode === "none") return completed;
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `--adjust ${mode} for ${scheme}: prices`,
    instead:
      scheme === "yahoo"
        ? "Yahoo has no raw prices: use --adjust splits or total, or polygon: prices."
        : isVendor
          ? `There are no splits and dividends of ${scheme}.`
          : "A file holds no splits and dividends: adjust its prices before, and say so in its address (adjustment=split).",
  });
}

function readMode(text: string): (typeof ADJUST_MODES)[number] {
  const mode = ADJUST_MODES.find((known) => known === text);
  if (mode !== undefined) return mode;
  const hint = didYouMean(text, ADJUST_MODES);
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "value for --adjust",
    name: text,
    hint,
    known: ADJUST_MODES.join(", "),
  });
}

/** The address with one option set, the others as they are written. */
function withOption(address: string, name: string, value: string): string {
  const at = address.indexOf("?");
  const [body, query] = at < 0 ? [address, ""] : [address.slice(0, at), address.slice(at + 1)];
  const others = query.split("&").filter((part) => part !== "" && part.split("=", 1)[0] !== name);
  return `${body}?${[...others, `${name}=${encodeURIComponent(value).replaceAll("%3A", ":")}`].join("&")}`;
}
