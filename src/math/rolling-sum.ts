/**
 * The sum of the last `window` values, one value at a time. On a tick grid the sum is an exact integer of ticks; else
 * it is compensated (Neumaier 1974), so that what left the window leaves no trace above 1e-12.
 *
 * A value that isn't finite makes the sum NaN for as long as it is in the window.
 */
export class RollingSum {
  private readonly ring: Float64Array;
  private readonly scale: number;
  private next = 0;
  private missing: number;
  private sum = 0;
  private lost = 0;

  /** @param ticksPerUnit values are multiples of 1 / ticksPerUnit; null: any values */
  constructor(window: number, ticksPerUnit: number | null) {
    this.ring = new Float64Array(window).fill(NaN);
    this.missing = window;
    this.scale = ticksPerUnit ?? 0;
  }

  /** Takes the next value. */
  push(value: number): void {
    const added = this.scale === 0 ? value : Math.round(value * this.scale);
    const removed = this.ring[this.next]!;
    this.ring[this.next] = added;
    this.next = this.next + 1 === this.ring.length ? 0 : this.next + 1;
    if (removed - removed === 0) this.add(-removed);
    else this.missing--;
    if (added - added === 0) this.add(added);
    else this.missing++;
    if (this.missing === this.ring.length) this.sum = this.lost = 0;
  }

  /** Sum of the window: in ticks on a grid, else in the values' unit; NaN until the window is full of finite values. */
  get total(): number {
    return this.missing > 0 ? NaN : this.sum + this.lost;
  }

  /** Mean of the window in the values' unit: one division of the exact sum on a grid. */
  get mean(): number {
    const { length } = this.ring;
    return this.missing > 0 ? NaN : (this.sum + this.lost) / (this.scale === 0 ? length : length * this.scale);
  }

  private add(value: number): void {
    const sum = this.sum + value;
    if (this.scale === 0) {
      this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - sum + value : value - sum + this.sum;
    }
    this.sum = sum;
  }
}
