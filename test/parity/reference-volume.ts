import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import type { Direction } from "./reference-money.ts";

/** How far an order has come. */
export interface Progress {
  readonly decidedAt: number;
  readonly side: Direction;
  filled: number;
  /** Undefined until its size is units. */
  left: number | undefined;
  wasIntent: boolean;
  /** First bar in which it is at the market; −1: at once. */
  firstBar: number;
  /** Of the bars in which it could have filled, had they volume. */
  metBars: number;
  metVolume: number;
}

export function newProgress(decidedAt: number, side: Direction, left?: number): Progress {
  return { decidedAt, side, filled: 0, left, wasIntent: false, firstBar: -1, metBars: 0, metVolume: 0 };
}

const NOTHING = 1e-9;

/** Section 6: what the bars have for orders. */
export class ReferenceVolume {
  private readonly input: SimulationSettings;
  private readonly inLots: (units: number) => number;
  private readonly taken = new Map<number, number>();

  constructor(input: SimulationSettings, inLots: (units: number) => number) {
    this.input = input;
    this.inLots = inLots;
  }

  /** What is left of a bar; as much as anybody wants without a limit. */
  left(bar: number): number {
    const { participation, bars } = this.input;
    if (participation === null || participation === undefined) return Infinity;
    const all = this.inLots(participation * bars.volume[bar]!);
    const left = all - (this.taken.get(bar) ?? 0);
    return left > NOTHING * all ? this.inLots(left) : 0;
  }

  of(bar: number, wanted: number): number {
    const left = this.left(bar);
    return left * (1 + NOTHING) >= wanted ? wanted : left;
  }

  take(bar: number, units: number, progress: Progress): void {
    this.taken.set(bar, (this.taken.get(bar) ?? 0) + units);
    progress.filled += units;
    const left = progress.left! - units;
    progress.left = left <= NOTHING * progress.filled ? 0 : left;
  }

  meet(bar: number, progress: Progress): void {
    progress.metBars += 1;
    if (this.left(bar) === Infinity || this.input.bars.volume[bar]! > 0) progress.metVolume += 1;
  }

  /** Why an order ends, where its time is over: nothing was traded at all whenever it could have been filled. */
  reason(progress: Progress, reason: string): string {
    const isOver = reason === "timed-out" || reason === "data-ended";
    return isOver && progress.metBars > 0 && progress.metVolume === 0 ? "halted" : reason;
  }
}
