import { z } from "zod";
import { BREACH_ACTIONS } from "../trading/risk/risk-limits.ts";

const positive = z.number().positive();
const share = z.number().gt(0).lt(1);
const bars = z.int().min(2);
const tail = z.union([positive, z.strictObject({ limit: positive, level: share.optional(), window: bars.optional() })]);

/** The `risk:` block of a configuration: limits of the account, and stops that every position gets. */
export const RISK_SCHEMA = z.strictObject({
  max_position_size: positive.optional(),
  max_portfolio_heat: positive.optional(),
  max_gross_exposure: positive.optional(),
  max_net_exposure: positive.optional(),
  max_sector_exposure: positive.optional(),
  max_leverage: positive.optional(),
  max_concentration: z
    .union([positive, z.strictObject({ limit: positive, positions: z.int().min(1).optional() })])
    .optional(),
  max_correlation: z
    .union([z.number().min(-1).lt(1), z.strictObject({ limit: z.number().min(-1).lt(1), window: bars.optional() })])
    .optional(),
  max_daily_loss: share.optional(),
  max_drawdown: share.optional(),
  max_var: tail.optional(),
  max_cvar: tail.optional(),
  max_turnover: positive.optional(),
  /** Sector of each symbol. */
  sectors: z.record(z.string(), z.string()).optional(),
  on_breach: z.enum(BREACH_ACTIONS).optional(),
  /** A fraction, or ranges as `--stop-loss` takes them: atr:3. */
  stop_loss: z.union([share, z.string().min(1)]).optional(),
  trailing_stop: z.union([share, z.string().min(1)]).optional(),
  time_stop: z.int().min(1).optional(),
  break_even: z
    .union([positive, z.strictObject({ after_gain: positive, offset: z.number().gt(-1).optional() })])
    .optional(),
});

export type RiskConfig = z.infer<typeof RISK_SCHEMA>;
