/** Takes equity at the marks of a row; the array is overwritten by the next row. */
export type TakeMarks = (row: number, equity: Float64Array) => void;

/** Where equity is measured, and what makes ratios of its returns. */
export interface MeasuredMarks {
  /** Bars at whose closes periods end, ascending; a bar may end several. The last bar ends the last one. */
  readonly bars: Int32Array;
  readonly periodsPerYear: number;
  readonly barsPerYear: number;
  /** Annual rate, resolved to a period of marks and to a bar. */
  readonly ratePerPeriod: number;
  readonly ratePerBar: number;
  /** Length of the measured range in years; NaN or 0 where turnover has none. */
  readonly years: number;
}
