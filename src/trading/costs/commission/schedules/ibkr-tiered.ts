import type { Commission } from "../commission.ts";
import { FINRA_TRADING_ACTIVITY_FEE, SEC_FEE } from "./us-regulatory-fees.ts";

/** Marginal tiers over the shares of a calendar month; at least 0.35 and at most 1 % of the order's value. */
const BROKER: Commission = {
  kind: "bounded",
  of: {
    kind: "tiered",
    by: "units",
    per: "month",
    tiers: [
      { from: 0, fee: 0.0035 },
      { from: 300_000, fee: 0.002 },
      { from: 3_000_000, fee: 0.0015 },
      { from: 20_000_000, fee: 0.001 },
      { from: 100_000_000, fee: 0.0005 },
    ],
  },
  minimum: 0.35,
  maximumRate: 0.01,
};

/** NYSE passes on 0.0175 % of commissions and FINRA 0.056 %. */
const PASSED_THROUGH = 0.000175 + 0.00056;

/** What exchanges take for a share that takes liquidity; what they pay for one that gives it is left out. */
const EXCHANGE: Commission = { kind: "only", fills: "takers", of: { kind: "per-unit", amount: 0.003 } };

/** NSCC and DTC, at most 0.5 % of the order's value. */
const CLEARING: Commission = { kind: "bounded", of: { kind: "per-unit", amount: 0.0002 }, maximumRate: 0.005 };

/**
 * Interactive Brokers, stocks of the United States, tiered pricing, with what it passes on: exchange, clearing, SEC and
 * FINRA. From "Commissions Stocks" and "Fixed vs. Tiered Pricing Comparison Examples" of interactivebrokers.com, as of
 * 2025-05. Exchanges differ: 0.003 a share is what Nasdaq and NYSE take from liquidity takers.
 */
export const IBKR_TIERED: Commission = {
  kind: "sum",
  of: [
    BROKER,
    { kind: "scaled", by: PASSED_THROUGH, of: BROKER },
    EXCHANGE,
    CLEARING,
    SEC_FEE,
    FINRA_TRADING_ACTIVITY_FEE,
  ],
};
