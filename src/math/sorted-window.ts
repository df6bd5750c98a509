import { quantileOfSorted } from "./quantile.ts";

/**
 * The last `window` values in ascending order, one value at a time: the newcomer finds its place by halving, what lies
 * between it and the one that leaves moves over. NaN until the window is full, and while a value that isn't finite is
 * in it.
 */
export class SortedWindow {
  private readonly ring: Float64Array;
  private readonly sorted: Float64Array;
  private size = 0;
  private next = 0;
  private missing: number;

  constructor(window: number) {
    this.ring = new Float64Array(window).fill(NaN);
    this.sorted = new Float64Array(window);
    this.missing = window;
  }

  /** Takes the next value. */
  push(value: number): void {
    const { ring, sorted } = this;
    const removed = ring[this.next]!;
    ring[this.next] = value;
    this.next = this.next + 1 === ring.length ? 0 : this.next + 1;
    if (Number.isFinite(removed)) {
      const place = this.placeOf(removed);
      sorted.copyWithin(place, place + 1, this.size--);
    } else this.missing--;
    if (Number.isFinite(value)) {
      const place = this.placeOf(value);
      sorted.copyWithin(place + 1, place, this.size++);
      sorted[place] = value;
    } else this.missing++;
  }

  /** The value below which the share `p` (0 to 1) lies, linear between neighbours as in `quantile`. */
  quantile(p: number): number {
    return this.missing > 0 ? NaN : quantileOfSorted(this.sorted, p);
  }

  /** How many values of the window are below `value`. */
  countBelow(value: number): number {
    return this.missing > 0 ? NaN : this.placeOf(value);
  }

  /** Index of the first sorted value that isn't below `value`. */
  private placeOf(value: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
