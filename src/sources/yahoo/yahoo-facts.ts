import { BacksightError } from "../../core/errors.ts";
import type { SymbolFacts } from "../../data/market-data/data-source.ts";
import type { Adjustment } from "../../market/bars.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { instrument } from "../../market/instrument.ts";

const US_INDICES = ["^GSPC", "^NDX", "^IXIC", "^DJI", "^RUT", "^VIX"];

/**
 * What Yahoo's symbols are whose market's calendar is known: US stocks and funds (AAPL, BRK-B), the large US indices
 * (^GSPC), crypto currencies in dollars (BTC-USD).
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for other symbols
 */
export function yahooFacts(symbol: string, adjustment: Adjustment): SymbolFacts {
  if (/^[A-Z0-9]{1,12}-USD$/.test(symbol)) {
    return { instrument: instrument(symbol), calendar: aroundTheClock, adjustment };
  }
  if (/^[A-Z]{1,5}(-[A-Z]{1,2})?$/.test(symbol) || US_INDICES.includes(symbol)) {
    return { instrument: instrument(symbol), calendar: usEquity, adjustment };
  }
  const rule = "a US stock (AAPL, BRK-B), a US index (^GSPC) or a crypto currency in dollars (BTC-USD)";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "symbol", rule, value: symbol });
}
