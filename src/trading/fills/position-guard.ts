import {
  type BarPrices,
  exitAtOpen,
  type IntrabarMode,
  isOutOfReach,
  type Protection,
  type ProtectiveExit,
  protectiveExit,
  stopLevel,
  type Trail,
  trackExtreme,
} from "./protective-exit.ts";
import { type TakeProfit, targetPrice } from "./take-profit.ts";

/** Prices that an entry brings along; NaN: the settings' own. */
export interface EntryLevels {
  readonly stop: number;
  readonly target: number;
}

export const NO_LEVELS: EntryLevels = { stop: NaN, target: NaN };

export interface GuardSettings {
  /** Fraction of the average entry price; null: none. */
  readonly stopLoss: number | null;
  readonly takeProfit: TakeProfit | null;
  readonly trailingStop: Trail | null;
}

/** An increasing fill, as far as stops care. */
export interface GuardedEntry {
  readonly side: 1 | -1;
  readonly price: number;
  readonly bar: number;
  readonly decisionBar: number;
}

/**
 * The stops and the target of the position that is held.
 *
 * A level that an entry brought comes before the settings' own. Fractions follow the average entry price; a level
 * stays until an addition brings another one. A trail starts at the fill, once its activation is reached it stays on,
 * and no addition lowers it. Which prices come after the entry is the engine's to know: an entry at the open meets the
 * whole bar, one at the close the next.
 */
export class PositionGuard {
  private readonly settings: GuardSettings;
  private protection: Protection | null = null;
  private levels = NO_LEVELS;
  private average = NaN;
  private entryBar = -1;
  private decidedAt = -1;

  constructor(settings: GuardSettings) {
    this.settings = settings;
  }

  /** Bar whose close decided the latest entry, and with it the stops. */
  get decisionBar(): number {
    return this.decidedAt;
  }

  /** The stop that an entry at `price` would have, the nearer one of fixed and trailing; NaN without one. */
  stopFor(side: 1 | -1, price: number, levels: EntryLevels): number {
    const trail = this.trailAt(side, price, price);
    return stopLevel({ ...trail, stop: this.stopAt(side, price, levels), target: NaN }, trail.extreme);
  }

  /** The position was opened or enlarged and costs `average` a unit now. */
  entered({ side, price, bar, decisionBar }: GuardedEntry, average: number, levels: EntryLevels): void {
    const trail = this.trailAt(side, price, average);
    if (this.entryBar < 0) this.entryBar = bar;
    this.average = average;
    this.decidedAt = decisionBar;
    this.levels = this.withLevels(levels);
    const stop = this.stopAt(side, average, this.levels);
    const { takeProfit, trailingStop } = this.settings;
    const isBare = Number.isNaN(stop) && Number.isNaN(this.levels.target) && takeProfit === null;
    if (isBare && trailingStop === null) return;
    this.protection = { ...trail, stop, target: NaN };
  }

  /** What the open of bar `i` does; null when the position survives it. */
  exitAtOpen(i: number, open: number): ProtectiveExit | null {
    return this.protection !== null ? exitAtOpen(this.protectionIn(i), open) : null;
  }

  /** What bar `i` does when its prices come in the order of `mode`. */
  exitIn(i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null {
    return this.protection !== null ? protectiveExit(this.protectionIn(i), bar, mode) : null;
  }

  /** True when no order of bar `i`'s prices brings an exit. */
  isOutOfReach(i: number, high: number, low: number): boolean {
    return this.protection === null || isOutOfReach(this.protectionIn(i), high, low);
  }

  /** The position outlived the bar. */
  survived(bar: Pick<BarPrices, "high" | "low">): void {
    if (this.protection !== null) trackExtreme(this.protection, bar);
  }

  /** The position is gone. */
  left(): void {
    this.protection = null;
    this.levels = NO_LEVELS;
    this.average = NaN;
    this.entryBar = -1;
  }

  private protectionIn(i: number): Protection {
    const protection = this.protection!;
    const { takeProfit } = this.settings;
    protection.target =
      Number.isNaN(this.levels.target) && takeProfit !== null
        ? targetPrice(takeProfit, protection.side, this.average, i - this.entryBar)
        : this.levels.target;
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
