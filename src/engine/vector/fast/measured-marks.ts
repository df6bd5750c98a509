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

/** For each bar the first mark that isn't before it. */
export function markOfEachBar({ bars }: MeasuredMarks, length: number): Int32Array {
  const marks = new Int32Array(length);
  for (let i = 0, k = 0; i < length; i++) {
    while (k < bars.length - 1 && bars[k]! < i) k++;
    marks[i] = k;
  }
  return marks;
}
