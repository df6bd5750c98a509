import { describe, expect, it } from "vitest";
import { instrument } from "../../market/instrument.ts";
import { NO_COSTS } from "../costs/cost-settings.ts";
import { TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import { CarryCharge } from "./carry-charge.ts";
import { CashAccount } from "./cash-account.ts";
import { CASH_EVENT_KINDS } from "./cash-events.ts";
import { Ledger } from "./ledger.ts";

const PLACE = { bar: 1, phase: "open", time: 1000 } as const;
const NEXT = { bar: 2, time: 2000 };
const costs = new TransactionCostEngine(NO_COSTS);

function ledgersOf(cash: number, ...quantities: number[]): Ledger[] {
  const account = new CashAccount(cash);
  return quantities.map((quantity, k) => {
    const ledger = new Ledger(account, instrument(`X${k}`), costs);
    if (quantity !== 0) ledger.increase(quantity > 0 ? 1 : -1, Math.abs(quantity), 100, PLACE);
    ledger.markAt(100);
    return ledger;
  });
}

const eventsOf = (ledger: Ledger) => {
  const { length, kind, amount } = ledger.cashEvents();
  return Array.from({ length }, (_, i) => [CASH_EVENT_KINDS[kind[i]!], amount[i]]);
};

describe("CarryCharge", () => {
  const rates = { borrow: 0.0365, financing: 0.036 };

  it("charges a short position by calendar day, a weekend three times, actual over 365", () => {
    const [ledger] = ledgersOf(10_000, -50) as [Ledger];
    const carry = new CarryCharge(rates);
    carry.pass(100, [ledger], () => NEXT);
    expect(ledger.cash).toBe(15_000);
    // Value 5,000 × 3.65 % ÷ 365 = 0.50 a day.
    carry.pass(101, [ledger], () => NEXT);
    carry.pass(101, [ledger], () => NEXT);
    carry.pass(104, [ledger], () => NEXT);
    expect(eventsOf(ledger)).toEqual([
      ["borrow", expect.closeTo(-0.5, 12)],
      ["borrow", expect.closeTo(-1.5, 12)],
    ]);
    expect(ledger.cash).toBeCloseTo(14_998, 9);
  });

  it("charges what the account owes, actual over 360, to long positions by their value", () => {
    const ledgers = ledgersOf(10_000, 150, 50) as [Ledger, Ledger];
    const carry = new CarryCharge(rates);
    carry.pass(100, ledgers, () => NEXT);
    carry.pass(101, ledgers, () => NEXT);
    // 20,000 bought with 10,000: 10,000 × 3.6 % ÷ 360 = 1.00, three quarters of it for the larger position.
    expect(ledgers.map(eventsOf)).toEqual([
      [["financing", expect.closeTo(-0.75, 12)]],
      [["financing", expect.closeTo(-0.25, 12)]],
    ]);
    const trades = ledgers[0].tradesMarkedAt(2, 2000, 100);
    expect(trades.carry[0]).toBeCloseTo(0.75, 12);
    expect(trades.pnl[0]).toBeCloseTo(-0.75, 9);
  });

  it("charges nothing for what is paid in full", () => {
    const [ledger] = ledgersOf(10_000, 100) as [Ledger];
    const carry = new CarryCharge(rates);
    carry.pass(100, [ledger], () => NEXT);
    carry.pass(110, [ledger], () => NEXT);
    expect(ledger.cashEvents().length).toBe(0);
  });
});
