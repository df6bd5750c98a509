/** Names of real fee schedules. */
export const COMMISSION_SCHEDULE_NAMES = [
  "ibkr-fixed",
  "ibkr-tiered",
  "alpaca",
  "binance-spot",
  "sec-fee",
  "finra-taf",
] as const;
export type CommissionScheduleName = (typeof COMMISSION_SCHEDULE_NAMES)[number];
