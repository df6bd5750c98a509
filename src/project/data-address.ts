import { resolve } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";

/** A data address, taken apart: `csv:prices.csv?symbol=GOOG` has the scheme csv, the rest and its options. */
export interface DataAddress {
  readonly scheme: DataScheme;
  /** What stands between the scheme and the question mark; of a URL all but what follows a `#`. */
  readonly body: string;
  readonly options: ReadonlyMap<string, string>;
}

/** What the part after a scheme names: a path is made absolute; a URL keeps its own query, its options follow a `#`. */
type AddressBody = "path" | "model" | "symbol" | "URL";

/** Every scheme, with what stands after it. How each is loaded says the table of `load-bars.ts`. */
export const DATA_SCHEMES = {
  csv: "path",
  parquet: "path",
  folder: "path",
  synthetic: "model",
  polygon: "symbol",
  binance: "symbol",
  ccxt: "symbol",
  yahoo: "symbol",
  https: "URL",
  http: "URL",
} as const satisfies Readonly<Record<string, AddressBody>>;

export type DataScheme = keyof typeof DATA_SCHEMES;

/**
 * Reads a data address. A bare path that ends in .csv or .parquet is read as csv:path or parquet:path.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI
 */
export function parseDataAddress(text: string): DataAddress {
  const fail = (reason: string) => new BacksightError("BACKSIGHT_DATA_URI", { uri: text, reason });
  if (text.trim() === "") throw fail("it is empty");
  const match = /^([a-z][a-z0-9+-]+):(.*)$/is.exec(text);
  if (match === null || /^[a-z]:[\\/]/i.test(text)) {
    const ending = /\.(csv|parquet)(\?|$)/i.exec(text)?.[1];
    if (ending !== undefined) return parseDataAddress(`${ending.toLowerCase()}:${text}`);
    throw fail("it has no scheme such as csv:");
  }
  const scheme = match[1]!.toLowerCase();
  if (!isScheme(scheme)) {
    throw fail(`unknown scheme "${scheme}"${inBrackets(didYouMean(scheme, Object.keys(DATA_SCHEMES)))}`);
  }
  const kind = DATA_SCHEMES[scheme];
  const [body, query = ""] = splitOnce(match[2]!, kind === "URL" ? "#" : "?");
  if (body === "") throw fail(`the ${kind} is missing`);
  const options = new Map<string, string>();
  for (const part of query.split("&").filter((piece) => piece !== "")) {
    const [name, value] = splitOnce(part, "=");
    if (value === undefined) throw fail(`"${part}" is no name=value`);
    if (options.has(decode(name))) throw fail(`it gives ${decode(name)} twice`);
    options.set(decode(name), decode(value));
  }
  if (kind === "path") return { scheme, body: decodePath(body), options };
  return { scheme, body: kind === "URL" ? `${scheme}:${body}` : body, options };
}

/** The same address with its scheme in lower case and its path made absolute, so that it means the same from any folder. */
export function absoluteAddress(text: string, folder: string = process.cwd()): string {
  const { scheme, body, options } = parseDataAddress(text);
  if (DATA_SCHEMES[scheme] !== "path") return `${scheme}${text.slice(scheme.length)}`;
  const path = resolve(folder, body).replace(/[%?#]/g, encodeURIComponent);
  const query = [...options]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return `${scheme}:${path}${query === "" ? "" : `?${query}`}`;
}

/** ` (did you mean "csv"?)` of ` Did you mean "csv"?`, to stand inside a sentence. */
export function inBrackets(hint: string): string {
  return hint === "" ? "" : ` (d${hint.trim().slice(1)})`;
}

function isScheme(text: string): text is DataScheme {
  return Object.hasOwn(DATA_SCHEMES, text);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  return decodePath(text.replaceAll("+", " "));
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
