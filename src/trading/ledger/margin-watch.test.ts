import { describe, expect, it } from "vitest";
import { instrument } from "../../market/instrument.ts";
import { NO_COSTS } from "../costs/cost-settings.ts";
import { TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import { type AccountRules, leverageOf, portfolioMargin, REG_T } from "./account-rules.ts";
import { CashAccount } from "./cash-account.ts";
import { Ledger } from "./ledger.ts";

/** An account with positions at a price each, as [side × units, price paid]. */
function holding(
  cash: number,
  rules: AccountRules,
  ...positions: readonly (readonly [units: number, price: number])[]
) {
  const account = new CashAccount(cash, rules);
  const ledgers = positions.map(([units, price], k) => {
    const ledger = new Ledger(account, instrument(`X${k}`), new TransactionCostEngine(NO_COSTS));
    ledger.increase(units > 0 ? 1 : -1, Math.abs(units), price, { bar: 0, phase: "open", time: 0 }, price);
    ledger.markAt(price);
    return ledger;
  });
  return { margin: account.margin!, account, ledgers };
}

describe("what an account may borrow", () => {
  it("follows from what must be equity when a position is opened", () => {
    expect(leverageOf({ kind: "cash" })).toBe(1);
    expect(leverageOf(REG_T)).toBe(2);
    expect(leverageOf(portfolioMargin(0.2))).toBe(5);
    expect(new CashAccount(1, { kind: "cash" }).margin).toBeNull();
  });
});

describe("maintenance margin", () => {
  it("calls when equity is below a quarter of what is long", () => {
    // 10,000 buy 20,000: 200 at 100. Equity is 200p − 10,000, which is 25 % of 200p at p = 66.67.
    const { margin, ledgers } = holding(10_000, REG_T, [200, 100]);
    ledgers[0]!.markAt(66.67);
    expect(margin.required).toBeCloseTo(0.25 * 200 * 66.67, 9);
    expect(margin.mark()).toEqual([]);
    ledgers[0]!.markAt(66.66);
    expect(margin.mark()).toEqual([ledgers[0]]);
    expect(margin.calls).toBe(1);
  });

  it("calls when equity is below 30 % of what is short", () => {
    // 10,000 and 20,000 of proceeds against 200p: 30,000 − 200p = 60p at p = 115.38.
    const { margin, ledgers } = holding(10_000, REG_T, [-200, 100]);
    ledgers[0]!.markAt(115.38);
    expect(margin.mark()).toEqual([]);
    ledgers[0]!.markAt(115.39);
    expect(margin.mark()).toEqual([ledgers[0]]);
  });

  it("closes the largest positions, as many as what is missing asks for", () => {
    // Equity 2,000 after 8,000 was lost; asked for are 0.25 × (6,000 + 4,000 + 1,000) = 2,750: 750 too much.
    const { margin, ledgers, account } = holding(10_000, REG_T, [100, 120], [100, 60], [10, 100]);
    ledgers[0]!.markAt(60);
    ledgers[1]!.markAt(40);
    expect(account.equity).toBe(2000);
    expect(margin.mark()).toEqual([ledgers[0]]);
    // Without it 0.25 × 5,000 = 1,250 are asked for. With 1,000 less the second one goes too.
    ledgers[2]!.markAt(20);
    expect(account.equity).toBe(1200);
    expect(margin.mark()).toEqual([ledgers[0]]);
    ledgers[1]!.markAt(32.5);
    expect(account.equity).toBe(450);
    expect(margin.mark()).toEqual([ledgers[0], ledgers[1]]);
  });

  it("is one rate under portfolio margin, and leaves what is ruined to ruin", () => {
    const { margin, ledgers } = holding(1500, portfolioMargin(), [100, 100]);
    expect(margin.required).toBeCloseTo(1500, 9);
    expect(margin.mark()).toEqual([]);
    ledgers[0]!.markAt(99);
    expect(margin.mark()).toHaveLength(1);
    ledgers[0]!.markAt(80);
    expect(margin.mark()).toEqual([]);
  });
});
