import type { Commission } from "../commission.ts";
import { FINRA_TRADING_ACTIVITY_FEE, SEC_FEE } from "./us-regulatory-fees.ts";

/**
 * Interactive Brokers, stocks of the United States, fixed pricing: 0.005 a share, at least 1.00 and at most 1 % of the
 * order's value, exchange and clearing fees included; the fees of SEC and FINRA are passed on. From "Commissions Stocks"
 * of interactivebrokers.com, as of 2025-05; its consolidated audit trail fee and its minimum of 0.01 for orders below one
 * share are left out.
 */
export const IBKR_FIXED: Commission = {
  kind: "sum",
  of: [
    { kind: "bounded", of: { kind: "per-unit", amount: 0.005 }, minimum: 1, maximumRate: 0.01 },
    SEC_FEE,
    FINRA_TRADING_ACTIVITY_FEE,
  ],
};
