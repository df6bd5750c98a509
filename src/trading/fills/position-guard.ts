import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Bars } from "../../market/bars.ts";
import { priceAfter } from "../ledger/split-history.ts";
import { BACKSIGHT_RULES } from "../rules/presets.ts";
import type { RuleBook } from "../rules/rule-book.ts";
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
import {
  type BarPrices,
  exitAfterEntry,
  exitAtOpen,
  type IntrabarMode,
  isOutOfReach,
  nearestTarget,
  type Protection,
  type ProtectiveExit,
  protectiveExit,
  stopLevel,
  type Trail,
  trackExtreme,
} from "./protective-exit.ts";
import { restOfBar } from "./rest-of-bar.ts";
import { targetPrice } from "./take-profit.ts";

const MINUTE_MS = 60_000;

/** Bars before `until` all of whose prices lie between these two, touching neither, are calm. */
export interface CalmRange {
  above: number;
  below: number;
  until: number;
}

/**
 * The stops and the target of the position that is held, where a bar's open decides before its range, or the stop
 * before the target.
 *
 * A level that an entry brought comes before the settings' own. Fractions follow the average entry price; a level
 * stays until an addition brings another one. A trail starts at the fill, once its activation is reached it stays on,
 * and no addition lowers it. A stop by time counts from the bar of the first entry and leaves at an open, after what the
 * stops and the target do there. Which prices come after the entry is the engine's to know: an entry at the open meets the
 * whole bar, one at the close the next.
 */
export class PositionGuard implements ExitGuard {
  private readonly settings: GuardSettings;
  private readonly rules: RuleBook;
  private readonly bars: Pick<Bars, "time" | "close"> | null;
  /** The settings' own, its amount in shares of today. */
  private trail: Trail | null;
  private protection: Protection | null = null;
  private levels = NO_LEVELS;
  private side: 1 | -1 = 1;
  private base = NaN;
  private entryBar = -1;
  private decidedAt = -1;
  private exitLimit = NaN;
  private exitFrom = -1;

  /** @param bars what fractions of an entry's close, and targets by minutes, are computed from */
  constructor(
    settings: GuardSettings,
    rules: RuleBook = BACKSIGHT_RULES,
    bars: Pick<Bars, "time" | "close"> | null = null,
  ) {
    this.settings = settings;
    this.trail = settings.trailingStop;
    this.rules = rules;
    this.bars = bars;
  }

  get decisionBar(): number {
    return this.decidedAt;
  }

  get stop(): number {
    return this.protection === null ? NaN : stopLevel(this.protection, this.protection.extreme);
  }

  awaitExit(limit: number, placedBar: number): void {
    this.exitLimit = limit;
    this.exitFrom = placedBar;
    const nothing = { side: this.side, stop: NaN, target: NaN, trail: null, extreme: NaN, trailFrom: NaN };
    this.protection ??= nothing;
    this.protection.exitLimit = limit;
  }

  stopFor(side: 1 | -1, price: number, given: EntryLevels): number {
    const levels = levelsAt(given, side, price, (found) => this.stopFor(side, price, found));
    const trail = this.trailAt(side, price, price, this.trailOf(levels));
    return stopLevel({ ...trail, stop: this.stopAt(side, price, levels), target: NaN }, trail.extreme);
  }

  entered({ side, price, bar, decisionBar }: GuardedEntry, average: number, given: EntryLevels): void {
    const levels = levelsAt(given, side, price, (found) => this.stopFor(side, price, found));
    const close = this.rules.stopFrom === "entry-close" ? this.bars!.close[bar]! : NaN;
    const base = Number.isNaN(close) ? average : close;
    this.trail = this.trailOf(levels);
    const trail = this.trailAt(side, Number.isNaN(close) ? price : close, base);
    const moved = this.breakEvenAt(side, base);
    if (this.entryBar < 0) this.entryBar = bar;
    this.side = side;
    this.base = base;
    this.decidedAt = decisionBar;
    this.levels = this.withLevels(levels);
    const stop = this.stopAt(side, base, this.levels);
    const { takeProfit, breakEven = null } = this.settings;
    const isBare = Number.isNaN(stop) && Number.isNaN(this.levels.target) && takeProfit === null;
    if (isBare && this.trail === null && breakEven === null) return;
    this.protection = { ...trail, stop, target: NaN, exitLimit: this.exitLimit };
    if (breakEven !== null) this.protection.breakEven = moved;
  }

