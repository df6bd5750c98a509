/** `sum`, one value at a time: the same bits as `sum` of the values that were added, in their order. */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const { sum } = this;
    const next = sum + value;
    this.lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    this.sum = next;
  }

  get total(): number {
    // An infinite total makes the compensation NaN (∞ − ∞).
    return Number.isNaN(this.lost) ? this.sum : this.sum + this.lost;
  }
}
