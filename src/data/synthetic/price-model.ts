import type { SessionShape } from "./session-shape.ts";

/**
 * What a model says about each session and each bar; the prices inside the bars are drawn elsewhere. Called in the
 * order of time: `openSession`, then `variance` and `volume` of each bar, then `closeSession`.
 */
export interface PriceModel {
  /** @returns the move of the log price from the last session's close to this one's open */
  openSession(shape: SessionShape, isAfterGap: boolean): number;
  /** Variance of the log price over bar `bar` of the session. */
  variance(bar: number): number;
  /** Units traded in that bar, a whole number from 1; asked after `variance`. */
  volume(bar: number): number;
  /** @param surprise the random part of the log price's move over the session's bars */
  closeSession(surprise: number): void;
}

/** Units that change hands in an average session. */
export const SESSION_VOLUME = 4_000_000;
