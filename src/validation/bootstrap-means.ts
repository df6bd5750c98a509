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

/**
 * Means of every column over every resample. The resamples are read once, one after the other, and not kept.
 *
 * @param columns of one length
 * @throws {BacksightError} BACKSIGHT_LENGTH for columns of different lengths
 */
export function bootstrapMeans(columns: readonly ArrayLike<number>[], resamples: Resamples): BootstrapMeans {
  for (const [k, column] of columns.entries()) checkLength(`column ${k}`, column, columns[0]!.length);
  const resampled: Float64Array[] = [];
  for (const rows of resamples) {
    const found = new Float64Array(columns.length);
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k]!;
      let sum = 0;
      for (let i = 0; i < rows.length; i++) sum += column[rows[i]!]!;
      found[k] = sum / rows.length;
    }
    resampled.push(found);
  }
  return { means: Float64Array.from(columns, mean), resampled };
}
