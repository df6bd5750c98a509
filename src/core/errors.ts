import type { ErrorEntry } from "./error-table/error-entry.ts";
import { FILE_ERRORS } from "./error-table/file-errors.ts";
import { MARKET_DATA_ERRORS } from "./error-table/market-data-errors.ts";
import { PORTFOLIO_ERRORS } from "./error-table/portfolio-errors.ts";
import { REMOTE_ERRORS } from "./error-table/remote-errors.ts";
import { SEARCH_ERRORS } from "./error-table/search-errors.ts";
import { SECRETS_ERRORS } from "./error-table/secrets-errors.ts";
import { STORE_ERRORS } from "./error-table/store-errors.ts";
import { STRATEGY_ERRORS } from "./error-table/strategy-errors.ts";
import { USAGE_ERRORS } from "./error-table/usage-errors.ts";

/**
 * Every error that the package throws. A code is never reused for another meaning.
 * New codes go into the files of `error-table/`; `docs/errors.md` lists them all (a test holds it).
 */
export const ERRORS = {
  ...USAGE_ERRORS,
  ...FILE_ERRORS,
  ...MARKET_DATA_ERRORS,
  ...REMOTE_ERRORS,
  ...SECRETS_ERRORS,
  ...STRATEGY_ERRORS,
  ...STORE_ERRORS,
  ...PORTFOLIO_ERRORS,
  ...SEARCH_ERRORS,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The details that the texts of a code ask for. */
export type ErrorDetails<C extends ErrorCode> = Readonly<
  Record<Placeholders<(typeof ERRORS)[C]["message"] | (typeof ERRORS)[C]["fix"]>, unknown>
>;

/**
 * What the package throws. Branch on `code`, show `message` (what was wrong, the value, what to do).
 *
 * @example throw new BacksightError("BACKSIGHT_TIMEFRAME", { value: "1x" });
 */
export class BacksightError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "BacksightError";
  readonly code: C;
  readonly details: ErrorDetails<C>;
  /** What to do about it; the last sentence of `message`. */
  readonly fix: string;
  readonly exitCode: 1 | 2;

  constructor(code: C, details: ErrorDetails<C>, options?: ErrorOptions) {
    const entry: ErrorEntry = ERRORS[code];
    const fix = fillIn(entry.fix, details);
    super([fillIn(entry.message, details), fix].filter((text) => text !== "").join(" "), options);
    this.code = code;
    this.details = details;
    this.fix = fix;
    this.exitCode = entry.exit;
  }
}

/** True for errors of this package, also when a second copy of it threw them. */
export function isBacksightError(error: unknown): error is BacksightError {
  return error instanceof Error && error.name === "BacksightError" && "code" in error && String(error.code) in ERRORS;
}

/** The message of whatever was thrown, on one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s*\n\s*/g, " ").trim();
}

const LONGEST_VALUE = 200;

function fillIn(template: string, details: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const line = describeValue(details[name]).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
    return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE).replace(/[\uD800-\uDBFF]$/, "")}…` : line;
  });
}

/** How messages show a value: texts as they are, others as JSON with the numbers that JSON can't hold, or by their type. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(value, (_, item: unknown) => (isJson(item) ? item : String(item))) ?? "an object";
  } catch {
    return "an object";
  }
}

function isJson(value: unknown): boolean {
  return typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
}
