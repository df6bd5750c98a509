import type { CommissionScheduleName } from "./commission-schedule-names.ts";

/** A marginal step of a fee: what lies above `from` (units or money) pays this. */
export interface FeeTier {
  readonly from: number;
  /** Fraction of the notional, or money for each unit. */
  readonly fee: number;
}

/** Fills that a part of a fee is asked of. */
export const CHARGED_FILLS = ["buys", "sells", "makers", "takers"] as const;
export type ChargedFills = (typeof CHARGED_FILLS)[number];

/**
 * What a fill pays a broker and what the broker passes on, as plain data; schedules are made of these parts.
 *
 * - `rate`: a fraction of the notional; `per-unit`: money for each unit; `per-order`: money once, with its first fill
 * - `maker-taker`: fractions of the notional for orders that waited for their price, and for all others
 * - `tiered`: marginal tiers of units or of money, counted within the order or over the calendar month
 * - `bounded`: a fee held between a minimum and a maximum for the whole order; the maximum, which may be a share of the
 *   notional, wins over the minimum unless `minimumWins`
 * - `sum`, `scaled`: several fees; a multiple of one
 * - `only`: a fee of buys, sells, makers or takers; `dated`: the fee of the day, none before the first
 * - `schedule`: one of `COMMISSION_SCHEDULES` by name
 */
export type Commission =
  | { readonly kind: "rate"; readonly rate: number }
  | { readonly kind: "per-unit"; readonly amount: number }
  | { readonly kind: "per-order"; readonly amount: number }
  | { readonly kind: "maker-taker"; readonly maker: number; readonly taker: number }
  | {
      readonly kind: "tiered";
      /** What is counted and charged: units, or money of notional. */
      readonly by: "units" | "notional";
      readonly per: "order" | "month";
      readonly tiers: readonly FeeTier[];
    }
  | {
      readonly kind: "bounded";
      readonly of: Commission;
      /** Money. */
      readonly minimum?: number;
      readonly maximum?: number;
      /** Fraction of the notional. */
      readonly maximumRate?: number;
      readonly minimumWins?: boolean;
    }
  | { readonly kind: "sum"; readonly of: readonly Commission[] }
  | { readonly kind: "scaled"; readonly by: number; readonly of: Commission }
  | { readonly kind: "only"; readonly fills: ChargedFills; readonly of: Commission }
  | {
      readonly kind: "dated";
      /** Ascending; a day is a number of days since 1970-01-01. */
      readonly since: readonly { readonly day: number; readonly of: Commission }[];
    }
  | { readonly kind: "schedule"; readonly name: CommissionScheduleName };

/** Every kind, for messages and pages. */
export const COMMISSION_KINDS = [
  "rate",
  "per-unit",
  "per-order",
  "maker-taker",
  "tiered",
  "bounded",
  "sum",
  "scaled",
  "only",
  "dated",
  "schedule",
] as const satisfies readonly Commission["kind"][];
