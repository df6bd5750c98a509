import { BacksightError } from "../../../core/errors.ts";
import { assetClassOf } from "../asset-class.ts";

/**
 * What crypto pairs are counted in, the longer spelling before the shorter one: a REST ticker (X:BTCUSDT) doesn't say
 * where its first name ends.
 */
const QUOTE_ASSETS = ["USDT", "USDC", "USD", "EUR", "GBP", "JPY", "AUD", "CAD", "CHF", "KRW", "BTC", "ETH"] as const;

/**
 * A symbol as REST spells it for bars and reference data: pairs without the dash (X:BTCUSD, C:EURUSD), everything else
 * as it is. Trades and quotes are asked for under the canonical spelling.
 *
 * @param symbol in the canonical spelling, that of the flat files
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for what is no symbol, BACKSIGHT_NOT_SUPPORTED for futures
 */
export function restTickerOf(symbol: string): string {
  const assetClass = assetClassOf(symbol);
  if (assetClass === "futures") {
    const details = { what: `${symbol} over REST, a future,`, instead: "Use the flat files: via=flat-files." };
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", details);
  }
  return assetClass === "crypto" || assetClass === "forex" ? symbol.replace("-", "") : symbol;
}

/** The canonical spelling of a REST ticker: X:BTCUSD is X:BTC-USD. A pair of unknown names is split before its last three letters. */
export function symbolOfRestTicker(ticker: string): string {
  if (!/^[XC]:[^-]+$/.test(ticker)) return ticker;
  const known = ticker.startsWith("X:") ? QUOTE_ASSETS : [];
  const quote = known.find((asset) => ticker.endsWith(asset) && ticker.length > asset.length + 2);
  const at = ticker.length - (quote?.length ?? 3);
  return `${ticker.slice(0, at)}-${ticker.slice(at)}`;
}
