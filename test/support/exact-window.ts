/** Prices and their means are whole multiples of 2^-60 as long as they are above 2^-8. */
const UNIT = 2 ** 60;

function inUnits(x: number): bigint {
  const units = x * UNIT;
  if (!Number.isInteger(units)) throw new RangeError(`${x} isn't a multiple of 2^-60`);
  return BigInt(units);
}

/** The last `window` values up to bar `i` as exact sums of whole numbers: what a mean or variance is, without rounding. */
export function exactWindow(values: Float64Array, window: number, i: number): ExactWindow {
  let sum = 0n;
  let squares = 0n;
  let moment = 0n;
  for (let k = 0; k < window; k++) {
    const units = inUnits(values[i - window + 1 + k]!);
    sum += units;
    squares += units * units;
    moment += BigInt(k) * units;
  }
  return new ExactWindow(window, sum, squares, moment);
}

class ExactWindow {
  readonly window: bigint;
  readonly sum: bigint;
  readonly squares: bigint;
  readonly moment: bigint;

  constructor(window: number, sum: bigint, squares: bigint, moment: bigint) {
    this.window = BigInt(window);
    this.sum = sum;
    this.squares = squares;
    this.moment = moment;
  }

  /** |mean − true mean| / |true mean|, the difference taken exactly. */
  relativeErrorOfMean(mean: number): number {
    const difference = inUnits(mean) * this.window - this.sum;
    return Math.abs(Number(difference) / Number(this.sum));
  }

  /** The population variance, rounded once. */
  get variance(): number {
    const spread = this.window * this.squares - this.sum * this.sum;
    return Number(spread) / (Number(this.window * this.window) * UNIT * UNIT);
  }

  /** Slope of the least-squares line per bar, rounded once. */
  get slope(): number {
    const n = this.window;
    const lean = 2n * this.moment - (n - 1n) * this.sum;
    return (6 * Number(lean)) / (Number(n * (n * n - 1n)) * UNIT);
  }
}
