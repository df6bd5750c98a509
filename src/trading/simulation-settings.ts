import { checkInteger, checkPositive } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import type { CostSettings } from "./costs/cost-settings.ts";
import type { BreakEven } from "./fills/exit-guard.ts";
import type { IntrabarMode, Trail } from "./fills/protective-exit.ts";
import type { RangeDistance } from "./fills/range-distance.ts";
import type { TakeProfit } from "./fills/take-profit.ts";
import type { AccountRules } from "./ledger/account-rules.ts";
import type { TradeUnit } from "./ledger/trade-units.ts";
import type { Latency } from "./orders/order-delay.ts";
import type { Size } from "./orders/size.ts";
import type { OrderTimeouts } from "./orders/time-in-force.ts";
import type { RiskLimits } from "./risk/risk-limits.ts";
import type { FillTime, RuleBook } from "./rules/rule-book.ts";

/** How a simulation is executed; what is optional is off unless given. */
export interface SimulationSettings {
  readonly bars: Bars;
  readonly cash: number;
  readonly fill: FillTime;
  readonly size: Size;
  readonly sizeAt: "fill" | "decision";
  readonly costs: CostSettings;
  /** Mean quoted spread of each bar, a fraction of the price, for costs by quotes; NaN where nothing was quoted. */
  readonly quotedSpread?: Float64Array | null;
  /** First bar of the measured range. */
  readonly start: number;
  /** First bar whose decision counts, at least `start`: earlier ones are warm-up. */
  readonly firstDecision: number;
  readonly direction?: "long" | "short" | "both";
  /** Entries that one position may be made of; 1. */
  readonly accumulate?: number;
  readonly leverage?: number;
  readonly settlement?: "T+0" | "T+1";
  /** Fractions of the average entry price. */
  readonly stopLoss?: number | null;
  readonly takeProfit?: TakeProfit | null;
  readonly trailingStop?: Trail | null;
  /** Bars after the entry's at whose open a position leaves. */
  readonly timeStop?: number | null | undefined;
  readonly breakEven?: BreakEven | null | undefined;
  readonly intrabar?: IntrabarMode;
  /** Shorter bars of the same prices, which settle the order of prices inside a bar; `intrabar` says what they leave open. */
  readonly finer?: Bars | null | undefined;
  readonly tradeUnit?: TradeUnit;
  /** Share of a bar's volume that fills may take together; any size fills unless given. */
  readonly participation?: number | null | undefined;
  /** How long decided orders are on their way to the market; to the next bar's open unless given. */
  readonly latency?: Latency | null | undefined;
  /** What the account may borrow, beside `leverage`, and when positions are closed for it; never unless given. */
  readonly account?: AccountRules | null | undefined;
  /** Stop of each position so many average ranges of the deciding bar from its entry; null: none. */
  readonly stopRange?: RangeDistance | null | undefined;
  /** Trailing stop so many average ranges of the deciding bar behind the best price; null: none. */
  readonly trailRange?: RangeDistance | null | undefined;
  /** How long orders wait for their prices; until they are taken back. */
  readonly orderTimeout?: OrderTimeouts;
  /** What the account may hold, lose and trade; no limits unless given. */
  readonly risk?: RiskLimits | null | undefined;
  /** Splits and dividends of raw prices, booked on their day; null: none. */
  readonly actions?: readonly CorporateAction[] | null;
  /** Conventions; what stands beside it here comes before it. */
  readonly rules?: RuleBook;
}

/** @throws {BacksightError} BACKSIGHT_ARGUMENT for counts and amounts that can't be */
export function checkSettings(
  { start, firstDecision, accumulate = 1, leverage = 1, latency = null, fill }: Omit<SimulationSettings, "bars">,
  rows: number,
): void {
  checkInteger("start", start, 0, rows - 1);
  checkInteger("firstDecision", firstDecision, start);
  checkInteger("accumulate", accumulate, 1);
  checkPositive("leverage", leverage);
  if (latency !== null && fill === "close")
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "latency",
      rule: "left out where decisions fill at their own close",
      value: latency.kind === "bars" ? latency.bars : `${latency.ms}ms`,
    });
}

/** The settings that rule books may refuse. */
export function askedOf({ size, costs, ...input }: SimulationSettings) {
  return {
    size,
    costs,
    accumulate: input.accumulate ?? 1,
    leverage: input.leverage ?? 1,
    settlement: input.settlement ?? "T+0",
    takeProfit: input.takeProfit ?? null,
    trailingStop: input.trailingStop ?? null,
    timeStop: input.timeStop ?? null,
    breakEven: input.breakEven ?? null,
    intrabar: input.intrabar ?? "worst",
    hasFiner: (input.finer ?? null) !== null,
    participation: input.participation ?? null,
    latency: input.latency ?? null,
    account: input.account ?? null,
    stopRange: input.stopRange ?? null,
    trailRange: input.trailRange ?? null,
  } as const;
}

/** Last bar in which an order may open or enlarge a position. */
export function lastEntryBarOf({ length }: Pick<Bars, "length">, rules: RuleBook): number {
  return rules.lastBarEntry ? length - 1 : length - 2;
}
