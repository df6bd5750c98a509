/** A limit on the tail of the returns that today's holdings would have had: historical simulation. */
export interface TailLimit {
  /** Fraction of equity that one period may lose. */
  readonly limit: number;
  /** Confidence: 0.95 looks at the worst 5 % of periods. */
  readonly level: number;
  /** Bars that are looked back on; with fewer nothing can be measured, and nothing is entered. */
  readonly window: number;
}

/** A limit on how alike an entry and a position that is held may move. */
export interface CorrelationLimit {
  /** Correlation of bar returns, signed by the sides taken: above it an entry is refused. */
  readonly limit: number;
  /** Bars that are looked back on; with fewer nothing can be measured, and nothing is entered. */
  readonly window: number;
}

/** A limit on what the largest positions are worth together. */
export interface ConcentrationLimit {
  /** Of equity, a fraction. */
  readonly limit: number;
  /** How many of the largest. */
  readonly positions: number;
}

/** What becomes of the account when a circuit breaker trips: nothing new is entered, or everything is left as well. */
export const BREACH_ACTIONS = ["halt", "flatten"] as const;
export type BreachAction = (typeof BREACH_ACTIONS)[number];

/**
 * What an account may hold, lose and trade; what is absent is unlimited. Plain data, part of a run. Exposures are
 * fractions of equity as it is right after the order: marked at the order's instant, less what the order costs.
 */
export interface RiskLimits {
  /** Market value of one instrument's position. */
  readonly maxPositionSize?: number;
  /** Loss if every position went from its mark to its stop; without a stop, the position's full market value. */
  readonly maxPortfolioHeat?: number;
  /** Market value of all positions, without sign. */
  readonly maxGrossExposure?: number;
  /** Long less short market value, without sign. */
  readonly maxNetExposure?: number;
  /** Market value of the positions of one sector, without sign. */
  readonly maxSectorExposure?: number;
  /** Gross exposure at which an order is refused whole. */
  readonly maxLeverage?: number;
  readonly maxConcentration?: ConcentrationLimit;
  readonly maxCorrelation?: CorrelationLimit;
  /** Loss since the end of the session before. */
  readonly maxDailyLoss?: number;
  /** Loss since the highest equity at a close. */
  readonly maxDrawdown?: number;
  readonly maxVar?: TailLimit;
  readonly maxCvar?: TailLimit;
  /** Money traded in one session, purchases and sales. */
  readonly maxTurnover?: number;
  /** Sector of each symbol; a symbol without one is a sector of its own. */
  readonly sectors?: Readonly<Record<string, string>>;
  /** When the daily loss or the drawdown is reached; halt without it. */
  readonly onBreach?: BreachAction;
}
