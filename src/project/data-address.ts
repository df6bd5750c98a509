import { resolve } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";

/** A data address, taken apart: `csv:prices.csv?symbol=GOOG` has the scheme csv, the rest and its options. */
export interface DataAddress {
  readonly scheme: string;
  /** What stands between the scheme and the question mark. */
  readonly body: string;
  readonly options: ReadonlyMap<string, string>;
}

/** Schemes whose body is a path. */
const FILES = ["csv", "parquet"];
const SCHEMES = [...FILES, "synthetic"];

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
  if (!SCHEMES.includes(scheme)) throw fail(`unknown scheme "${scheme}"${inBrackets(didYouMean(scheme, SCHEMES))}`);
  const [body, query = ""] = splitOnce(match[2]!, "?");
  if (body === "") throw fail(isFile(scheme) ? "the path is missing" : "the model is missing");
  const options = new Map<string, string>();
  for (const part of query.split("&").filter((piece) => piece !== "")) {
    const [name, value] = splitOnce(part, "=");
    if (value === undefined) throw fail(`"${part}" is no name=value`);
    if (options.has(decode(name))) throw fail(`it gives ${decode(name)} twice`);
    options.set(decode(name), decode(value));
  }
  return { scheme, body: isFile(scheme) ? decodePath(body) : body, options };
}

/** The same address with its scheme in lower case and its path made absolute, so that it means the same from any folder. */
export function absoluteAddress(text: string, folder: string = process.cwd()): string {
  const { scheme, body, options } = parseDataAddress(text);
  if (!isFile(scheme)) return `${scheme}${text.slice(scheme.length)}`;
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

function isFile(scheme: string): boolean {
  return FILES.includes(scheme);
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
