/**
 * What kind of account it is, by what it may borrow. Shares are of the value of positions.
 *
 * cash: nothing is borrowed or sold short, and sales settle a session later. reg-t: `initial` of what is opened must be
 * equity (Federal Reserve, Regulation T, 12 CFR 220.12: 50 %), and `long` and `short` of what is held (FINRA rule
 * 4210(c): 25 % and 30 %; its floors of money per share for cheap shorts are left out). portfolio: one rate for all three
 * (FINRA rule 4210(g): ±15 % for a stock).
 */
export type AccountRules =
  | { readonly kind: "cash" }
  | {
      readonly kind: "reg-t" | "portfolio";
      readonly initial: number;
      readonly long: number;
      readonly short: number;
    };

export const REG_T: AccountRules = { kind: "reg-t", initial: 0.5, long: 0.25, short: 0.3 };

/** @param rate share of a position's value that must be equity */
export function portfolioMargin(rate = 0.15): AccountRules {
  return { kind: "portfolio", initial: rate, long: rate, short: rate };
}

/** Gross exposure that equity may carry when something is opened. */
export function leverageOf(rules: AccountRules): number {
  return rules.kind === "cash" ? 1 : 1 / rules.initial;
}
