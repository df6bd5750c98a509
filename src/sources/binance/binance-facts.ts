import { BacksightError } from "../../core/errors.ts";
import type { SymbolFacts } from "../../data/market-data/data-source.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { instrument } from "../../market/instrument.ts";

/** What pairs are quoted in; a symbol doesn't say where its second half begins. Longer names before their endings. */
const QUOTES = (
  "FDUSD USDT USDC TUSD BUSD USDP USD1 USDS AEUR EURI BIDR IDRT BVND BKRW PAX DAI UST VAI NGN RUB TRY EUR GBP AUD BRL " +
  "UAH RON PLN ZAR ARS JPY MXN CZK COP IDR KZT USD BTC ETH BNB XRP TRX DOGE DOT SOL U"
).split(" ");

/** Binance's spot pairs: BTCUSDT. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function binanceFacts(symbol: string): SymbolFacts {
  const quote = QUOTES.find((one) => symbol.endsWith(one) && symbol.length > one.length);
  if (!/^[A-Z0-9]{3,30}$/.test(symbol) || quote === undefined) {
    const rule = "a spot pair in Binance's spelling, such as BTCUSDT";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "symbol", rule, value: symbol });
  }
  return { instrument: instrument(symbol, { currency: quote }), calendar: aroundTheClock, adjustment: "raw" };
}
