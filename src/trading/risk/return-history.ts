/** The latest simple returns of a price, as many as anyone looks back on. */
export class ReturnHistory {
  private readonly returns: Float64Array;
  private readonly kept: number;
  private length = 0;
  private last = NaN;

  /** @param kept how many returns are wanted at most */
  constructor(kept: number) {
    this.kept = kept;
    this.returns = new Float64Array(2 * kept);
  }

  /** The price at the next close; NaN, and the return after it, where there is none yet. */
  add(price: number): void {
    if (this.length === this.returns.length) {
      this.returns.copyWithin(0, this.kept);
      this.length = this.kept;
    }
    this.returns[this.length++] = price / this.last - 1;
    this.last = price;
  }

  /** The price is that of other shares from now on. */
  restate(priceOf: (price: number) => number): void {
    this.last = priceOf(this.last);
  }

  /** At least the wanted ones where there are as many, the latest last. A view: what is added later moves it. */
  get latest(): Float64Array {
    return this.returns.subarray(0, this.length);
  }
}
