import type { Commission } from "../commission.ts";

/**
 * Binance, spot, regular users (below 1,000,000 USD in 30 days), fees not paid in BNB: 0.1 % for makers and takers. From
 * "Fee Rate" of binance.com, as of 2025-11. Higher levels are a `maker-taker` of one's own.
 */
export const BINANCE_SPOT: Commission = { kind: "maker-taker", maker: 0.001, taker: 0.001 };
