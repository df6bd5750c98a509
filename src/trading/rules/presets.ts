import { ALL_EQUITY } from "../orders/size.ts";
import type { RuleBook, RuleBookName } from "./rule-book.ts";

/** Backsight's own rules: what an account could have done, and the worse where a bar leaves it open. */
export const BACKSIGHT_RULES: RuleBook = Object.freeze<RuleBook>({
  name: "backsight",
  fillAt: "next-open",
  sizeAt: "fill",
  size: ALL_EQUITY,
  budgetCovers: "costs",
  cashPolicy: "fit",
  rounding: "fractional",
  conflicts: "exit-wins",
  oppositeEntry: "reverse",
  signalsAfterStop: "taken",
  exitWithdrawsEntry: true,
  stopFrom: "fill",
  beyondStop: "refused",
  stopStart: "entry-bar",
  insideEntry: "possible",
  stopSlippage: true,
  exitSlippage: true,
  slippageCap: "uncapped",
  limitSlippage: "never",
  limitGap: "open",
  trailBy: "earlier-extremes",
  pricesSeen: "range",
  measure: "price",
  intrabar: "worst",
  lastBarEntry: true,
  endOfData: "mark",
  tradeUnit: "flat",
  annualise: "calendar",
  cannot: [],
  exitOrder: "open-first",
  gapStop: "open",
  targetTouch: "reached",
});

/**
 * vectorbt 1.1.0, `Portfolio.from_signals`: `price=close`, `size=inf`, `allow_partial=True`, `upon_long_conflict` and
 * `upon_dir_conflict` Ignore, `upon_opposite_entry=ReverseReduce`, `stop_entry_price=Close`, `stop_exit_price=StopLimit`
 * (no slippage), stops from the bar after the entry, one order a bar (a stop replaces the bar's signals), exit trades,
 * `year_freq` 365 days.
 */
const VECTORBT: RuleBook = Object.freeze<RuleBook>({
  ...BACKSIGHT_RULES,
  name: "vectorbt",
  fillAt: "close",
  cashPolicy: "partial",
  conflicts: "cancel",
  signalsAfterStop: "skipped",
  exitOrder: "stop-first",
  gapStop: "open",
  targetTouch: "reached",
  stopFrom: "entry-close",
  stopStart: "next-bar",
  stopSlippage: false,
  tradeUnit: "exit",
  annualise: 365,
  cannot: [
    "a stop by time",
    "a stop at break-even",
    "limit entries",
    "stop entries",
    "stop-limit entries",
    "exits at a limit",
    "a target by time held",
    "a trailing stop by an amount",
    "a trailing stop that waits for a gain",
    "a size by risk",
    "leverage other than 1",
    "settlement T+1",
    "an order of prices other than worst",
    "a commission per unit",
    "costs by order, side, market or time",
    "fills by volume",
    "orders on their way",
    "an account by margin rules",
    "a stop by range",
  ],
});

/**
 * backtrader 1.9.78.123, `BackBroker`: market orders at the next open, `FixedSize` of one share, `getsize` in whole
 * shares of the plain price at the decision, an order that cash can't pay ends as Margin, `set_slippage_perc` with
 * `slip_match` (capped by the bar) and `slip_limit` (a limit filled at the open slips as far as its limit), children of
 * a bracket active from the next bar, `StopTrail` follows closes, Sharpe factor of days 252.
 */
const BACKTRADER: RuleBook = Object.freeze<RuleBook>({
  ...BACKSIGHT_RULES,
  name: "backtrader",
  sizeAt: "decision",
  size: { kind: "quantity", quantity: 1 },
  budgetCovers: "price",
  cashPolicy: "refuse",
  rounding: "whole",
  beyondStop: "filled",
  exitOrder: "stop-first",
  gapStop: "open",
  targetTouch: "reached",
  stopStart: "next-bar",
  slippageCap: "bar-range",
  limitSlippage: "to-limit",
  trailBy: "closes",
  annualise: 252,
  cannot: [
    "a stop by time",
    "a stop at break-even",
    "a target by time held",
    "a trailing stop that waits for a gain",
    "settlement T+1",
    "an order of prices other than worst",
    "orders on their way",
    "an account by margin rules",
    "a stop by range",
  ],
});

