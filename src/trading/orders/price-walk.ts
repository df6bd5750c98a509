import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { BarPrices, IntrabarMode, ProtectiveExit } from "../fills/protective-exit.ts";
import { restOfBar } from "../fills/rest-of-bar.ts";
import { type OrderTrail, trailLevel } from "./working-order.ts";

/** Where on a bar's way a price is met: how many turns before it, and how far behind the latest. */
export interface WalkPlace {
  readonly turn: number;
  readonly distance: number;
}

/** Negative when `a` comes before `b`. */
export function comparePlaces(a: WalkPlace, b: WalkPlace): number {
  return a.turn - b.turn || a.distance - b.distance;
}

/**
 * The way that prices are taken to have gone through a bar, and how far along it they are: what several orders of one bar
 * are put in order by. Along a path it is that path. In mode `worst` it is open, the extreme against the side that is
 * held, the other one, close; in mode `best` the other way round; after an entry inside the bar what `restOfBar` leaves.
 */
export class PriceWalk {
  private readonly bar: BarPrices;
  private readonly mode: IntrabarMode;
  private way: readonly number[];
  private turn = 0;
  private from: number;

  /** @param side that is held, or would be entered first */
  constructor(bar: BarPrices, mode: IntrabarMode, side: FillSide) {
    const { open, high, low, close } = bar;
    this.bar = bar;
    this.mode = mode;
    const lowFirst = mode === "olhc" || (mode === "worst" && side > 0) || (mode === "best" && side < 0);
    this.way = lowFirst ? [low, high, close] : [high, low, close];
    this.from = open;
  }

  /** The price that the walk has come to. */
  get price(): number {
    return this.from;
  }

  /** Where a level is next met from above (−1: at it or below) or from below (1); null: never again in this bar. */
  next(direction: 1 | -1, level: number): WalkPlace | null {
    if (Number.isNaN(level)) return null;
    let before = this.from;
    for (let turn = this.turn; turn < this.way.length; turn++) {
      if (direction * (before - level) >= 0) return { turn, distance: this.distanceTo(turn, before) };
      const price = this.way[turn]!;
      if (direction * (price - level) >= 0) return { turn, distance: this.distanceTo(turn, level) };
      before = price;
    }
    return null;
  }

  /** Where a trailing level that rises with the way is next met, and what it is then; null: never in this bar. */
  nextTrail(trail: OrderTrail, side: FillSide, extreme: number): (WalkPlace & { readonly level: number }) | null {
    const isPath = this.mode === "ohlc" || this.mode === "olhc";
    let best = side < 0 ? Math.max(extreme, this.from) : Math.min(extreme, this.from);
    if (!isPath) best = extreme;
    let before = this.from;
    for (let turn = this.turn; turn < this.way.length; turn++) {
      const level = trailLevel(trail, side, best);
      if (side * (before - level) >= 0) return { turn, distance: this.distanceTo(turn, before), level };
      const price = this.way[turn]!;
      if (side * (price - level) >= 0) return { turn, distance: this.distanceTo(turn, level), level };
      if (isPath) best = side < 0 ? Math.max(best, price) : Math.min(best, price);
      before = price;
    }
    return null;
  }

  /** Where an exit of the position's stops and target is met. @param held signed units */
  placeOf({ reason, reference }: ProtectiveExit, held: number): WalkPlace {
    const side = held > 0 ? 1 : -1;
    const isFavourable = reason === "take-profit" || reason === "signal";
    return this.next(isFavourable === side > 0 ? 1 : -1, reference) ?? { turn: this.turn, distance: 0 };
  }

  /** The walk has come to a place, where the price is `price`. */
  goTo({ turn }: WalkPlace, price: number): void {
    this.turn = turn;
    this.from = price;
  }

  /** A position was opened or enlarged here: only what surely comes later counts from now on. */
  entered(kind: "limit" | "stop", side: FillSide, price: number): void {
    if (this.mode === "ohlc" || this.mode === "olhc") return;
    this.way = restOfBar(kind, side, price, this.bar, this.mode);
    this.turn = 0;
    this.from = price;
  }

  private distanceTo(turn: number, price: number): number {
    const start = turn === this.turn ? this.from : this.way[turn - 1]!;
    return Math.abs(price - start);
  }
}
