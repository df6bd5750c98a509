import type { RiskCode } from "./limits/limit.ts";
import type { RiskLimits } from "./risk-limits.ts";

/** A limit that an order would break. */
export interface RiskViolation {
  /** The reason that an order which it refuses ends with. */
  readonly code: RiskCode;
  /** Name of the limit. */
  readonly setting: keyof RiskLimits;
  /** The configured threshold, and what would be measured after the whole order; NaN where it can't be measured yet. */
  readonly limit: number;
  readonly value: number;
  /** clip: so many units may be sent; refuse: only what reduces a position. */
  readonly action: "clip" | "refuse";
  /** Units of the order that keep this limit, whole lots, from 0. Reductions of a position are always among them. */
  readonly allowedQuantity: number;
  /** One line for people. */
  readonly message: string;
}
