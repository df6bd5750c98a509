import { BacksightError } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";
import type { QuoteTicks } from "../market/quote-ticks.ts";
import { quotedSpread } from "../trading/costs/spread/quoted-spread.ts";

/**
 * What each bar was quoted at, a fraction of the price; see `quotedSpread`.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for quotes of another instrument, or that aren't ascending in time
 */
export function spreadOfRun(bars: Bars, quotes: QuoteTicks): Float64Array {
  const { symbol } = bars.instrument;
  if (quotes.symbol !== symbol)
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "quotes",
      rule: `those of ${symbol}`,
      value: quotes.symbol,
    });
  for (let k = 1; k < quotes.length; k++) {
    if (quotes.time[k]! >= quotes.time[k - 1]!) continue;
    const rule = "ascending in time";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "quotes", rule, value: `row ${k} before row ${k - 1}` });
  }
  return quotedSpread(bars, quotes);
}

/** Quotes for several instruments at once. */
export function quotesOfSeveral(): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: "quotes in a run on several instruments",
    instead: "Run them one by one, or take a spread that is estimated from bars: edge.",
  });
}
