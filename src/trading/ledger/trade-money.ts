import { addCashPart, CASH_EVENT_KINDS, type CashEventColumns, type CashParts } from "./cash-events.ts";

/** What a fill, a lot or a trade pays, in money. */
export interface FillMoney {
  readonly commission: number;
  readonly spread: number;
  readonly slippage: number;
  readonly impact: number;
  readonly taxes: number;
}

/** The same with what came between fills, and the signed change of cash. */
export interface CashAndCosts extends FillMoney, CashParts {
  readonly cashFlow: number;
}

export const NO_MONEY: CashAndCosts = {
  cashFlow: 0,
  commission: 0,
  spread: 0,
  slippage: 0,
  impact: 0,
  taxes: 0,
  carry: 0,
  dividends: 0,
};

/** Both together. */
export function sumOfMoney(one: CashAndCosts, other: CashAndCosts): CashAndCosts {
  return {
    cashFlow: one.cashFlow + other.cashFlow,
    commission: one.commission + other.commission,
    spread: one.spread + other.spread,
    slippage: one.slippage + other.slippage,
    impact: one.impact + other.impact,
    taxes: one.taxes + other.taxes,
    carry: one.carry + other.carry,
    dividends: one.dividends + other.dividends,
  };
}

/** A share of it, and what is left. */
export function splitMoney(money: CashAndCosts, share: number): readonly [part: CashAndCosts, rest: CashAndCosts] {
  const part: CashAndCosts = {
    cashFlow: money.cashFlow * share,
    commission: money.commission * share,
    spread: money.spread * share,
    slippage: money.slippage * share,
    impact: money.impact * share,
    taxes: money.taxes * share,
    carry: money.carry * share,
    dividends: money.dividends * share,
  };
  const rest: CashAndCosts = {
    cashFlow: money.cashFlow - part.cashFlow,
    commission: money.commission - part.commission,
    spread: money.spread - part.spread,
    slippage: money.slippage - part.slippage,
    impact: money.impact - part.impact,
    taxes: money.taxes - part.taxes,
    carry: money.carry - part.carry,
    dividends: money.dividends - part.dividends,
  };
  return [part, rest];
}

/** Adds a share of a cash event. */
export function withCashEvent(money: CashAndCosts, events: CashEventColumns, row: number, share: number): CashAndCosts {
  const amount = events.amount[row]! * share;
  const sum = { ...money, cashFlow: money.cashFlow + amount };
  addCashPart(sum, CASH_EVENT_KINDS[events.kind[row]!]!, amount);
  return sum;
}
