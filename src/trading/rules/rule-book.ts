import type { IntrabarMode } from "../fills/protective-exit.ts";
import type { TradeUnit } from "../ledger/trade-units.ts";
import type { Size } from "../orders/size.ts";

/** When a decision made at a bar's close fills. */
export const FILL_TIMES = ["next-open", "close", "next-close"] as const;
export type FillTime = (typeof FILL_TIMES)[number];

/** The conventions that can be asked for by name. */
export const RULE_BOOK_NAMES = [
  "backsight",
  "vectorbt",
  "backtrader",
  "backtesting.py",
  "zipline",
  "freqtrade",
] as const;
export type RuleBookName = (typeof RULE_BOOK_NAMES)[number];

/** What a run may ask for that not every tool can do. */
export type RuleFeature =
  | "limit entries"
  | "stop entries"
  | "stop-limit entries"
  | "exits at a limit"
  | "a target by time held"
  | "a trailing stop"
  | "a trailing stop by an amount"
  | "a trailing stop that waits for a gain"
  | "a stop by time"
  | "a stop at break-even"
  | "a size by risk"
  | "targets (weights or units)"
  | "accumulate above 1"
  | "leverage other than 1"
  | "settlement T+1"
  | "an order of prices other than worst"
  | "fills by volume"
  | "orders on their way"
  | "an account by margin rules"
  | "a stop by range"
  | "a commission per unit"
  | "costs by order, side, market or time";

/**
 * Every convention by which two honest engines differ, as data. The engine reads the book; a tool's rules are one book
 * each (`presets.ts`), and what the tool has no way to say is in `cannot`.
 *
 * `exitOrder`, `gapStop` and `targetTouch` go together: "open-first" lets a bar's open decide before its range, so that
 * stops and targets that it lies beyond fill there; "stop-first" asks the stop against the whole bar before the target,
 * each filled at the open where that is beyond it; "stop-target-trail" asks fixed stop, target and trailing stop in that
 * order against the whole bar, whatever its open was.
 */
export type RuleBook = CommonRules & ExitRules;

interface CommonRules {
  readonly name: RuleBookName;
  readonly fillAt: FillTime;
  readonly sizeAt: "fill" | "decision";
  /** Of an entry that says no size. */
  readonly size: Size;
  /** What a budget pays for: the units and their commission and slippage, or the units at the plain price. */
  readonly budgetCovers: "costs" | "price";
  /**
   * When cash is short. fit: intents are cut, fixed quantities refused; partial: both are cut; refuse: both are
   * refused, by the prices of the decision as by those of the fill, but short sales, which bring cash, never are;
   * unlimited: cash is never short.
   */
  readonly cashPolicy: "fit" | "partial" | "refuse" | "unlimited";
  /** whole: units are whole where the instrument has no lot of its own. */
  readonly rounding: "fractional" | "whole";
  /** Entry and exit of one side on one bar. While in: the exit counts, or neither does; cancel: never does either, in or out. */
  readonly conflicts: "exit-wins" | "neither" | "cancel";
  /** An entry of the other side: turns the position, or counts only together with an exit. */
  readonly oppositeEntry: "reverse" | "ignore";
  /** Signals of a bar in which a stop or target was hit. */
  readonly signalsAfterStop: "taken" | "skipped";
  /** An exit signal takes back an entry order that still waits. */
  readonly exitWithdrawsEntry: boolean;
  /** Price that percent stops, targets and trails measure from. */
  readonly stopFrom: "fill" | "entry-close";
  /** An entry that would fill at or beyond its own stop: refused, or filled and stopped by the first bar that may. */
  readonly beyondStop: "refused" | "filled";
  /** First bar whose prices can bring a stop or target. */
  readonly stopStart: "entry-bar" | "next-bar";
  /**
   * After an entry inside a bar, by limit or stop. possible: what may have come after it, adverse first in mode worst;
   * unambiguous: only the target of a stop entry, when the stop is untouched, even if it filled at the open; whole-bar: as if the bar began with it.
   */
  readonly insideEntry: "possible" | "unambiguous" | "whole-bar";
  /** Slippage on triggered stops. */
  readonly stopSlippage: boolean;
  /** Slippage on exits at all. */
  readonly exitSlippage: boolean;
  /** bar-range: a slipped price stays between the bar's low and high. */
  readonly slippageCap: "uncapped" | "bar-range";
  /** never; to-limit: what fills at the open slips as far as the limit; or-unfilled: slips, and waits if that is beyond the limit. */
  readonly limitSlippage: "never" | "to-limit" | "or-unfilled";
  /** An entry limit that the open is better than: at the open, or at the limit itself, moved into its first bar. */
  readonly limitGap: "open" | "limit";
  /** What a trailing stop follows. closes: from that of the entry's bar on; own-extreme: also the extreme of the bar that it is tested against. */
  readonly trailBy: "earlier-extremes" | "closes" | "own-extreme";
  /** What stops, targets and limits look at: the bar's range, or its close only, which is then also where they fill. */
  readonly pricesSeen: "range" | "close";
  /** Stops and targets: a move of the price, or of the profit on the margin after commissions (price move × leverage). */
  readonly measure: "price" | "profit";
  readonly intrabar: IntrabarMode;
  /** May an order fill in the last bar to open a position? */
  readonly lastBarEntry: boolean;
  /** A position at the end: marked and left open, or closed where a market order of the last bar but one fills: at the last open,
   * or with fill "close" at the last close but one. */
  readonly endOfData: "mark" | "last-order";
  readonly tradeUnit: TradeUnit;
  /** Days of a year in annualised figures. */
  readonly annualise: "calendar" | 252 | 365;
  /** What the tool can't express; asking for it is an error. */
  readonly cannot: readonly RuleFeature[];
}

type ExitRules =
  | { readonly exitOrder: "open-first" | "stop-first"; readonly gapStop: "open"; readonly targetTouch: "reached" }
  | { readonly exitOrder: "stop-target-trail"; readonly gapStop: "stop"; readonly targetTouch: "exceeded" };
