import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Bars } from "../../market/bars.ts";
import { timeframeMs } from "../../market/timeframe.ts";
import { priceAfter } from "../ledger/split-history.ts";
import { isTimedOut, type OrderTimeouts } from "../orders/time-in-force.ts";
import {
  type EntryLevels,
  type ExitGuard,
  type GuardedEntry,
  type GuardSettings,
  type InsideEntry,
  levelsAfter,
  levelsAt,
  NO_LEVELS,
} from "./exit-guard.ts";
import type { BarPrices, IntrabarMode, ProtectiveExit } from "./protective-exit.ts";
import { isStepReached } from "./take-profit.ts";

/** Settings that are ratios of the margin, and what turns them into prices. */
export interface RankedGuardSettings extends GuardSettings {
  readonly leverage: number;
  /** Commission of a fill, a fraction of its notional. */
  readonly feeRate: number;
  readonly orderTimeout: OrderTimeouts;
}

/** The stop in force. */
interface Stop {
  readonly price: number;
  /** Its distance when it was set, a ratio of the margin. */
  readonly distance: number;
  /** It has been moved since the entry. */
  readonly isTrailing: boolean;
}

/** A target in force. */
interface Goal {
  /** Ratio that the profit must exceed. */
  readonly ratio: number;
  /** Minutes after which it came into force. */
  readonly since: number;
}

/** The order of a trail that was hit at a price which its bar didn't have: it waits like a limit. */
interface PendingExit {
  readonly price: number;
  readonly placedBar: number;
}

const MINUTE_MS = 60_000;
const NO_STOP: Stop = { price: NaN, distance: NaN, isTrailing: false };

/**
 * The stops and the target of a position, asked in a fixed order against the whole bar, as freqtrade's backtest does:
 * fixed stop, target, trailing stop. Stops, targets and offsets are ratios of the margin after commissions.
 *
 * - A stop is hit when the bar reaches it and fills at its price, at the open only when the whole bar lies beyond it.
 * - The trail is moved by the bar's own favourable extreme first, while the stop in force is out of the bar's reach. Its
 *   distance is `before` (or the stop's) until the profit exceeds `activateAt`. Hit in the bar that the order was placed
 *   in, the worst is assumed: the price just armed it and fell.
 * - The target must be exceeded. It fills at its price, moved into the bar; at the open when it came into force at that
 *   very open, which was better. In the entry bar of a limit that filled against the bar's colour, a target beyond the
 *   close isn't credited, and the trail is asked.
 * - An exit order that waits for its price fills when nothing else brings an exit; its limit is moved into its first bar.
 */
export class RankedGuard implements ExitGuard {
  private readonly settings: RankedGuardSettings;
  private readonly bars: Pick<Bars, "open" | "close" | "time" | "session" | "timeframe">;
  private side: 1 | -1 = 1;
  private entryPrice = NaN;
  private placedBar = -1;
  private decidedAt = -1;
  private levels = NO_LEVELS;
  private current = NO_STOP;
  private exitLimit = NaN;
  private exitPlacedBar = -1;
  private pending: PendingExit | null = null;

  constructor(settings: RankedGuardSettings, bars: Pick<Bars, "open" | "close" | "time" | "session" | "timeframe">) {
    this.settings = settings;
    this.bars = bars;
  }

  get decisionBar(): number {
    return this.decidedAt;
  }

  get stop(): number {
    return this.current.price;
  }

  awaitExit(limit: number, placedBar: number): void {
    this.exitLimit = limit;
    this.exitPlacedBar = placedBar;
  }

  stopFor(side: 1 | -1, price: number, given: EntryLevels): number {
    const { stop } = levelsAt(given, side, price, (found) => this.stopFor(side, price, found));
    return Number.isNaN(stop) ? price * (1 - (side * this.initialDistance) / this.settings.leverage) : stop;
  }

  entered({ side, price, decisionBar, placedBar }: GuardedEntry, average: number, given: EntryLevels): void {
    const levels = levelsAt(given, side, price, (found) => this.stopFor(side, price, found));
    this.side = side;
    this.entryPrice = average;
    this.placedBar = placedBar;
    this.decidedAt = decisionBar;
    this.levels = levels;
    this.current = { price: this.stopFor(side, average, levels), distance: this.initialDistance, isTrailing: false };
  }

