import { BacksightError } from "../core/errors.ts";
import { inAccountCurrency } from "../data/prepare/in-account-currency.ts";
import type { Bars } from "../market/bars.ts";
import { type Panel, panelOf, panelWith } from "../market/panel.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { BacktestOptions } from "./backtest-options.ts";
import { checkBars } from "./check-bars.ts";
import type { ExecutionSettings, RunSpec } from "./run-spec.ts";
import { sizeOfSeveral } from "./size-of-several.ts";
import { USUAL_BASE } from "./usual-base.ts";

/** The prices of one instrument, or of several that share the cash: a list, or a panel with a universe as of each day. */
export type BarsOfRun = Bars | readonly Bars[] | Panel;

/** Prices that were given, checked. */
export type GivenPrices = { readonly bars: Bars } | { readonly panel: Panel };

/** Where prices are from, as a run's description has it. */
export function sourcesOf(prices: GivenPrices): Pick<RunSpec, "data" | "moreData"> {
  const instruments = "panel" in prices ? prices.panel.instruments : [prices.bars];
  const [first, ...others] = instruments.map(({ source }) => source);
  return { data: first!, ...(others.length > 0 ? { moreData: others } : {}) };
}

/** The settings of a run on so many instruments, by which a size that nobody gave is shared. */
export function settingsFor(
  { allocator }: Strategy,
  { size }: Pick<BacktestOptions, "size">,
  settings: ExecutionSettings,
  instruments: number,
): ExecutionSettings {
  return size === undefined && allocator === undefined ? sizeOfSeveral(settings, instruments) : settings;
}

/** @throws {BacksightError} BACKSIGHT_ARGUMENT, what is wrong with the bars, and as `inAccountCurrency` */
export function pricesOf(
  given: BarsOfRun,
  isPortfolio: boolean,
  { fx, base = USUAL_BASE }: Pick<BacktestOptions, "fx" | "base"> = {},
): GivenPrices {
  const prices = checkedPrices(given, isPortfolio);
  if (fx === undefined) return prices;
  for (const rates of Object.values(fx)) checkBars(rates);
  if ("bars" in prices) return { bars: inAccountCurrency(prices.bars, fx, base) };
  const { panel } = prices;
  const converted = panel.instruments.map((bars) => inAccountCurrency(bars, fx, base));
  return { panel: panelWith(panel, converted) };
}

function checkedPrices(given: BarsOfRun, isPortfolio: boolean): GivenPrices {
  if (typeof given === "object" && given !== null && "instruments" in given) return { panel: given };
  const all = Array.isArray(given) ? (given as readonly Bars[]) : [given as Bars];
  for (const bars of all) checkBars(bars, Array.isArray(given));
  if (all.length === 0)
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "bars", rule: "of one instrument at least", value: "none" });
  return all.length > 1 || isPortfolio ? { panel: panelOf(all) } : { bars: all[0]! };
}