/**
 * backtesting.py 0.6.6, `_Broker._process_orders`: market orders at the next open, `size` of the free margin less one part in 2⁵² (shown there as .9999) in
 * whole units with spread and commission inside, an order that margin can't pay is cancelled, exits at the plain price,
 * the stop before the target, whole entry bar for market entries, contingent orders of stop and limit entries in the
 * entry bar only where unambiguous, no trailing stop, `finalize_trades` at the last bar's open, one trade per entry.
 */
const BACKTESTING_PY: RuleBook = Object.freeze<RuleBook>({
  ...BACKSIGHT_RULES,
  name: "backtesting.py",
  size: { kind: "fraction", fraction: 1 - Number.EPSILON },
  rounding: "whole",
  beyondStop: "filled",
  insideEntry: "unambiguous",
  exitOrder: "stop-first",
  gapStop: "open",
  targetTouch: "reached",
  exitSlippage: false,
  stopSlippage: false,
  endOfData: "last-order",
  tradeUnit: "fifo",
  cannot: [
    "a stop by time",
    "a stop at break-even",
    "a target by time held",
    "a trailing stop",
    "a size by risk",
    "settlement T+1",
    "an order of prices other than worst",
    "fills by volume",
    "orders on their way",
    "an account by margin rules",
    "a stop by range",
  ],
});

/**
 * zipline, `Blotter` and `SlippageModel`: orders fill at the close of the bar after the one that sent them; stops and
 * limits compare that close, and a limit waits when the slipped price is worse than it; `round_order` truncates to
 * whole shares; cash may go below 0; no trailing orders; empyrical's 252 days.
 */
const ZIPLINE: RuleBook = Object.freeze<RuleBook>({
  ...BACKSIGHT_RULES,
  name: "zipline",
  fillAt: "next-close",
  sizeAt: "decision",
  budgetCovers: "price",
  cashPolicy: "unlimited",
  rounding: "whole",
  limitSlippage: "or-unfilled",
  beyondStop: "filled",
  stopStart: "next-bar",
  pricesSeen: "close",
  annualise: 252,
  cannot: [
    "a stop by time",
    "a stop at break-even",
    "a target by time held",
    "a trailing stop",
    "a size by risk",
    "leverage other than 1",
    "settlement T+1",
    "an order of prices other than worst",
    "orders on their way",
    "an account by margin rules",
    "a stop by range",
  ],
});

/**
 * freqtrade 2024+, `optimize/backtesting.py` and `IStrategy.should_exit`: exit signal, fixed stop, minimal ROI, trailing
 * stop; a gapped stop fills at the stop unless the whole bar is beyond it; the ROI must be exceeded; a trail is moved by
 * the bar's own extreme before it is tested; limits fill at their own price, moved into their first bar; no entry in the
 * last bar, in whose open what is left leaves; ratios are of the margin, net of fees, rounded to 8 decimals.
 */
const FREQTRADE: RuleBook = Object.freeze<RuleBook>({
  ...BACKSIGHT_RULES,
  name: "freqtrade",
  conflicts: "neither",
  oppositeEntry: "ignore",
  exitWithdrawsEntry: false,
  insideEntry: "whole-bar",
  limitGap: "limit",
  trailBy: "own-extreme",
  measure: "profit",
  lastBarEntry: false,
  endOfData: "last-order",
  annualise: 365,
  cannot: [
    "a stop by time",
    "a stop at break-even",
    "stop entries",
    "stop-limit entries",
    "a trailing stop by an amount",
    "a size by risk",
    "targets (weights or units)",
    "accumulate above 1",
    "settlement T+1",
    "an order of prices other than worst",
    "a commission per unit",
    "costs by order, side, market or time",
    "fills by volume",
    "orders on their way",
    "an account by margin rules",
    "a stop by range",
  ],
  exitOrder: "stop-target-trail",
  gapStop: "stop",
  targetTouch: "exceeded",
});

/** The rule books by name. */
export const RULE_BOOKS: Readonly<Record<RuleBookName, RuleBook>> = Object.freeze({
  backsight: BACKSIGHT_RULES,
  vectorbt: VECTORBT,
  backtrader: BACKTRADER,
  "backtesting.py": BACKTESTING_PY,
  zipline: ZIPLINE,
  freqtrade: FREQTRADE,
});