  exitAtOpen(i: number, open: number): ProtectiveExit | null {
    const found = this.isWatching(i) ? exitAtOpen(this.protectionIn(i), open) : null;
    const exit = this.rules.exitOrder === "stop-first" && found !== null && isTarget(found) ? null : found;
    return exit === null && this.isTimeOver(i) ? { reason: "time-stop", reference: open, phase: "open" } : exit;
  }

  exitIn(i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    if (!this.isWatching(i)) return null;
    const protection = this.protectionIn(i);
    const exit = protectiveExit(protection, bar, mode);
    if (this.rules.exitOrder === "open-first" || exit === null || !isTarget(exit)) return exit;
    return protectiveExit({ ...protection, target: NaN, exitLimit: NaN }, bar, mode) ?? exit;
  }

  exitAfter({ kind, price }: InsideEntry, i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    if (!this.isWatching(i)) return null;
    const protection = this.protectionIn(i);
    const { side, target } = protection;
    if (this.rules.insideEntry === "possible")
      return exitAfterEntry(protection, price, restOfBar(kind, side, price, bar, mode), mode);
    if (kind === "limit") return null;
    const [adverse, favourable] = side > 0 ? [bar.low, bar.high] : [bar.high, bar.low];
    const isStopped = side * (adverse - stopLevel(protection, protection.extreme)) <= 0;
    const isTargeted = side * (favourable - target) >= 0;
    return isTargeted && !isStopped ? { reason: "take-profit", reference: target, phase: "intrabar" } : null;
  }

  limitIn(i: number): number {
    return this.protection === null ? NaN : nearestTarget(this.protectionIn(i));
  }

  isOutOfReach(i: number, high: number, low: number): boolean {
    return !this.isWatching(i) || isOutOfReach(this.protectionIn(i), high, low);
  }

  /** Writes between which prices no bar ends the position or moves its stop, and up to which bar; false: there are none. */
  calm(out: CalmRange): boolean {
    const { protection } = this;
    const { takeProfit, timeStop = null } = this.settings;
    out.until = timeStop === null || this.entryBar < 0 ? Infinity : this.entryBar + timeStop;
    out.above = -Infinity;
    out.below = Infinity;
    if (protection === null) return true;
    if (typeof takeProfit === "object" && takeProfit !== null) return false;
    const { side, trail, extreme, breakEven = null } = this.protectionIn(this.entryBar);
    const level = stopLevel(protection, extreme);
    const target = nearestTarget(protection);
    const isMoving = trail !== null || breakEven !== null;
    const far = isMoving ? (Number.isNaN(target) ? extreme : side * (target - extreme) < 0 ? target : extreme) : target;
    const [adverse, favourable] =
      side > 0 ? ["above" as const, "below" as const] : ["below" as const, "above" as const];
    if (!Number.isNaN(level)) out[adverse] = level;
    if (!Number.isNaN(far)) out[favourable] = far;
    return true;
  }

  survived(i: number, high: number, low: number, close: number): void {
    if (!this.isWatching(i)) return;
    if (this.rules.trailBy === "closes") trackExtreme(this.protection!, close, close);
    else trackExtreme(this.protection!, high, low);
  }

  survivedAfter({ kind, price }: InsideEntry, i: number, bar: BarPrices, mode: IntrabarMode): void {
    if (!this.isWatching(i)) return;
    const rest = restOfBar(kind, this.protection!.side, price, bar, mode);
    for (const one of rest) trackExtreme(this.protection!, one, one);
  }