  exitAtOpen(): null {
    return null;
  }

  /** @param mode `best` asks the target first, to tell by how much a bar is ambiguous; every other one the order above */
  exitIn(i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    if (Number.isNaN(this.entryPrice)) return null;
    const asked = Number.isNaN(this.exitLimit) || i !== this.exitPlacedBar ? this.askedIn(i, bar, mode) : null;
    if (asked !== null) return isInside(asked.reference, bar) ? asked : null;
    return this.waitingExit(i, bar) ?? this.pendingExit(i, bar);
  }

  private askedIn(i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    const { side } = this;
    const { price, distance, isTrailing } = this.stopAfter(bar);
    const isHit = side > 0 ? price >= bar.low : price <= bar.high;
    const isGapped = side > 0 ? price > bar.high : price < bar.low;
    const stopped: ProtectiveExit = {
      reason: isTrailing ? "trailing-stop" : "stop-loss",
      reference: isGapped ? bar.open : price,
      phase: "intrabar",
    };
    if (isHit && !isTrailing && mode !== "best") return stopped;
    const target = this.targetIn(i, bar);
    if (target !== null && !Number.isNaN(target))
      return { reason: "take-profit", reference: target, phase: "intrabar" };
    if (!isHit) return null;
    if (!isTrailing || isGapped || i !== this.placedBar) return stopped;
    return { ...stopped, reference: this.worstTrail(bar, distance) };
  }

  exitAfter(_entry: InsideEntry, i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    return this.exitIn(i, bar, mode);
  }

  limitIn(): number {
    return NaN;
  }

  isOutOfReach(): boolean {
    return Number.isNaN(this.entryPrice);
  }

  passCalmly(from: number, to: number): number {
    return this.isOutOfReach() ? to : from;
  }

  standsUntil(from: number, to: number): number {
    return this.passCalmly(from, to);
  }

  survived(i: number, high: number, low: number): void {
    if (Number.isNaN(this.entryPrice)) return;
    if (i === this.placedBar) {
      const bar = { open: this.bars.open[i]!, high, low, close: this.bars.close[i]! };
      const asked = this.askedIn(i, bar, "worst");
      if (asked !== null && !isInside(asked.reference, bar)) this.pending = { price: asked.reference, placedBar: i };
    }
    this.current = this.stopAfter({ high, low });
  }

  survivedAfter(_entry: InsideEntry, i: number, { high, low }: BarPrices): void {
    this.survived(i, high, low);
  }

  restate(split: Ratio): void {
    const after = (price: number) => priceAfter(split, price);
    this.entryPrice = after(this.entryPrice);
    this.levels = levelsAfter(split, this.levels);
    this.current = { ...this.current, price: after(this.current.price) };
    this.exitLimit = after(this.exitLimit);
    if (this.pending !== null) this.pending = { ...this.pending, price: after(this.pending.price) };
  }

  left(): void {
    this.entryPrice = NaN;
    this.levels = NO_LEVELS;
    this.current = NO_STOP;
    this.exitLimit = NaN;
    this.pending = null;
  }

  /** NaN without stop and trail. */
  private get initialDistance(): number {
    const { stopLoss, trailingStop } = this.settings;
    const trail = trailingStop?.kind === "fraction" ? trailingStop : null;
    return stopLoss ?? trail?.before ?? (trail?.activateAt === undefined ? trail?.fraction : undefined) ?? NaN;
  }

  private pendingExit(i: number, bar: BarPrices): ProtectiveExit | null {
    const { pending, bars, settings } = this;
    if (pending === null || isTimedOut(settings.orderTimeout.exit, pending.placedBar, i, bars)) return null;
    if (!isInside(pending.price, bar)) return null;
    return { reason: "trailing-stop", reference: pending.price, phase: "intrabar" };
  }

  private waitingExit(i: number, { high, low }: BarPrices): ProtectiveExit | null {
    const { side } = this;
    if (Number.isNaN(this.exitLimit)) return null;
    const isFirst = i === this.exitPlacedBar;
    if (isFirst) this.exitLimit = side > 0 ? Math.max(this.exitLimit, low) : Math.min(this.exitLimit, high);
    const isFilled = low <= this.exitLimit && this.exitLimit <= high;
    return isFilled ? { reason: "signal", reference: this.exitLimit, phase: "intrabar" } : null;
  }

