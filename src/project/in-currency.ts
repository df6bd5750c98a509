import type { ProgressListener } from "../core/progress.ts";
import { type FxRates, inAccountCurrency } from "../data/prepare/in-account-currency.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import { loadBars } from "./load-bars.ts";
import type { LoadOptions } from "./load-options.ts";
import type { LoadedBars } from "./loaded-bars.ts";

/**
 * Loaded instruments as an account in its own currency trades them; as they are where no rates are named.
 *
 * @throws {BacksightError} as `loadBars` and `inAccountCurrency`
 */
export async function inCurrencyOf(
  { base, fx }: Pick<ExecutionSettings, "base" | "fx">,
  loaded: readonly LoadedBars[],
  options: LoadOptions & { readonly onProgress?: ProgressListener },
): Promise<LoadedBars[]> {
  if (fx === undefined || base === undefined) return [...loaded];
  const rates: Record<string, FxRates[string]> = {};
  for (const [pair, address] of Object.entries(fx)) rates[pair] = await loadBars(address, options);
  return loaded.map(({ bars, actions }) => ({ bars: inAccountCurrency(bars, rates, base), actions }));
}
