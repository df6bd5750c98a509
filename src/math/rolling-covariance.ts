/**
 * Sums of squares and products of the last `window` pairs about their means, one pair at a time. Two passes over the
 * window per pair: the cost grows with the window, the error doesn't (1e-15 of the exact sums).
 *
 * NaN until the window is full, and while a value that isn't finite is in it.
 */
export class RollingCovariance {
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  private next = 0;
  private fullIn: number;
  /** Σ(x − mean x)², Σ(y − mean y)² and Σ(x − mean x)(y − mean y). */
  xx = NaN;
  yy = NaN;
  xy = NaN;

  constructor(window: number) {
    this.xs = new Float64Array(window);
    this.ys = new Float64Array(window);
    this.fullIn = window;
  }

  /** Takes the next pair. */
  push(x: number, y: number): void {
    const { xs, ys } = this;
    const n = xs.length;
    xs[this.next] = x;
    ys[this.next] = y;
    this.next = this.next + 1 === n ? 0 : this.next + 1;
    this.fullIn = !Number.isFinite(x) || !Number.isFinite(y) ? n : Math.max(0, this.fullIn - 1);
    this.xx = this.yy = this.xy = NaN;
    if (this.fullIn > 0) return;

    let meanX = 0;
    let meanY = 0;
    for (let i = 0; i < n; i++) {
      meanX += xs[i]! - x;
      meanY += ys[i]! - y;
    }
    meanX = x + meanX / n;
    meanY = y + meanY / n;
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let i = 0; i < n; i++) {
      const dx = xs[i]! - meanX;
      const dy = ys[i]! - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    this.xx = xx;
    this.yy = yy;
    this.xy = xy;
  }
}
