import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";

/** How long a decided order is on its way. */
export type Latency =
  /** So many bars are missed. */
  | { readonly kind: "bars"; readonly bars: number }
  /** Milliseconds from the deciding close to the market. */
  | { readonly kind: "time"; readonly ms: number };

/**
 * When decided orders of one instrument reach the market. Stops and targets of a position stand there already, and an
 * order is taken back at once.
 */
export class OrderDelay {
  /** Orders take longer than to the next bar's open. */
  readonly isDelayed: boolean;
  private readonly bars: Bars;
  private readonly latency: Latency | null;

  /** @param latency null: orders are there at the next open */
  constructor(bars: Bars, latency: Latency | null) {
    this.bars = bars;
    this.latency = latency;
    this.isDelayed = latency !== null;
  }

  /**
   * First bar in which an order can fill that the close of bar `i` decided: the first that opens when the order is there,
   * or later. One beyond the last bar: none.
   */
  firstBar(i: number): number {
    const { latency, bars } = this;
    if (latency === null) return i + 1;
    if (latency.kind === "bars") return i + 1 + latency.bars;
    const time = columnOf(bars, "time");
    const there = columnOf(bars, "closeTime").at(i)! + latency.ms;
    let first = i + 1;
    while (first < bars.length && time.at(first)! < there) first++;
    return first;
  }
}
