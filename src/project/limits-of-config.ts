import type { RiskLimitOptions } from "../trading/risk/resolve-risk-limits.ts";
import type { RiskConfig } from "./risk-config.ts";

/** The limits of a block, as the code calls them. */
export function limitsOfConfig(risk: RiskConfig): RiskLimitOptions {
  const { stop_loss, trailing_stop, time_stop, break_even, ...limits } = risk;
  return Object.fromEntries(Object.entries(limits).map(([key, value]) => [camelCase(key), value])) as RiskLimitOptions;
}

/** `max_position_size` is `maxPositionSize`. */
export function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
