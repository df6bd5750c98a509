import type { Commission } from "../commission.ts";
import { FINRA_TRADING_ACTIVITY_FEE, SEC_FEE } from "./us-regulatory-fees.ts";

/**
 * Alpaca, stocks of the United States: no commission; the fees of SEC and FINRA on sales are passed on. From "Regulatory
 * Fees" of alpaca.markets, as of 2025-08; the consolidated audit trail fee (0.0000265 a share then) is left out.
 */
export const ALPACA: Commission = { kind: "sum", of: [SEC_FEE, FINRA_TRADING_ACTIVITY_FEE] };
