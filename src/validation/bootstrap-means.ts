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
  let values: Float64Array | undefined;
  let running: Float64Array | undefined;
  for (const rows of resamples) {
    const found = new Float64Array(columns.length);
    const runs = runsOf(rows);
    if (runs.count * LONG_RUN <= rows.length) {
      running ??= runningSums(columns, means);
      addRuns(running, runs, found);
      for (let k = 0; k < columns.length; k++) found[k] = means[k]! + found[k]! / rows.length;
    } else {
      values ??= sideBySide(columns);
      addRows(values, rows, found);
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

/** The values of all columns row by row, so that adding a row reads neighbours. */
function sideBySide(columns: readonly ArrayLike<number>[]): Float64Array {
  const width = columns.length;
  const values = new Float64Array(width * (columns[0]?.length ?? 0));
  for (const [k, column] of columns.entries())
    for (let i = 0; i < column.length; i++) values[i * width + k] = column[i]!;
  return values;
}

/** Sums of the first i deviations from each column's mean, in row i. */
function runningSums(columns: readonly ArrayLike<number>[], means: Float64Array): Float64Array {
  const width = columns.length;
  const sums = new Float64Array(width * ((columns[0]?.length ?? 0) + 1));
  for (const [k, column] of columns.entries()) {
    for (let i = 0; i < column.length; i++) sums[(i + 1) * width + k] = sums[i * width + k]! + (column[i]! - means[k]!);
  }
  return sums;
}

/** Adds what each run adds to each column, in order; four runs in one pass over the columns. */
function addRuns(running: Float64Array, { start, end, count }: Runs, out: Float64Array): void {
  const width = out.length;
  const behind = (r: number) => end[r]! * width;
  const before = (r: number) => start[r]! * width;
  let r = 0;
  for (; r + 4 <= count; r += 4) {
    const [a, b, c, d] = [behind(r), behind(r + 1), behind(r + 2), behind(r + 3)];
    const [e, f, g, h] = [before(r), before(r + 1), before(r + 2), before(r + 3)];
    for (let k = 0; k < width; k++) {
      let sum = out[k]! + (running[a + k]! - running[e + k]!);
      sum += running[b + k]! - running[f + k]!;
      sum += running[c + k]! - running[g + k]!;
      out[k] = sum + (running[d + k]! - running[h + k]!);
    }
  }
  for (; r < count; r++) {
    const [a, e] = [behind(r), before(r)];
    for (let k = 0; k < width; k++) out[k] = out[k]! + (running[a + k]! - running[e + k]!);
  }
}

/** Adds some rows, in order; eight in one pass over the columns. */
function addRows(values: Float64Array, rows: ArrayLike<number>, out: Float64Array): void {
  const width = out.length;
  const at = (i: number) => rows[i]! * width;
  let i = 0;
  for (; i + 8 <= rows.length; i += 8) {
    const [a, b, c, d] = [at(i), at(i + 1), at(i + 2), at(i + 3)];
    const [e, f, g, h] = [at(i + 4), at(i + 5), at(i + 6), at(i + 7)];
    for (let k = 0; k < width; k++) {
      const first = out[k]! + values[a + k]! + values[b + k]! + values[c + k]! + values[d + k]!;
      out[k] = first + values[e + k]! + values[f + k]! + values[g + k]! + values[h + k]!;
    }
  }
  for (; i < rows.length; i++) {
    const a = at(i);
    for (let k = 0; k < width; k++) out[k] = out[k]! + values[a + k]!;
  }
}
