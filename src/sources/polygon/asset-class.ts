import { BacksightError } from "../../core/errors.ts";
import { FUTURES_PRODUCTS, type FuturesVenue } from "./futures-products.ts";

/** The vendor's asset classes: each has its own plan, its own folder of files and its own spelling of symbols. */
export const ASSET_CLASSES = ["stocks", "options", "indices", "forex", "crypto", "futures"] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

interface Spelling {
  readonly pattern: RegExp;
  /** The form, for messages. */
  readonly form: string;
}

/** How each class spells its symbols, in flat files. Stocks are what no other prefix claims. */
const SPELLINGS: Readonly<Record<Exclude<AssetClass, "stocks" | "futures">, Spelling & { readonly prefix: string }>> = {
  options: { prefix: "O:", pattern: /^O:[A-Z0-9.]+\d{6}[CP]\d{8}$/, form: "an option such as O:SPY230327P00390000" },
  indices: { prefix: "I:", pattern: /^I:[A-Za-z0-9.^_-]+$/, form: "an index such as I:SPX" },
  forex: { prefix: "C:", pattern: /^C:[A-Z0-9]+-[A-Z0-9]+$/, form: "a currency pair such as C:EUR-USD" },
  crypto: { prefix: "X:", pattern: /^X:[A-Z0-9]+-[A-Z0-9]+$/, form: "a crypto pair such as X:BTC-USD" },
};

const STOCK = /^[A-Za-z][A-Za-z0-9]*([./-][A-Za-z0-9]+)*$/;
const FUTURE = /^([A-Z0-9]{1,4}?)[FGHJKMNQUVXZ]\d{1,2}$/;

/**
 * The asset class of a symbol in the spelling of flat files: `O:`, `I:`, `C:`, `X:` by their prefix; a known product
 * with month letter and year digits (ESH6) is a future; anything else a stock. Case matters: KIMpL isn't KIMPL.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for what is no symbol
 */
export function assetClassOf(symbol: string): AssetClass {
  for (const [assetClass, { prefix, pattern, form }] of Object.entries(SPELLINGS)) {
    if (!symbol.startsWith(prefix)) continue;
    if (pattern.test(symbol)) return assetClass as AssetClass;
    throw refused(form, symbol);
  }
  if (FUTURE.test(symbol)) {
    if (futuresProductOf(symbol) !== undefined) return "futures";
    throw refused(`a stock, or a future of a known product (${Object.keys(FUTURES_PRODUCTS).join(", ")})`, symbol);
  }
  if (STOCK.test(symbol)) return "stocks";
  throw refused("a ticker such as SPY, BRK.B, KIMpL, O:SPY230327P00390000, I:SPX, C:EUR-USD, X:BTC-USD, ESH6", symbol);
}

/** A future's venue and money per price point; undefined for what is no future of a known product. */
export function futuresProductOf(symbol: string): { venue: FuturesVenue; multiplier: number } | undefined {
  const root = FUTURE.exec(symbol)?.[1];
  if (root === undefined || !Object.hasOwn(FUTURES_PRODUCTS, root)) return undefined;
  const [venue, multiplier] = FUTURES_PRODUCTS[root]!;
  return { venue, multiplier };
}

function refused(rule: string, value: string): BacksightError<"BACKSIGHT_ARGUMENT"> {
  return new BacksightError("BACKSIGHT_ARGUMENT", { name: "symbol", rule, value: JSON.stringify(value) });
}
