import type { NotFilledReason } from "../../orders/order-columns.ts";
import type { RiskLimits } from "../risk-limits.ts";
import type { ProposedOrder, RiskView } from "../risk-view.ts";

/** Reasons of orders that a limit refused, or cut. */
export type RiskCode = Extract<NotFilledReason, `risk-${string}`>;

/** The part of an order that opens or enlarges a position, and what it meets there. All numbers are resolved. */
export interface Increase {
  readonly order: ProposedOrder;
  readonly account: RiskView;
  readonly limits: RiskLimits;
  readonly side: 1 | -1;
  /** Units asked for beyond those that only reduce a position of the other side. */
  readonly units: number;
  /** Units of the order's side that are held, from 0. */
  readonly held: number;
  /** Market value of a unit: price × multiplier. */
  readonly unitValue: number;
  /** Money by which a unit makes equity fall. */
  readonly unitCost: number;
  /** Stop of the position after the order; NaN without one. */
  readonly stop: number;
}

/** One limit: what it measures, and how many units it leaves. */
export interface Limit {
  readonly code: RiskCode;
  readonly setting: Exclude<keyof RiskLimits, "sectors" | "onBreach">;
  /** What a quantity that breaks it becomes. */
  readonly action: "clip" | "refuse";
  /** What is measured, for docs. */
  readonly measures: string;
  /** The configured threshold; undefined: none. */
  thresholdOf(limits: RiskLimits): number | undefined;
  /** What is measured after `units` more; NaN where it can't be. */
  valueAfter(increase: Increase, units: number): number;
  /** Units that it allows at most, from 0; Infinity for any. */
  allowed(increase: Increase, threshold: number): number;
}
