import { checkLength } from "../core/checks.ts";
import { mean } from "../math/moments.ts";

/** Rows of one bootstrap resample; such as `stationaryBootstrap` yields. */
export type Resamples = Iterable<ArrayLike<number>>;

/** Means of columns, and of the same columns over each resample. */
export interface BootstrapMeans {
  /** One per column. */
  readonly means: Float64Array;
  /** One array per resample, in it one mean per column; all columns are resampled by the same rows. */
  readonly resampled: readonly Float64Array[];
}

/** Runs of neighbours shorter than this on average are added row by row. */
const LONG_RUN = 3;

/**
 * Means of every column over every resample. The resamples are read once, one after the other, and not kept.
 *
 * Resamples in blocks are added block by block, from running sums of the deviations from the column's mean: the same to
 * rounding (within 1e-12 of the column's spread), and faster by the length of a block.
 *
 * @param columns of one length
 * @throws {BacksightError} BACKSIGHT_LENGTH for columns of different lengths
 */
export function bootstrapMeans(columns: readonly ArrayLike<number>[], resamples: Resamples): BootstrapMeans {
  for (const [k, column] of columns.entries()) checkLength(`column ${k}`, column, columns[0]!.length);
  const means = Float64Array.from(columns, mean);
  const resampled: Float64Array[] = [];
  let running: readonly Float64Array[] | undefined;
  for (const rows of resamples) {
    const found = new Float64Array(columns.length);
    const runs = runsOf(rows);
    if (runs.count * LONG_RUN <= rows.length) {
      running ??= columns.map((column, k) => runningSums(column, means[k]!));
      for (let k = 0; k < columns.length; k++) found[k] = means[k]! + sumOfRuns(running[k]!, runs) / rows.length;
    } else {
      sumsOfRows(columns, rows, found);
      for (let k = 0; k < columns.length; k++) found[k]! /= rows.length;
    }
    resampled.push(found);
  }
  return { means, resampled };
}

/** Rows as runs of neighbours: run r goes from `start[r]` to `end[r]`, exclusive. */
interface Runs {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly count: number;
}

function runsOf(rows: ArrayLike<number>): Runs {
  const start = new Int32Array(rows.length);
  const end = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    if (count > 0 && rows[i] === end[count - 1]) {
      end[count - 1]!++;
      continue;
    }
    start[count] = rows[i]!;
    end[count++] = rows[i]! + 1;
  }
  return { start, end, count };
}

/** Sum of the first i deviations from the mean, at i. */
function runningSums(column: ArrayLike<number>, center: number): Float64Array {
  const sums = new Float64Array(column.length + 1);
  for (let i = 0; i < column.length; i++) sums[i + 1] = sums[i]! + (column[i]! - center);
  return sums;
}

function sumOfRuns(running: Float64Array, { start, end, count }: Runs): number {
  let sum = 0;
  for (let r = 0; r < count; r++) sum += running[end[r]!]! - running[start[r]!]!;
  return sum;
}

/** Sums of every column over some rows; four at once, as each sum waits for its last addition. */
function sumsOfRows(columns: readonly ArrayLike<number>[], rows: ArrayLike<number>, out: Float64Array): void {
  const last = columns.length - 1;
  for (let k = 0; k <= last; k += 4) {
    const [p, q] = [columns[k]!, columns[Math.min(k + 1, last)]!];
    const [r, s] = [columns[Math.min(k + 2, last)]!, columns[Math.min(k + 3, last)]!];
    let [w, x, y, z] = [0, 0, 0, 0];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      w += p[row]!;
      x += q[row]!;
      y += r[row]!;
      z += s[row]!;
    }
    out[k] = w;
    if (k + 1 <= last) out[k + 1] = x;
    if (k + 2 <= last) out[k + 2] = y;
    if (k + 3 <= last) out[k + 3] = z;
  }
}
