import { pow } from "../pow.ts";

/** Coefficients of an order's impact, without units. */
export interface AlmgrenCoefficients {
  readonly permanent: number;
  readonly temporary: number;
  /** Of the trading rate in the temporary part: 0.6 as measured, 1 for the linear model of Almgren and Chriss (2000). */
  readonly exponent: number;
  /** Trading days over which the order is worked. */
  readonly days: number;
}

/** As measured on 29,509 orders of US stocks by Almgren, Thum, Hauptmann & Li (2005). */
export const ALMGREN_COEFFICIENTS: AlmgrenCoefficients = { permanent: 0.314, temporary: 0.142, exponent: 0.6, days: 1 };

/** What an order does to the price, fractions of the price. */
export interface AlmgrenImpact {
  /** How far the price stands moved after the order. */
  readonly permanent: number;
  /** What the order pays while it is worked, beside that. */
  readonly temporary: number;
  /** What it pays on average: half the permanent part, which builds up along the way, and the temporary one. */
  readonly average: number;
}

/**
 * Permanent and temporary market impact: with x = quantity ÷ daily volume, permanent × σ × x and temporary × σ × (x ÷
 * days)^exponent (R. Almgren, C. Thum, E. Hauptmann, H. Li, "Direct estimation of equity market impact", Risk 18, 2005,
 * without its correction for shares outstanding; R. Almgren, N. Chriss, "Optimal execution of portfolio transactions",
 * Journal of Risk 3, 2000).
 *
 * @param quantity units of the order
 * @param volume units that trade in a day
 * @param volatility standard deviation of a day's returns
 * @returns NaN for a NaN
 */
export function almgrenImpact(
  quantity: number,
  volume: number,
  volatility: number,
  { permanent, temporary, exponent, days }: AlmgrenCoefficients = ALMGREN_COEFFICIENTS,
): AlmgrenImpact {
  const share = quantity / volume;
  const lasting = permanent * volatility * share;
  const passing = temporary * volatility * pow(share / days, exponent);
  return { permanent: lasting, temporary: passing, average: lasting / 2 + passing };
}
