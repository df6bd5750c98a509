import { type EntryLevels, NO_LEVELS } from "../../../trading/fills/exit-guard.ts";
import { wholeLots } from "../../../trading/orders/resolve-quantity.ts";
import type { Size } from "../../../trading/orders/size.ts";
import type { Targets } from "../../../trading/orders/target-decider.ts";
import { nextSignal } from "./next-signal.ts";
import type { SignalBits } from "./signal-bits.ts";

/** What decisions of a lane are judged against. */
export interface LaneStanding {
  /** Signed units. */
  readonly quantity: number;
  /** Entries that the position is made of. */
  readonly entries: number;
}

/** Decides for a lane at closes, as the deciders of the plain engine do; what it decided holds until it decides again. */
export interface LaneRule {
  /** Entries bring stops or targets along. */
  readonly hasLevels: boolean;
  /** Of the latest decision to enter. */
  readonly side: 1 | -1;
  /** Begins a lane. */
  begin(): void;
  /** The first bar from `from` on that may decide something, while nothing else happens. */
  nextDecision(from: number): number;
  /** Decides at the close of bar `i`; true when something is to be done. */
  decide(i: number, standing: LaneStanding): boolean;
  /** Units that the decision takes from a position, at a price and what the account is worth there; 0: none. */
  unitsToLeave(standing: LaneStanding, price: number, equity: number): number;
  /** What the decision opens or enlarges by; null: nothing. */
  sizeToEnter(standing: LaneStanding, price: number, equity: number): Size | null;
  levelsAt(decisionBar: number): EntryLevels;
}

/** Prices that entries bring along, by deciding bar; NaN: none. */
export interface LaneLevels {
  readonly stop: Float64Array | null;
  readonly target: Float64Array | null;
}

/** As `signalDecider` for orders at market. */
export class LaneSignals implements LaneRule {
  readonly hasLevels: boolean;
  side: 1 | -1 = 1;
  private readonly bits: readonly [
    entries: Uint32Array,
    exits: Uint32Array,
    shortEntries: Uint32Array,
    shortExits: Uint32Array,
  ];
  private readonly any: Uint32Array;
  private readonly length: number;
  private readonly levels: LaneLevels;
  private readonly size: Size;
  private readonly accumulate: number;
  private leaves = false;
  private enters = false;

  constructor(
    { entries, exits, shortEntries, shortExits }: SignalBits,
    length: number,
    levels: LaneLevels,
    size: Size,
    direction: "long" | "short" | "both",
    accumulate: number,
  ) {
    const none = new Uint32Array(entries.length);
    const [isLong, isShort] = [direction !== "short", direction !== "long" && shortEntries !== null];
    const long = isLong ? ([entries, exits] as const) : ([none, none] as const);
    const short = isShort ? ([shortEntries!, shortExits ?? none] as const) : ([none, none] as const);
    this.bits = [...long, ...short];
    const [a, b, c, d] = this.bits;
    this.any = new Uint32Array(entries.length);
    for (let word = 0; word < entries.length; word++) this.any[word] = a[word]! | b[word]! | c[word]! | d[word]!;
    this.length = length;
    this.levels = levels;
    this.size = size;
    this.accumulate = accumulate;
    this.hasLevels = levels.stop !== null || levels.target !== null;
  }

  begin(): void {
    this.leaves = this.enters = false;
  }

  nextDecision(from: number): number {
    return nextSignal(this.any, from, this.length);
  }

