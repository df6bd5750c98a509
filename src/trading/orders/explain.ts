import { NOT_FILLED_CODES, NOT_FILLED_REASONS, type NotFilledReason } from "./order-columns.ts";

/** What stood in the way of an order: the signals themselves, a limit of the account, cash, the clock, or the price. */
export const OBSTACLES = ["signal", "risk", "cash", "session", "liquidity"] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** One reason why something didn't trade, and how often. */
export interface Explanation {
  readonly rule: Obstacle;
  /** "nothing-asked": no signal and no order ever came. */
  readonly reason: NotFilledReason | "nothing-asked";
  /** Of what wasn't filled; of "nothing-asked" the bars that it had. */
  readonly count: number;
  readonly meaning: string;
}

/** Why what was wanted didn't trade: counts by rule, the rules in the order of `OBSTACLES`, the most frequent reason first. */
export function explainNotFilled(counts: Readonly<Record<string, number>>): Explanation[] {
  const found = NOT_FILLED_CODES.filter((reason) => (counts[reason] ?? 0) > 0).map((reason) => ({
    rule: obstacleOf(reason),
    reason,
    count: counts[reason]!,
    meaning: NOT_FILLED_REASONS[reason].meaning,
  }));
  return found.sort((a, b) => OBSTACLES.indexOf(a.rule) - OBSTACLES.indexOf(b.rule) || b.count - a.count);
}

/** Why a strategy that never asked for anything didn't trade. @param bars that it could have decided at */
export function nothingAsked(bars: number): Explanation {
  const meaning = "the strategy gave no signal and sent no order in any bar: its conditions never held together";
  return { rule: "signal", reason: "nothing-asked", count: bars, meaning };
}

const OTHERS: Partial<Record<NotFilledReason, Obstacle>> = {
  "below-lot": "cash",
  "insufficient-cash": "cash",
  "no-stop": "risk",
  "beyond-stop": "risk",
  "last-bar": "session",
  "data-ended": "session",
  "warm-up": "session",
  "timed-out": "session",
  "not-trading": "session",
  "not-immediate": "liquidity",
  "no-short": "cash",
  halted: "liquidity",
  "left-meanwhile": "liquidity",
};

function obstacleOf(reason: NotFilledReason): Obstacle {
  return OTHERS[reason] ?? (reason.startsWith("risk-") ? "risk" : "signal");
}
