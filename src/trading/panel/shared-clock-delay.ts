import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { type Latency, OrderDelay } from "../orders/order-delay.ts";

/** The instant that several instruments stand at. */
export interface SharedClock {
  /** Epoch milliseconds of the latest close of any of them. */
  time: number;
}

/**
 * When orders of one of several instruments reach the market whose bars overlap: not in a bar that had opened before they were
 * sent.
 */
export class SharedClockDelay extends OrderDelay {
  private readonly opens: ReturnType<typeof columnOf>;
  private readonly latest: Latency | null;
  private readonly clock: SharedClock;

  constructor(bars: Bars, latency: Latency | null, clock: SharedClock) {
    super(bars, latency);
    this.opens = columnOf(bars, "time");
    this.latest = latency;
    this.clock = clock;
  }

  override firstBar(i: number): number {
    const { opens, latest, clock } = this;
    const there = clock.time + (latest?.kind === "time" ? latest.ms : 0);
    let first = i + 1;
    while (first < opens.length && opens.at(first)! < there) first++;
    return first + (latest?.kind === "bars" ? latest.bars : 0);
  }
}