  decide(i: number, { quantity, entries }: LaneStanding): boolean {
    const word = i >>> 5;
    this.leaves = this.enters = false;
    const bit = 1 << (i & 31);
    if ((this.any[word]! & bit) === 0) return false;
    const [long, exit, short, shortExit] = this.bits;
    const isLong = (long[word]! & bit) !== 0;
    const isShort = (short[word]! & bit) !== 0;
    const isExit = (exit[word]! & bit) !== 0;
    const isShortExit = (shortExit[word]! & bit) !== 0;
    let wanted = isLong === isShort ? 0 : isLong ? 1 : -1;
    const side = quantity > 0 ? 1 : quantity < 0 ? -1 : 0;
    const leavesHeld = side > 0 ? isExit : side < 0 ? isShortExit : false;
    if (wanted !== 0 && wanted !== side && (wanted > 0 ? isExit : isShortExit)) wanted = 0;
    this.leaves = side !== 0 && (wanted === -side || leavesHeld);
    this.enters = wanted !== 0 && (wanted !== side || (!leavesHeld && entries < this.accumulate));
    if (this.enters) this.side = wanted as 1 | -1;
    return this.leaves || this.enters;
  }

  unitsToLeave({ quantity }: LaneStanding): number {
    return this.leaves ? Math.abs(quantity) : 0;
  }

  sizeToEnter(): Size | null {
    return this.enters ? this.size : null;
  }

  levelsAt(decisionBar: number): EntryLevels {
    const { stop, target } = this.levels;
    return this.hasLevels ? { stop: stop?.[decisionBar] ?? NaN, target: target?.[decisionBar] ?? NaN } : NO_LEVELS;
  }
}

/** Differences below this share of what is held or wanted are rounding. */
const ROUNDING = 1e-9;

/** As `targetDecider` without a band. */
export class LaneTargets implements LaneRule {
  readonly hasLevels = false;
  side: 1 | -1 = 1;
  private readonly targets: Targets;
  private readonly direction: "long" | "short" | "both";
  private readonly lot: number | null;
  private readonly multiplier: number;
  private target = NaN;

  constructor(
    targets: Targets,
    direction: "long" | "short" | "both",
    { lot, multiplier }: { readonly lot: number | null; readonly multiplier: number },
  ) {
    this.targets = targets;
    this.direction = direction;
    this.lot = lot;
    this.multiplier = multiplier;
  }

  begin(): void {
    this.target = NaN;
  }

  nextDecision(from: number): number {
    const { values } = this.targets;
    for (let i = from; i < values.length; i++) if (this.isNews(values[i]!)) return i;
    return values.length;
  }

  decide(i: number, { quantity }: LaneStanding): boolean {
    const value = this.targets.values[i]!;
    if (!this.isNews(value)) return false;
    this.target = this.allowed(value);
    this.side = this.target > 0 ? 1 : -1;
    return this.target !== 0 || quantity !== 0;
  }

  unitsToLeave({ quantity }: LaneStanding, price: number, equity: number): number {
    const held = Math.abs(quantity);
    if (this.target * quantity <= 0) return held;
    const wanted = this.unitsWanted(price, equity);
    return wanted >= held * (1 - ROUNDING) ? 0 : held - wholeLots(wanted, this.lot);
  }

  sizeToEnter({ quantity }: LaneStanding, price: number, equity: number): Size | null {
    const held = Math.abs(quantity);
    const { target, lot } = this;
    const wanted = this.unitsWanted(price, equity);
    const missing = wanted - held;
    if (target === 0 || missing <= ROUNDING * wanted) return null;
    if (held > 0 && lot !== null && missing < lot * (1 - ROUNDING)) return null;
    if (this.targets.kind === "units") return { kind: "quantity", quantity: missing };
    return { kind: "cash", cash: Math.abs(target) * equity - held * price * this.multiplier };
  }

  levelsAt(): EntryLevels {
    return NO_LEVELS;
  }

  private isNews(value: number): boolean {
    if (Number.isNaN(value)) return false;
    return this.targets.rebalance === "always" || this.allowed(value) !== this.target;
  }

  private unitsWanted(price: number, equity: number): number {
    if (this.targets.kind === "units") return wholeLots(Math.abs(this.target), this.lot);
    return Math.max(0, (Math.abs(this.target) * equity) / (price * this.multiplier));
  }

  private allowed(target: number): number {
    const { direction } = this;
    return direction === "long" ? Math.max(0, target) : direction === "short" ? Math.min(0, target) : target;
  }
}
