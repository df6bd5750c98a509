import { checkNotNegative, checkPositive } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import { log1p } from "../../../math/log1p.ts";

export interface KellyBetInput {
  /** 0 to 1. */
  readonly winProbability: number;
  /** What a unit staked wins; above 0. */
  readonly winPerUnit: number;
  /** What a unit staked loses; above 0, 1 without it: the stake. */
  readonly lossPerUnit?: number | undefined;
  /** Part of Kelly's fraction that is taken: 0.5 is half Kelly; 1 without it. */
  readonly share?: number | undefined;
}

export interface KellyBet {
  /** Kelly's own fraction of capital; below 0: don't take this side. */
  readonly fraction: number;
  /** What to stake: `share` of it, never below 0. */
  readonly tradableFraction: number;
  /** Mean log growth of capital per bet at `tradableFraction`. */
  readonly growthPerBet: number;
}

/**
 * The fraction of capital with the highest growth for a bet with two outcomes: p / loss − (1 − p) / win. Kelly (1956), "A
 * New Interpretation of Information Rate"; Thorp (2006), "The Kelly Criterion in Blackjack, Sports Betting and the Stock
 * Market". An edge that is overestimated makes it too large: beyond twice Kelly, capital shrinks.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function kellyBet({ winProbability, winPerUnit, lossPerUnit = 1, share = 1 }: KellyBetInput): KellyBet {
  if (!(winProbability >= 0 && winProbability <= 1)) {
    const name = "winProbability";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "from 0 to 1", value: winProbability });
  }
  checkPositive("winPerUnit", winPerUnit);
  checkPositive("lossPerUnit", lossPerUnit);
  checkNotNegative("share", share);
  const lossProbability = 1 - winProbability;
  const fraction = winProbability / lossPerUnit - lossProbability / winPerUnit;
  const tradableFraction = Math.max(0, share * fraction);
  const won = winProbability === 0 ? 0 : winProbability * log1p(tradableFraction * winPerUnit);
  const lost = lossProbability === 0 ? 0 : lossProbability * log1p(-tradableFraction * lossPerUnit);
  return { fraction, tradableFraction, growthPerBet: won + lost };
}
