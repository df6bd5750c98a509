/** A tax on each fill, fractions of its notional. */
export interface TransactionTax {
  readonly buys: number;
  readonly sells: number;
}

/** Names of real taxes. */
export const TRANSACTION_TAX_NAMES = [
  "uk-stamp-duty",
  "france-ftt",
  "italy-ftt",
  "hong-kong-stamp-duty",
  "india-stt",
] as const;
export type TransactionTaxName = (typeof TRANSACTION_TAX_NAMES)[number];

/** Taxes on trades in stocks, rates as of 2025; smaller instruments and exemptions are left out. */
export const TRANSACTION_TAXES: Readonly<Record<TransactionTaxName, TransactionTax>> = {
  /** Stamp duty reserve tax: Finance Act 1986, section 87. */
  "uk-stamp-duty": { buys: 0.005, sells: 0 },
  /** Taxe sur les transactions financières: Code général des impôts, article 235 ter ZD, since 2025-04. */
  "france-ftt": { buys: 0.004, sells: 0 },
  /** Imposta sulle transazioni finanziarie, on exchanges: law 228/2012, section 1(491). */
  "italy-ftt": { buys: 0.001, sells: 0 },
  /** Stamp Duty Ordinance (cap. 117), since 2023-11-17. */
  "hong-kong-stamp-duty": { buys: 0.001, sells: 0.001 },
  /** Securities transaction tax on delivery: Finance (No. 2) Act 2004, section 98. */
  "india-stt": { buys: 0.001, sells: 0.001 },
};

/** Money of a fill. @param side 1 bought, −1 sold */
export function transactionTax({ buys, sells }: TransactionTax, side: 1 | -1, notional: number): number {
  return (side > 0 ? buys : sells) * notional;
}
