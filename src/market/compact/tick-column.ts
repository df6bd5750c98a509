import type { PackedColumn } from "./packed-column.ts";

const MOST_TICKS = 0x7fffffff;

/** Prices on a tick grid as 32-bit numbers of ticks: half the room. */
export class TickColumn implements PackedColumn {
  readonly length: number;
  private readonly ticks: Int32Array<ArrayBuffer>;
  private readonly ticksPerUnit: number;

  private constructor(ticks: Int32Array<ArrayBuffer>, ticksPerUnit: number) {
    this.length = ticks.length;
    this.ticks = ticks;
    this.ticksPerUnit = ticksPerUnit;
  }

  /** Null when a price, above 0, isn't a whole number below 2^31 of ticks. */
  static pack(prices: Float64Array, ticksPerUnit: number): TickColumn | null {
    const ticks = new Int32Array(prices.length);
    for (let i = 0; i < prices.length; i++) {
      const price = prices[i]!;
      const count = Math.round(price * ticksPerUnit);
      if (!(count > 0 && count <= MOST_TICKS && count / ticksPerUnit === price)) return null;
      ticks[i] = count;
    }
    return new TickColumn(ticks, ticksPerUnit);
  }

  at(row: number): number | undefined {
    const count = this.ticks[row];
    return count === undefined ? undefined : count / this.ticksPerUnit;
  }

  copy(out: Float64Array, start: number, end: number): void {
    const { ticks, ticksPerUnit } = this;
    for (let i = start; i < end; i++) out[i - start] = ticks[i]! / ticksPerUnit;
  }

  free(): void {
    this.ticks.buffer.transfer(0);
  }
}
