/**
 * The highest (or lowest) of the last `window` values and how long ago it was, one value at a time: a queue of the
 * values that can still become the extreme, constant time per value on average (Lemire 2006, "Streaming maximum-minimum
 * filter using no more than three comparisons per element"). Of equal extremes the most recent counts.
 *
 * NaN until the window is full, and while a value that isn't finite is in it.
 */
export class RollingExtreme {
  private readonly signed: Float64Array;
  private readonly indices: Float64Array;
  private readonly sign: 1 | -1;
  private head = 0;
  private size = 0;
  private index = -1;
  private fullAt: number;

  constructor(window: number, kind: "highest" | "lowest") {
    this.signed = new Float64Array(window);
    this.indices = new Float64Array(window);
    this.sign = kind === "highest" ? 1 : -1;
    this.fullAt = window - 1;
  }

  /** Takes the next value and returns the extreme. */
  push(value: number): number {
    const { signed, indices } = this;
    const window = signed.length;
    const index = ++this.index;
    if (!Number.isFinite(value)) {
      this.size = 0;
      this.fullAt = index + window;
      return NaN;
    }
    if (this.size > 0 && indices[this.head]! <= index - window) {
      this.head = this.head + 1 === window ? 0 : this.head + 1;
      this.size--;
    }
    const candidate = this.sign * value;
    while (this.size > 0 && signed[this.slot(this.size - 1)]! <= candidate) this.size--;
    const slot = this.slot(this.size++);
    signed[slot] = candidate;
    indices[slot] = index;
    return this.value;
  }

  /** The extreme of the window. */
  get value(): number {
    return this.index < this.fullAt ? NaN : this.sign * this.signed[this.head]!;
  }

  /** How many values ago it was: 0 for the last one; NaN where `value` is. */
  get age(): number {
    return this.index < this.fullAt ? NaN : this.index - this.indices[this.head]!;
  }

  private slot(place: number): number {
    const slot = this.head + place;
    return slot < this.signed.length ? slot : slot - this.signed.length;
  }
}
