import { BacksightError } from "../../core/errors.ts";

/** What is used of an exchange. */
export interface CcxtExchange {
  readonly id: string;
  readonly has: Readonly<Record<string, unknown>>;
  readonly timeframes?: Readonly<Record<string, unknown>> | undefined;
  readonly features?: unknown;
  loadMarkets(reload: boolean): Promise<unknown>;
  readonly markets: Readonly<Record<string, unknown>> | undefined;
  /** Rows of milliseconds, open, high, low, close, volume. */
  fetchOHLCV(
    symbol: string,
    timeframe: string,
    since?: number,
    limit?: number,
  ): Promise<readonly (readonly unknown[])[]>;
}

/** What is used of the package. */
export interface Ccxt {
  readonly exchanges: readonly string[];
  open(id: string, settings: Readonly<Record<string, unknown>>): CcxtExchange;
}

/**
 * Loads the package that speaks with exchanges: nothing else does.
 *
 * @param load for tests
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function loadCcxt(load: () => Promise<unknown> = () => import("ccxt")): Promise<Ccxt> {
  let ccxt: Readonly<Record<string, unknown>>;
  try {
    ccxt = ((await load()) as { readonly default: Readonly<Record<string, unknown>> }).default;
  } catch (cause) {
    throw new BacksightError("BACKSIGHT_MISSING_PACKAGE", { feature: "Asking exchanges", name: "ccxt" }, { cause });
  }
  return {
    exchanges: ccxt.exchanges as readonly string[],
    open(id, settings) {
      const Exchange = ccxt[id] as new (settings: Readonly<Record<string, unknown>>) => CcxtExchange;
      return new Exchange({ enableRateLimit: true, ...settings });
    },
  };
}
