import { checkLength } from "../core/checks.ts";
import type { IndexedColumn } from "../core/indexed-column.ts";
import { DAY_MS } from "./elapsed-years.ts";
import type { MetricInput } from "./metric.ts";

/** Every drawdown of an equity curve in order of time, as columns of one length. */
export interface DrawdownColumns {
  readonly length: number;
  /** Row of the last bar at the peak before the fall; −1: the starting capital. */
  readonly peak: Int32Array;
  /** Row of the lowest equity (the first, among equals). */
  readonly trough: Int32Array;
  /** Row of the first bar back at the peak or above; −1: not recovered. */
  readonly recovery: Int32Array;
  /** `(trough − peak) / peak`, a fraction below 0. */
  readonly depth: Float64Array;
}

/** One drawdown, for people. */
export interface Drawdown {
  /** Rows as in `DrawdownColumns`; null: not recovered. */
  readonly peakIndex: number;
  readonly troughIndex: number;
  readonly recoveryIndex: number | null;
  /** Epoch milliseconds of those closes. */
  readonly peakTime: number;
  readonly troughTime: number;
  readonly recoveryTime: number | null;
  /** Fraction of the peak, below 0. */
  readonly depth: number;
  /** Days from the peak to the recovery, or to the last bar while there is none. */
  readonly days: number;
  /** Days from the peak to the trough, and from there to the recovery (null: not recovered). */
  readonly daysToTrough: number;
  readonly daysToRecovery: number | null;
}

/**
 * The stretches in which equity stood below an earlier peak. The starting capital is the first peak. A NaN in the
 * equity neither begins nor ends one.
 *
 * @param equity money at each close
 * @param startingCapital money before the first bar, above 0
 */
export function findDrawdowns(equity: Float64Array, startingCapital = equity[0] ?? NaN): DrawdownColumns {
  const peaks: number[] = [];
  const troughs: number[] = [];
  const recoveries: number[] = [];
  const depths: number[] = [];
  let peak = startingCapital;
  let peakIndex = -1;
  let low = peak;
  let lowIndex = -1;
  const finish = (recovery: number) => {
    peaks.push(peakIndex);
    troughs.push(lowIndex);
    recoveries.push(recovery);
    depths.push((low - peak) / peak);
  };
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value >= peak) {
      if (low < peak) finish(i);
      peak = low = value;
      peakIndex = i;
    } else if (value < low) {
      low = value;
      lowIndex = i;
    }
  }
  if (low < peak) finish(-1);
  return {
    length: peaks.length,
    peak: Int32Array.from(peaks),
    trough: Int32Array.from(troughs),
    recovery: Int32Array.from(recoveries),
    depth: Float64Array.from(depths),
  };
}

const ofRuns = new WeakMap<MetricInput, DrawdownColumns>();

/** The drawdowns of a run, found once for all metrics that are made of them. */
export function runDrawdowns(input: MetricInput): DrawdownColumns {
  const known = ofRuns.get(input);
  if (known !== undefined) return known;
  const drawdowns = findDrawdowns(input.equity, input.startingCash);
  ofRuns.set(input, drawdowns);
  return drawdowns;
}

/** Days that each drawdown lasted: from its peak to its recovery, or to the last bar while it has none. */
export function drawdownDays(drawdowns: DrawdownColumns, time: IndexedColumn, start: number): Float64Array {
  const end = time.at(time.length - 1) ?? NaN;
  return drawdowns.depth.map((_, k) => {
    const from = drawdowns.peak[k] === -1 ? start : time.at(drawdowns.peak[k]!)!;
    const to = drawdowns.recovery[k] === -1 ? end : time.at(drawdowns.recovery[k]!)!;
    return (to - from) / DAY_MS;
  });
}

/** Row of the deepest drawdown (the first, among equals); −1 when there is none. */
export function deepestDrawdown({ depth }: DrawdownColumns): number {
  let deepest = -1;
  for (let k = 0; k < depth.length; k++) if (deepest === -1 || depth[k]! < depth[deepest]!) deepest = k;
  return deepest;
}

/**
 * The deepest drawdowns, deepest first; of equally deep ones the earlier first.
 *
 * @param equity money at each close
 * @param time epoch milliseconds of each close
 * @param from starting capital, and the epoch milliseconds at which it stood (default: the first row)
 * @param limit how many at most
 * @throws {BacksightError} BACKSIGHT_LENGTH when `time` isn't as long as `equity`
 */
export function worstDrawdowns(
  equity: Float64Array,
  time: Float64Array,
  from: { readonly startingCapital?: number; readonly start?: number } = {},
  limit = 10,
): Drawdown[] {
  checkLength("time", time, equity.length);
  const start = from.start ?? time[0] ?? NaN;
  const all = findDrawdowns(equity, from.startingCapital);
  const days = drawdownDays(all, time, start);
  const rows = Array.from({ length: all.length }, (_, k) => k);
  rows.sort((a, b) => all.depth[a]! - all.depth[b]! || a - b);
  return rows.slice(0, limit).map((k) => {
    const peakIndex = all.peak[k]!;
    const troughIndex = all.trough[k]!;
    const recoveryIndex = all.recovery[k] === -1 ? null : all.recovery[k]!;
    const peakTime = peakIndex === -1 ? start : time[peakIndex]!;
    const troughTime = time[troughIndex]!;
    const recoveryTime = recoveryIndex === null ? null : time[recoveryIndex]!;
    return {
      peakIndex,
      troughIndex,
      recoveryIndex,
      peakTime,
      troughTime,
      recoveryTime,
      depth: all.depth[k]!,
      days: days[k]!,
      daysToTrough: (troughTime - peakTime) / DAY_MS,
      daysToRecovery: recoveryTime === null ? null : (recoveryTime - troughTime) / DAY_MS,
    };
  });
}
