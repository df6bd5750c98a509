/** Sums are taken anew at least this often, which bounds what rounding can gather. */
const LONGEST_RUN = 1024;

/** Sums are taken anew when the spread falls below this share of the largest square sum they have held. */
const LEAST_SHARE = 0.01;

/**
 * Variance of the last `window` values, one value at a time. Sums of deviations and their squares are kept about an
 * anchor near the values, and taken anew about the newest value when the variance has become small against what the
 * sums have held: after a spike, in a trend. On a tick grid all sums are whole numbers, exact below 2^53; elsewhere the
 * result is within 1e-12 of the exact one, never negative, and 0 where all values are equal.
 *
 * NaN until the window is full, and while a value that isn't finite is in it.
 */
export class RollingVariance {
  private readonly ring: Float64Array;
  private readonly scale: number;
  private next = 0;
  private missing: number;
  private anchor = NaN;
  private sum = 0;
  private squares = 0;
  private largest = 0;
  private run = 0;

  /** @param ticksPerUnit values are multiples of 1 / ticksPerUnit; null: any values */
  constructor(window: number, ticksPerUnit: number | null) {
    this.ring = new Float64Array(window).fill(NaN);
    this.missing = window;
    this.scale = ticksPerUnit ?? 0;
  }

  /** Takes the next value. */
  push(value: number): void {
    const { ring } = this;
    const added = this.scale === 0 ? value : Math.round(value * this.scale);
    const removed = ring[this.next]!;
    ring[this.next] = added;
    this.next = this.next + 1 === ring.length ? 0 : this.next + 1;
    if (Number.isFinite(removed)) this.move(removed, -1);
    else this.missing--;
    if (Number.isFinite(added)) {
      if (Number.isNaN(this.anchor)) this.anchor = added;
      this.move(added, 1);
    } else this.missing++;
    this.run++;
    if (this.missing === ring.length) {
      this.anchor = NaN;
      this.sum = this.squares = this.largest = this.run = 0;
    } else if (this.missing === 0) {
      const squares = ring.length * this.squares;
      if (squares > this.largest) this.largest = squares;
      if (this.run >= LONGEST_RUN || this.spread < LEAST_SHARE * this.largest) this.takeAnew(added);
    }
  }

  /** @param ddof 0: divides by the window (population), 1: by one less (sample) */
  variance(ddof: 0 | 1 = 0): number {
    if (this.missing > 0) return NaN;
    const unit = this.scale === 0 ? 1 : this.scale * this.scale;
    const { length } = this.ring;
    return Math.max(0, this.spread) / (length * (length - ddof) * unit);
  }

  /** How many population standard deviations the newest value lies above the mean; NaN where all are equal. */
  get score(): number {
    if (this.missing > 0) return NaN;
    const { length } = this.ring;
    const newest = this.ring[this.next === 0 ? length - 1 : this.next - 1]!;
    return this.spread > 0 ? (length * (newest - this.anchor) - this.sum) / Math.sqrt(this.spread) : NaN;
  }

  /** window² × variance. */
  private get spread(): number {
    return this.ring.length * this.squares - this.sum * this.sum;
  }

  private move(value: number, sign: 1 | -1): void {
    const deviation = value - this.anchor;
    this.sum += sign * deviation;
    this.squares += sign * deviation * deviation;
  }

  private takeAnew(anchor: number): void {
    let sum = 0;
    let squares = 0;
    for (const value of this.ring) {
      const deviation = value - anchor;
      sum += deviation;
      squares += deviation * deviation;
    }
    this.anchor = anchor;
    this.sum = sum;
    this.squares = squares;
    this.largest = this.ring.length * squares;
    this.run = 0;
  }
}
