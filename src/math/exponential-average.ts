import { RollingSum } from "./rolling-sum.ts";

/**
 * Exponential average, one value at a time: seeded with the simple mean of its first `length` values, then moved by
 * `weight` of the distance to each new one. NaN until seeded; a value that isn't finite makes it NaN, and the next
 * `length` values seed it again.
 */
export class ExponentialAverage {
  private readonly weight: number;
  private readonly seed: RollingSum;
  private average = NaN;

  /**
   * @param length values that seed it
   * @param weight of a new value: 2 / (length + 1) in an EMA, 1 / length in Wilder's smoothing
   * @param ticksPerUnit values are multiples of 1 / ticksPerUnit, and the seed is exact; null: any values
   */
  constructor(length: number, weight: number, ticksPerUnit: number | null = null) {
    this.weight = weight;
    this.seed = new RollingSum(length, ticksPerUnit);
  }

  /** The EMA of `length` values. */
  static ema(length: number, ticksPerUnit: number | null = null): ExponentialAverage {
    return new ExponentialAverage(length, 2 / (length + 1), ticksPerUnit);
  }

  /** Wilder's smoothing over `length` values (1978, New Concepts in Technical Trading Systems), also called RMA. */
  static wilder(length: number, ticksPerUnit: number | null = null): ExponentialAverage {
    return new ExponentialAverage(length, 1 / length, ticksPerUnit);
  }

  /** Goes on from an average that somebody else has moved. */
  resume(average: number): void {
    this.average = average;
  }

  /** Takes the next value and returns the average. */
  push(value: number): number {
    if (!Number.isFinite(value)) {
      this.average = NaN;
      this.seed.push(NaN);
    } else if (!Number.isNaN(this.average)) {
      this.average += (value - this.average) * this.weight;
    } else {
      this.seed.push(value);
      this.average = this.seed.mean;
    }
    return this.average;
  }
}
