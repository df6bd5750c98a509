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
  type BarRange,
  calmUntil,
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
    const levels = this.levelsOf(given, side, price);
    const stop = this.stopAt(side, price, levels);
    const moving = this.trailOf(levels);
    if (moving === null) return stop;
    const { extreme, trailFrom = NaN } = this.trailAt(side, price, price, moving);
    return stopLevel({ side, stop, target: NaN, trail: moving, extreme, trailFrom }, extreme);
  }

  entered({ side, price, bar, decisionBar }: GuardedEntry, average: number, given: EntryLevels): void {
    const levels = this.levelsOf(given, side, price);
    const { stopFrom, trailBy } = this.rules;
    const base = stopFrom === "entry-close" ? this.bars!.close[bar]! : average;
    this.trail = this.trailOf(levels);
    const trailsClose = stopFrom === "entry-close" || trailBy === "closes";
    const trail = this.trailAt(side, trailsClose ? this.bars!.close[bar]! : price, base);
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
    const { extreme, trailFrom = -side * Infinity } = trail;
    const { exitLimit } = this;
    this.protection = { side, stop, target: NaN, trail: trail.trail, extreme, trailFrom, breakEven: moved, exitLimit };
  }

  exitAtOpen(i: number, open: number): ProtectiveExit | null {
    const found = this.isWatching(i) ? exitAtOpen(this.protectionIn(i), open) : null;
    const exit = this.rules.exitOrder === "stop-first" && found !== null && isTarget(found) ? null : found;
    return exit === null && this.isTimeOver(i) ? { reason: "time-stop", reference: open, phase: "open" } : exit;
  }

  exitIn(i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    if (!this.isWatching(i)) return null;
    const protection = this.protectionIn(i);
    if (this.rules.exitOrder === "open-first") return protectiveExit(protection, bar, mode);
    const exit = protectiveExit(protection, bar, "worst");
    if (exit === null || !isTarget(exit)) return exit;
    return protectiveExit({ ...protection, target: NaN, exitLimit: NaN }, bar, "worst") ?? exit;
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
    const reference = side > 0 ? Math.max(bar.open, target) : Math.min(bar.open, target);
    return isTargeted && !isStopped ? { reason: "take-profit", reference, phase: "intrabar" } : null;
  }

  limitIn(i: number): number {
    return this.protection === null ? NaN : nearestTarget(this.protectionIn(i));
  }

  isOutOfReach(i: number, high: number, low: number): boolean {
    return !this.isWatching(i) || isOutOfReach(this.protectionIn(i), high, low);
  }

  /** Best price since the entry, as far as it is known; NaN without stops and targets. */
  get best(): number {
    return this.protection?.extreme ?? NaN;
  }

  set best(price: number) {
    if (this.protection !== null) this.protection.extreme = price;
  }

  passCalmly(from: number, to: number, { high, low, close }: BarRange): number {
    const { protection } = this;
    const { takeProfit, timeStop = null } = this.settings;
    let end = timeStop === null || this.entryBar < 0 ? to : Math.min(to, this.entryBar + timeStop);
    if (protection === null) return Math.max(from, end);
    if (this.exitFrom > from && !Number.isNaN(this.exitLimit)) end = Math.min(end, this.exitFrom);
    let i = from;
    if (i < end && !this.isWatching(i)) i++;
    if (i >= end) return i;
    const isSteady = takeProfit === null || typeof takeProfit === "number";
    if (isSteady && this.rules.trailBy !== "closes") return calmUntil(this.protectionIn(i), i, end, high, low);
    for (; i < end && this.isOutOfReach(i, high[i]!, low[i]!); i++) this.survived(i, high[i]!, low[i]!, close[i]!);
    return i;
  }

  standsUntil(from: number, to: number, bars: BarRange): number {
    const { best } = this;
    if (this.trail !== null || (this.settings.breakEven ?? null) !== null) return from;
    const end = this.passCalmly(from, to, bars);
    this.best = best;
    return end;
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

  private levelsOf(given: EntryLevels, side: 1 | -1, price: number): EntryLevels {
    return given === NO_LEVELS ? given : levelsAt(given, side, price, (found) => this.stopFor(side, price, found));
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

  private withLevels(given: EntryLevels): EntryLevels {
    if (given === NO_LEVELS) return this.levels;
    const { stop, target } = given;
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
