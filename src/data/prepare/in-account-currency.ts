import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf, withPlainPrices } from "../../market/compact/compact-bars.ts";
import { convertCurrency } from "./convert-currency.ts";

/** Exchange rates by pair: `EURUSD` is the price of a euro in dollars. */
export type FxRates = Readonly<Record<string, Bars>>;

/**
 * Bars as an account in another currency trades them: money moves at prices converted by the rates that were known
 * (`convertCurrency`), and `local` keeps the prices as they are quoted, which strategies see. Bars of the account's own
 * currency stay as they are.
 *
 * @param rates direct (`EURUSD` from EUR to USD) or the other way round (`USDJPY` from JPY to USD)
 * @throws {BacksightError} BACKSIGHT_FX where no pair takes one to the other, BACKSIGHT_ARGUMENT where a rate isn't known in time
 */
export function inAccountCurrency(bars: Bars, rates: FxRates, currency: string): Bars {
  const { instrument } = bars;
  if (instrument.currency === currency) return bars;
  const plain = withPlainPrices(bars);
  const rate = ratesFrom(instrument.currency, currency, rates, instrument.symbol);
  const converted = convertCurrency(plain, rate, currency);
  return { ...converted, local: { bars: plain, rate: converted.close.map((price, i) => price / plain.close[i]!) } };
}

/** The price of one unit of `from` in `to`. */
function ratesFrom(from: string, to: string, rates: FxRates, symbol: string): Bars {
  const direct = rates[`${from}${to}`];
  if (direct !== undefined) return direct;
  const other = rates[`${to}${from}`];
  if (other === undefined)
    throw new BacksightError("BACKSIGHT_FX", { symbol, from, to, known: Object.keys(rates).join(", ") || "none" });
  const close = columnOf(other, "close");
  return { ...withPlainPrices(other), close: Float64Array.from({ length: other.length }, (_, i) => 1 / close.at(i)!) };
}
