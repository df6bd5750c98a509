import type { SymbolFacts } from "../../data/market-data/data-source.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import type { Calendar } from "../../market/calendar/calendar.ts";
import { forex } from "../../market/calendar/forex.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { instrument } from "../../market/instrument.ts";
import { type AssetClass, assetClassOf, futuresProductOf } from "./asset-class.ts";

/** Shares that one contract of a listed option stands for. */
const OPTION_MULTIPLIER = 100;

/**
 * What a symbol's spelling says: dollars for all but pairs, which are counted in their second currency; 100 for options
 * and the contract's own multiplier for futures. Futures follow the US equity sessions (an evening belongs to the next
 * day, as their trade dates do), pairs go around the clock. Prices of the vendor are raw.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for what is no symbol
 */
export function symbolFactsOf(symbol: string): SymbolFacts {
  const assetClass = assetClassOf(symbol);
  const isPair = assetClass === "forex" || assetClass === "crypto";
  const currency = isPair ? symbol.slice(symbol.lastIndexOf("-") + 1) : "USD";
  return {
    instrument: instrument(symbol, { currency, multiplier: multiplierOf(symbol, assetClass) }),
    calendar: isPair ? aroundTheClock : usEquity,
    adjustment: "raw",
  };
}

/**
 * The calendar whose sessions a symbol's bars belong to: of currencies `forex`, whose days end at 17:00 New York; their
 * files and daily bars are of UTC dates, as `symbolFactsOf` says. Else both are one.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for what is no symbol
 */
export function sessionCalendarOf(symbol: string): Calendar {
  return assetClassOf(symbol) === "forex" ? forex : symbolFactsOf(symbol).calendar;
}

function multiplierOf(symbol: string, assetClass: AssetClass): number {
  if (assetClass === "options") return OPTION_MULTIPLIER;
  return futuresProductOf(symbol)?.multiplier ?? 1;
}
