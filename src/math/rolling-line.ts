/** Sums are taken anew after as many values as the window holds, but not more often than this. */
const SHORTEST_RUN = 64;

/** Sums are taken anew when the spread falls below this share of the largest square sum they have held. */
const LEAST_SHARE = 0.01;

/**
 * The straight line through the last `window` values at x = 0 (oldest) … window − 1 (newest) by least squares, and
 * their linearly weighted mean, one value at a time. Sums are kept about an anchor and taken anew as in
 * `RollingVariance`; on a tick grid they are whole numbers, and each result is one division of exact sums.
 *
 * NaN until the window is full, and while a value that isn't finite is in it. A window of 1 has no slope: NaN.
 */
export class RollingLine {
  private readonly ring: Float64Array;
  private readonly scale: number;
  private readonly longestRun: number;
  private next = 0;
  private missing: number;
  private anchor = NaN;
  private sum = 0;
  private moment = 0;
  private squares = 0;
  private largest = 0;
  private run = 0;

  /** @param ticksPerUnit values are multiples of 1 / ticksPerUnit; null: any values */
  constructor(window: number, ticksPerUnit: number | null) {
    this.ring = new Float64Array(window).fill(NaN);
    this.missing = window;
    this.scale = ticksPerUnit ?? 0;
    this.longestRun = Math.max(window, SHORTEST_RUN);
  }

  /** Takes the next value. */
  push(value: number): void {
    const { ring } = this;
    const added = this.scale === 0 ? value : Math.round(value * this.scale);
    const removed = ring[this.next]!;
    ring[this.next] = added;
    this.next = this.next + 1 === ring.length ? 0 : this.next + 1;
    if (Number.isFinite(removed)) {
      const deviation = removed - this.anchor;
      this.sum -= deviation;
      this.squares -= deviation * deviation;
    } else this.missing--;
    this.moment -= this.sum;
    if (Number.isFinite(added)) {
      if (Number.isNaN(this.anchor)) this.anchor = added;
      const deviation = added - this.anchor;
      this.sum += deviation;
      this.moment += (ring.length - 1) * deviation;
      this.squares += deviation * deviation;
    } else this.missing++;
    this.run++;
    if (this.missing === ring.length) {
      this.anchor = NaN;
      this.sum = this.moment = this.squares = this.largest = this.run = 0;
    } else if (this.missing === 0) {
      const squares = ring.length * this.squares;
      if (squares > this.largest) this.largest = squares;
      if (this.run >= this.longestRun || this.spread < LEAST_SHARE * this.largest) this.takeAnew(added);
    }
  }

  /** Mean with weights 1 (oldest) … window (newest). */
  get weightedMean(): number {
    const { length } = this.ring;
    return this.level(this.moment + this.sum, (length * (length + 1)) / 2);
  }

  /** The line at the newest value. */
  get end(): number {
    const { length } = this.ring;
    if (length === 1) return NaN;
    return this.level(6 * this.moment - (2 * length - 4) * this.sum, length * (length + 1));
  }

  /** The line at the oldest value. */
  get start(): number {
    const { length } = this.ring;
    if (length === 1) return NaN;
    return this.level((4 * length - 2) * this.sum - 6 * this.moment, length * (length + 1));
  }

  /** Change of the line per value. */
  get slope(): number {
    if (this.missing > 0) return NaN;
    const { length } = this.ring;
    const unit = this.scale === 0 ? 1 : this.scale;
    return (6 * this.lean) / (length * (length * length - 1) * unit);
  }

  /** Share of the variance that the line explains; NaN where all values are equal. */
  get rSquared(): number {
    if (this.missing > 0 || !(this.spread > 0)) return NaN;
    const { length } = this.ring;
    return Math.min(1, (3 * this.lean * this.lean) / ((length * length - 1) * this.spread));
  }

  /** window² × variance. */
  private get spread(): number {
    return this.ring.length * this.squares - this.sum * this.sum;
  }

  /** Twice the sum of deviations times distance from the middle of the window. */
  private get lean(): number {
    return 2 * this.moment - (this.ring.length - 1) * this.sum;
  }

  private level(above: number, divisor: number): number {
    if (this.missing > 0) return NaN;
    if (this.scale === 0) return this.anchor + above / divisor;
    return (this.anchor * divisor + above) / (divisor * this.scale);
  }

  private takeAnew(anchor: number): void {
    const { ring } = this;
    let sum = 0;
    let moment = 0;
    let squares = 0;
    for (let x = 0; x < ring.length; x++) {
      const slot = this.next + x;
      const deviation = ring[slot < ring.length ? slot : slot - ring.length]! - anchor;
      sum += deviation;
      moment += x * deviation;
      squares += deviation * deviation;
    }
    this.anchor = anchor;
    this.sum = sum;
    this.moment = moment;
    this.squares = squares;
    this.largest = ring.length * squares;
    this.run = 0;
  }
}
