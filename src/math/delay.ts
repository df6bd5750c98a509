/** Gives back what went in `length` values earlier; NaN for the first `length`. */
export class Delay {
  private readonly ring: Float64Array;
  private next = 0;

  constructor(length: number) {
    this.ring = new Float64Array(length).fill(NaN);
  }

  /** Takes the next value and returns the one `length` before it. */
  push(value: number): number {
    const delayed = this.ring[this.next]!;
    this.ring[this.next] = value;
    this.next = this.next + 1 === this.ring.length ? 0 : this.next + 1;
    return delayed;
  }
}
