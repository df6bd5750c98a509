import { BacksightError } from "../../core/errors.ts";

/** A row of a chart; nulls stand where nothing was traded. */
export interface YahooQuote {
  readonly date: Date;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly volume: number | null;
  readonly adjclose?: number | null;
}

/** What is used of a chart. */
export interface YahooChart {
  readonly meta: { readonly currency: string };
  readonly quotes: readonly YahooQuote[];
  readonly events?: {
    readonly dividends?: readonly { readonly amount: number; readonly date: Date }[];
    readonly splits?: readonly { readonly date: Date; readonly numerator: number; readonly denominator: number }[];
  };
}

export interface YahooClient {
  chart(
    symbol: string,
    options: { readonly period1: Date; readonly period2: Date; readonly interval: string; readonly events?: string },
  ): Promise<YahooChart>;
}

const QUIET = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {}, dir: () => {} };

/**
 * Loads the package that speaks with Yahoo: nothing else does.
 *
 * @param fetch how its requests go out
 * @param load for tests
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function loadYahoo(
  fetch: typeof globalThis.fetch,
  load: () => Promise<unknown> = () => import("yahoo-finance2"),
): Promise<YahooClient> {
  let Yahoo: new (options: Readonly<Record<string, unknown>>) => YahooClient;
  try {
    Yahoo = ((await load()) as { readonly default: typeof Yahoo }).default;
  } catch (cause) {
    throw new BacksightError(
      "BACKSIGHT_MISSING_PACKAGE",
      { feature: "Asking Yahoo", name: "yahoo-finance2" },
      { cause },
    );
  }
  return new Yahoo({ fetch, versionCheck: false, logger: QUIET, validation: { logErrors: false } });
}
