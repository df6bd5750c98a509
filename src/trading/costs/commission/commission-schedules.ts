import type { Commission } from "./commission.ts";
import type { CommissionScheduleName } from "./commission-schedule-names.ts";
import { ALPACA } from "./schedules/alpaca.ts";
import { BINANCE_SPOT } from "./schedules/binance-spot.ts";
import { IBKR_FIXED } from "./schedules/ibkr-fixed.ts";
import { IBKR_TIERED } from "./schedules/ibkr-tiered.ts";
import { FINRA_TRADING_ACTIVITY_FEE, SEC_FEE } from "./schedules/us-regulatory-fees.ts";

/** A real fee schedule. */
export interface CommissionSchedule {
  /** One line for pages and help. */
  readonly title: string;
  readonly commission: Commission;
}

/** Real fee schedules by name; each file names its source. */
export const COMMISSION_SCHEDULES: Readonly<Record<CommissionScheduleName, CommissionSchedule>> = {
  "ibkr-fixed": {
    title: "Interactive Brokers, US stocks, fixed: 0.005 a share, at least 1.00, at most 1%; SEC and FINRA fees",
    commission: IBKR_FIXED,
  },
  "ibkr-tiered": {
    title: "Interactive Brokers, US stocks, tiered by month: from 0.0035 a share, at least 0.35; all fees passed on",
    commission: IBKR_TIERED,
  },
  alpaca: { title: "Alpaca, US stocks: no commission; SEC and FINRA fees on sales", commission: ALPACA },
  "binance-spot": { title: "Binance, spot, regular users: 0.1% as maker and taker", commission: BINANCE_SPOT },
  "sec-fee": { title: "SEC fee on sales, by date", commission: SEC_FEE },
  "finra-taf": { title: "FINRA trading activity fee on sales, by date", commission: FINRA_TRADING_ACTIVITY_FEE },
};
