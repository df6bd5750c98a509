import { tickDifference } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { settlingOfWilder } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";
import { TrueRange } from "./true-range.ts";

/** Wilder's directional movement, one bar at a time. */
export class DirectionalSums {
  /** Enough bars are known; the values below can still be NaN, where nothing moved. */
  isDefined = false;
  plusDi = NaN;
  minusDi = NaN;
  dx = NaN;
  private readonly length: number;
  private readonly grid: number | null;
  private readonly trueRange: TrueRange;
  private previousHigh = NaN;
  private previousLow = NaN;
  private moves = 0;
  private plus = 0;
  private minus = 0;
  private range = 0;

  constructor(length: number, grid: number | null) {
    this.length = length;
    this.grid = grid;
    this.trueRange = new TrueRange(grid);
  }

  push(high: number, low: number, close: number): void {
    const range = this.trueRange.push(high, low, close);
    const up = tickDifference(high, this.previousHigh, this.grid);
    const down = tickDifference(this.previousLow, low, this.grid);
    this.previousHigh = high;
    this.previousLow = low;
    if (!Number.isNaN(range)) {
      this.moves++;
      const decay = this.moves < this.length ? 0 : 1 / this.length;
      this.plus += (up > down && up > 0 ? up : 0) - this.plus * decay;
      this.minus += (down > up && down > 0 ? down : 0) - this.minus * decay;
      this.range += range - this.range * decay;
    } else {
      this.moves = this.plus = this.minus = this.range = 0;
    }
    this.isDefined = this.moves >= this.length;
    this.plusDi = this.isDefined && this.range > 0 ? (100 * this.plus) / this.range : NaN;
    this.minusDi = this.isDefined && this.range > 0 ? (100 * this.minus) / this.range : NaN;
    const both = this.plusDi + this.minusDi;
    this.dx = both > 0 ? (100 * Math.abs(this.plusDi - this.minusDi)) / both : NaN;
  }
}

export const directionalMovementIndicator = defineIndicator({
  name: "directionalMovement",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["plusDi", "minusDi", "dx"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length! + settlingOfWilder(length!),
  stream([length], context) {
    const sums = new DirectionalSums(length!, sharedGrid(context, 3));
    return severalOutputs(3, (outputs, high, low, close) => {
      sums.push(high, low, close);
      outputs[0] = sums.plusDi;
      outputs[1] = sums.minusDi;
      outputs[2] = sums.dx;
    });
  },
});

/**
 * Wilder's directional indicators, 0 to 100: `plusDi` and `minusDi` = the share of upward and downward movement in the
 * true range, `dx` = 100 |plusDi − minusDi| / (plusDi + minusDi) (Wilder 1978; TA-Lib PLUS_DI, MINUS_DI, DX). `adx` is the
 * average of `dx`.
 *
 * As in TA-Lib the running sums begin with the `length − 1` moves of bars 1 to `length − 1`; Backtrader begins with a mean
 * of `length` moves, and differs until the seed has faded. NaN for the first `length` bars; a NaN in a price starts it
 * anew. Where nothing has moved, `dx` is NaN (TA-Lib repeats the value before).
 *
 * @param length an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function directionalMovement<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 14,
  options?: SourceOptions,
): Outputs<T, "plusDi" | "minusDi" | "dx"> {
  return compute(directionalMovementIndicator, [high, low, close], [length], options);
}
