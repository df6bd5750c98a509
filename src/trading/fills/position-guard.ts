import type { Bars } from "../../market/bars.ts";
import { BACKSIGHT_RULES } from "../rules/presets.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import {
  type EntryLevels,
  type ExitGuard,
  type GuardedEntry,
  type GuardSettings,
  type InsideEntry,
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
  trackExtreme,
} from "./protective-exit.ts";
import { restOfBar } from "./rest-of-bar.ts";
import { targetPrice } from "./take-profit.ts";

const MINUTE_MS = 60_000;

/**
 * The stops and the target of the position that is held, where a bar's open decides before its range.
 *
 * A level that an entry brought comes before the settings' own. Fractions follow the average entry price; a level
 * stays until an addition brings another one. A trail starts at the fill, once its activation is reached it stays on,
 * and no addition lowers it. Which prices come after the entry is the engine's to know: an entry at the open meets the
 * whole bar, one at the close the next.
 */
export class PositionGuard implements ExitGuard {
  private readonly settings: GuardSettings;
  private readonly rules: RuleBook;
  private readonly bars: Pick<Bars, "time" | "close"> | null;
  private protection: Protection | null = null;
  private levels = NO_LEVELS;
  private side: 1 | -1 = 1;
  private base = NaN;
  private entryBar = -1;
  private decidedAt = -1;
  private exitLimit = NaN;

  /** @param bars what fractions of an entry's close, and targets by minutes, are computed from */
  constructor(
    settings: GuardSettings,
    rules: RuleBook = BACKSIGHT_RULES,
    bars: Pick<Bars, "time" | "close"> | null = null,
  ) {
    this.settings = settings;
    this.rules = rules;
    this.bars = bars;
  }

  get decisionBar(): number {
    return this.decidedAt;
  }

  awaitExit(limit: number): void {
    this.exitLimit = limit;
    const nothing = { side: this.side, stop: NaN, target: NaN, trail: null, extreme: NaN, trailFrom: NaN };
    this.protection ??= nothing;
    this.protection.exitLimit = limit;
  }

  stopFor(side: 1 | -1, price: number, levels: EntryLevels): number {
    const trail = this.trailAt(side, price, price);
    return stopLevel({ ...trail, stop: this.stopAt(side, price, levels), target: NaN }, trail.extreme);
  }

  entered({ side, price, bar, decisionBar }: GuardedEntry, average: number, levels: EntryLevels): void {
    const close = this.rules.stopFrom === "entry-close" ? this.bars!.close[bar]! : NaN;
    const base = Number.isNaN(close) ? average : close;
    const trail = this.trailAt(side, Number.isNaN(close) ? price : close, base);
    if (this.entryBar < 0) this.entryBar = bar;
    this.side = side;
    this.base = base;
    this.decidedAt = decisionBar;
    this.levels = this.withLevels(levels);
    const stop = this.stopAt(side, base, this.levels);
    const { takeProfit, trailingStop } = this.settings;
    const isBare = Number.isNaN(stop) && Number.isNaN(this.levels.target) && takeProfit === null;
    if (isBare && trailingStop === null) return;
    this.protection = { ...trail, stop, target: NaN, exitLimit: this.exitLimit };
  }

  exitAtOpen(i: number, open: number): ProtectiveExit | null {
    return this.isWatching(i) ? exitAtOpen(this.protectionIn(i), open) : null;
  }

  exitIn(i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    return this.isWatching(i) ? protectiveExit(this.protectionIn(i), bar, mode) : null;
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

  left(): void {
    this.protection = null;
    this.levels = NO_LEVELS;
    this.base = NaN;
    this.entryBar = -1;
    this.exitLimit = NaN;
  }

  private isWatching(i: number): boolean {
    return this.protection !== null && (i > this.entryBar || this.rules.stopStart === "entry-bar");
  }

  private protectionIn(i: number): Protection {
    const protection = this.protection!;
    const { takeProfit } = this.settings;
    protection.target = this.levels.target;
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
  ): Pick<Protection, "side" | "trail" | "extreme" | "trailFrom"> {
    const trail = this.settings.trailingStop;
    const before = this.protection;
    const best = before?.extreme ?? price;
    const extreme = side > 0 ? Math.max(best, price) : Math.min(best, price);
    const always = -side * Infinity;
    if (trail?.activateAt === undefined) return { side, trail, extreme, trailFrom: always };
    const isOn = before !== null && side * (best - before.trailFrom!) >= 0;
    return { side, trail, extreme, trailFrom: isOn ? always : average * (1 + side * trail.activateAt) };
  }
}