  /** The stop once the bar's favourable extreme has moved it. */
  private stopAfter({ high, low }: Pick<BarPrices, "high" | "low">): Stop {
    const { side, current: stop, settings } = this;
    const { trailingStop: trail, stopLoss, leverage } = settings;
    const isOutOfReach = !(side > 0 ? stop.price >= low : stop.price <= high);
    if (trail === null || trail.kind !== "fraction" || !isOutOfReach) return stop;
    const extreme = side > 0 ? high : low;
    const profit = this.profitAt(extreme);
    const { activateAt = -Infinity, before } = trail;
    if (before === undefined && profit < activateAt) return stop;
    const distance = profit > activateAt ? trail.fraction : (before ?? stopLoss ?? trail.fraction);
    const price = extreme * (1 - (side * distance) / leverage);
    return Number.isNaN(stop.price) || side * (price - stop.price) > 0 ? { price, distance, isTrailing: true } : stop;
  }

  /** The price just armed the trail and fell; never beyond the bar. */
  private worstTrail({ open, high, low }: BarPrices, distance: number): number {
    const { side, settings } = this;
    const { trailingStop: trail, leverage } = settings;
    const waits = trail?.kind === "fraction" && trail.activateAt !== undefined && trail.before === undefined;
    const price = waits
      ? open * (1 + side * trail.activateAt! - (side * trail.fraction) / leverage)
      : open * (1 - (side * distance) / leverage);
    return side > 0 ? Math.max(low, price) : Math.min(high, price);
  }

  /** Price at which the target fills in a bar, null when it isn't exceeded; NaN when it is and isn't credited. */
  private targetIn(i: number, { open, high, low, close }: BarPrices): number | null {
    const { side, entryPrice } = this;
    const { time, timeframe } = this.bars;
    const minutes = (time[i]! - time[this.placedBar]!) / MINUTE_MS;
    const best = side > 0 ? high : low;
    let price = this.levels.target;
    if (Number.isNaN(price)) {
      const goal = this.goalAfter(i - this.placedBar, minutes);
      if (goal === null || !(this.profitAt(best) > goal.ratio)) return null;
      const isOnOpen = goal.since % (timeframeMs(timeframe) / MINUTE_MS) === 0;
      if (goal.ratio === -1 && isOnOpen) return open;
      price = this.priceOf(goal.ratio);
      if (minutes > 0 && minutes === goal.since && isOnOpen && side * (open - price) > 0) return open;
    } else if (!(side * (best - price) > 0)) return null;
    const isAgainst = side * (open - close) > 0 && side * (open - entryPrice) > 0;
    if (i === this.placedBar && isAgainst && side * (price - close) > 0) return NaN;
    return Math.min(Math.max(price, low), high);
  }

  private goalAfter(barsHeld: number, minutes: number): Goal | null {
    const { takeProfit } = this.settings;
    if (takeProfit === null) return null;
    if (typeof takeProfit === "number") return { ratio: takeProfit, since: 0 };
    const step = takeProfit.findLast((one) => isStepReached(one, barsHeld, minutes));
    if (step === undefined) return null;
    const barMinutes = timeframeMs(this.bars.timeframe) / MINUTE_MS;
    return { ratio: step.fraction, since: "afterBars" in step ? step.afterBars * barMinutes : step.afterMinutes };
  }

  /** Ratio of the margin that leaving at a price gains, commissions paid, rounded to 8 decimals. */
  private profitAt(price: number): number {
    const { feeRate, leverage } = this.settings;
    const ratio =
      this.side > 0
        ? (price * (1 - feeRate)) / (this.entryPrice * (1 + feeRate)) - 1
        : 1 - (price * (1 + feeRate)) / (this.entryPrice * (1 - feeRate));
    return Math.round(ratio * leverage * 1e8) / 1e8;
  }

  /** Price at which leaving gains a ratio of the entry's notional over leverage, commissions paid. */
  private priceOf(ratio: number): number {
    const { side, entryPrice } = this;
    const { feeRate, leverage } = this.settings;
    const gained = side * ((entryPrice * ratio) / leverage);
    return (gained + entryPrice * (1 + side * feeRate)) / (1 - side * feeRate);
  }
}

function isInside(price: number, { high, low }: BarPrices): boolean {
  return low <= price && price <= high;
}
