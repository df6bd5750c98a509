/** The bars at which two averages cross, in order: each the other way than the one before. */
export class CrossingList {
  bars = new Int32Array(64);
  count = 0;
  /** Whether the first of them is a crossing above. */
  startsAbove = false;

  clear(): void {
    this.count = 0;
  }

  /** @param isAbove whether the first of the bars is a crossing above */
  append(bars: Int32Array, count: number, isAbove: boolean): void {
    if (this.count === 0) this.startsAbove = isAbove;
    if (this.count + count > this.bars.length) {
      const longer = new Int32Array(2 * (this.count + count));
      longer.set(this.bars);
      this.bars = longer;
    }
    for (let k = 0; k < count; k++) this.bars[this.count + k] = bars[k]!;
    this.count += count;
  }

  /** The place of the first crossing above that isn't before bar `from`. */
  firstAbove(from: number): number {
    let place = this.startsAbove ? 0 : 1;
    while (place < this.count && this.bars[place]! < from) place += 2;
    return place;
  }
}
