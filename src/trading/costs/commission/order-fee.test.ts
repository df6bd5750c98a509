import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, dayOfDate } from "../../../market/calendar/calendar.ts";
import type { Commission } from "./commission.ts";
import { COMMISSION_SCHEDULE_NAMES } from "./commission-schedule-names.ts";
import { orderFee } from "./order-fee.ts";
import { type FeeContext, NOTHING_FILLED, withFill } from "./order-totals.ts";

const MAY_2024 = dayOfDate(2024, 5, 31) * DAY_MS;
const BUY: FeeContext = { side: 1, isMaker: false, time: MAY_2024, month: NOTHING_FILLED };
const SELL: FeeContext = { ...BUY, side: -1 };

const perUnit = (amount: number) => ({ kind: "per-unit", amount }) as const;

/** What each of several fills of one order at 10 pays. */
function paid(commission: Commission, fills: readonly number[], context = BUY): number[] {
  let totals = NOTHING_FILLED;
  let owed = 0;
  return fills.map((units) => {
    totals = withFill(totals, units, units * 10);
    const before = owed;
    owed = orderFee(commission, totals, context);
    return owed - before;
  });
}

describe("orderFee", () => {
  it("pays a fee per order with the first fill", () => {
    expect(paid({ kind: "per-order", amount: 10 }, [230, 170, 100])).toEqual([10, 0, 0]);
  });

  it("pays a minimum at once, and more only when the order's own fee exceeds it", () => {
    // 0.0075 a share on 230, 400, 500 shares: 1.725, 3, 3.75.
    const bounded = (minimum: number): Commission => ({ kind: "bounded", of: perUnit(0.0075), minimum });
    expect(paid(bounded(2.5), [230, 170, 100])).toEqual([2.5, 0.5, 0.75]);
    expect(paid(bounded(5.5), [230, 170, 100])).toEqual([5.5, 0, 0]);
  });

  it("lets the maximum win over the minimum, unless told otherwise", () => {
    // 10 shares at 0.20: 1 % of 2.00. Interactive Brokers' own example of a small order.
    const bounds = { kind: "bounded", of: perUnit(0.005), minimum: 1, maximumRate: 0.01 } as const;
    const totals = { quantity: 10, notional: 2 };
    expect(orderFee(bounds, totals, BUY)).toBe(0.02);
    expect(orderFee({ ...bounds, minimumWins: true }, totals, BUY)).toBe(1);
  });

  it("charges what lies inside each tier, after what the month traded", () => {
    const tiers = [
      { from: 0, fee: 0.01 },
      { from: 1000, fee: 0.005 },
    ];
    const byOrder: Commission = { kind: "tiered", by: "units", per: "order", tiers };
    // 1,000 at 0.01 and 500 at 0.005.
    expect(orderFee(byOrder, { quantity: 1500, notional: 1 }, BUY)).toBe(12.5);
    const month = { quantity: 800, notional: 0 };
    // 200 are left of the first tier: 2, and 300 at 0.005.
    expect(orderFee({ ...byOrder, per: "month" }, { quantity: 500, notional: 1 }, { ...BUY, month })).toBe(3.5);
  });

  it("knows makers from takers and buys from sells", () => {
    const both: Commission = { kind: "maker-taker", maker: 0.0002, taker: 0.0005 };
    const totals = { quantity: 1, notional: 10_000 };
    expect(orderFee(both, totals, BUY)).toBe(5);
    expect(orderFee(both, totals, { ...BUY, isMaker: true })).toBe(2);
    expect(orderFee({ kind: "only", fills: "sells", of: both }, totals, BUY)).toBe(0);
    expect(orderFee({ kind: "only", fills: "sells", of: both }, totals, SELL)).toBe(5);
  });

  it("never takes a fee back as an order grows", () => {
    const fills = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 8 });
    const context = fc.constantFrom(BUY, SELL, { ...SELL, isMaker: true });
    fc.assert(
      fc.property(fc.constantFrom(...COMMISSION_SCHEDULE_NAMES), fills, context, (name, units, given) => {
        for (const fee of paid({ kind: "schedule", name }, units, given)) expect(fee).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });
});

describe("commission schedules", () => {
  const fee = (name: (typeof COMMISSION_SCHEDULE_NAMES)[number], quantity: number, price: number, context = BUY) =>
    orderFee({ kind: "schedule", name }, { quantity, notional: quantity * price }, context);

  it("ibkr-fixed: the broker's own examples", () => {
    // "100 shares @ 25 = 1.00; 1,000 shares @ 25 = 5.00; 1,000 shares @ 0.25 = 2.50".
    expect(fee("ibkr-fixed", 100, 25)).toBe(1);
    expect(fee("ibkr-fixed", 1000, 25)).toBe(5);
    expect(fee("ibkr-fixed", 1000, 0.25)).toBe(2.5);
  });

  it("ibkr-fixed: a sale pays the SEC and FINRA of its day", () => {
    // 2024-05-31: 25,000 × 27.80 by million and 1,000 × 0.000166; a week before 8.00 by million; nothing to the SEC in 2026.
    expect(fee("ibkr-fixed", 1000, 25, SELL)).toBeCloseTo(5 + 0.695 + 0.166, 12);
    expect(fee("ibkr-fixed", 1000, 25, { ...SELL, time: dayOfDate(2024, 5, 21) * DAY_MS })).toBeCloseTo(5.366, 12);
    expect(fee("ibkr-fixed", 1000, 25, { ...SELL, time: dayOfDate(2026, 3, 2) * DAY_MS })).toBeCloseTo(5.195, 12);
  });

  it("ibkr-tiered: the broker's comparison of 30,000,000 shares at 5, taking liquidity", () => {
    // 1,050 + 5,400 + 25,500 + 10,000 of commission; exchange 90,000, clearing 6,000; passed through 7.34 and 23.49.
    expect(fee("ibkr-tiered", 30_000_000, 5)).toBeCloseTo(41_950 * (1 + 0.000735) + 90_000 + 6000, 6);
    // 200,000 shares: 700 + 600 + 40, and 0.12 + 0.39 passed through.
    expect(fee("ibkr-tiered", 200_000, 5)).toBeCloseTo(1340 + 0.5145, 9);
  });

  it("alpaca: nothing on buys; the fees on sales, FINRA's at most 8.30", () => {
    expect(fee("alpaca", 1000, 25)).toBe(0);
    expect(fee("alpaca", 100_000, 1, SELL)).toBeCloseTo(2.78 + 8.3, 12);
  });

  it("binance-spot: 0.1 % either way", () => {
    expect(fee("binance-spot", 2, 5000)).toBe(10);
    expect(fee("binance-spot", 2, 5000, { ...BUY, isMaker: true })).toBe(10);
  });
});