  restate(split: Ratio): void {
    const after = (price: number) => priceAfter(split, price);
    this.levels = levelsAfter(split, this.levels);
    this.base = after(this.base);
    this.exitLimit = after(this.exitLimit);
    this.trail = this.trail?.kind === "amount" ? { ...this.trail, amount: after(this.trail.amount) } : this.trail;
    const { protection } = this;
    if (protection === null) return;
    protection.stop = after(protection.stop);
    protection.extreme = after(protection.extreme);
    protection.exitLimit = this.exitLimit;
    protection.trail = protection.trail === null ? null : this.trail;
    if (protection.trailFrom !== undefined) protection.trailFrom = after(protection.trailFrom);
    const { breakEven = null } = protection;
    if (breakEven !== null) protection.breakEven = { from: after(breakEven.from), at: after(breakEven.at) };
  }

  left(): void {
    this.protection = null;
    this.levels = NO_LEVELS;
    this.trail = this.settings.trailingStop;
    this.base = NaN;
    this.entryBar = -1;
    this.exitLimit = NaN;
  }

  private isWatching(i: number): boolean {
    return this.protection !== null && (i > this.entryBar || this.rules.stopStart === "entry-bar");
  }

  private isTimeOver(i: number): boolean {
    const { timeStop = null } = this.settings;
    return timeStop !== null && this.entryBar >= 0 && i - this.entryBar >= timeStop;
  }

  private protectionIn(i: number): Protection {
    const protection = this.protection!;
    const { takeProfit } = this.settings;
    protection.target = this.levels.target;
    protection.exitLimit = i >= this.exitFrom ? this.exitLimit : NaN;
    if (!Number.isNaN(protection.target) || takeProfit === null) return protection;
    const time = typeof takeProfit === "number" ? undefined : this.bars?.time;
    const minutes = time === undefined ? NaN : (time[i]! - time[this.entryBar]!) / MINUTE_MS;
    protection.target = targetPrice(takeProfit, protection.side, this.base, i - this.entryBar, minutes);
    return protection;
  }

  private withLevels({ stop, target }: EntryLevels): EntryLevels {
    return {
      stop: Number.isNaN(stop) ? this.levels.stop : stop,
      target: Number.isNaN(target) ? this.levels.target : target,
    };
  }

  private stopAt(side: 1 | -1, price: number, levels: EntryLevels): number {
    const { stop } = this.withLevels(levels);
    if (!Number.isNaN(stop)) return stop;
    return this.settings.stopLoss === null ? NaN : price * (1 - side * this.settings.stopLoss);
  }

  private trailAt(
    side: 1 | -1,
    price: number,
    average: number,
    trail = this.trail,
  ): Pick<Protection, "side" | "trail" | "extreme" | "trailFrom"> {
    const before = this.protection;
    const best = before?.extreme ?? price;
    const extreme = side > 0 ? Math.max(best, price) : Math.min(best, price);
    const always = -side * Infinity;
    if (trail?.activateAt === undefined) return { side, trail, extreme, trailFrom: always };
    const isOn = before !== null && side * (best - before.trailFrom!) >= 0;
    return { side, trail, extreme, trailFrom: isOn ? always : average * (1 + side * trail.activateAt) };
  }

  /** The trail that an entry brings; the one that there is already without it. */
  private trailOf({ trailDistance }: EntryLevels): Trail | null {
    return trailDistance === undefined ? this.trail : { kind: "amount", amount: trailDistance };
  }

  /** Once it has moved it stays moved: an addition only moves it to the new average. */
  private breakEvenAt(side: 1 | -1, average: number): NonNullable<Protection["breakEven"]> | null {
    const { breakEven = null } = this.settings;
    if (breakEven === null) return null;
    const { breakEven: before = null, extreme = NaN } = this.protection ?? {};
    const hasMoved = before !== null && side * (extreme - before.from) >= 0;
    const from = hasMoved ? -side * Infinity : average * (1 + side * breakEven.afterGain);
    return { from, at: average * (1 + side * breakEven.offset) };
  }
}

function isTarget({ reason }: ProtectiveExit): boolean {
  return reason === "take-profit" || reason === "signal";
}
