import { type Drawdown, worstDrawdowns } from "../metrics/drawdowns.ts";
import type { Curve } from "../run/run-detail.ts";

/** Shallower ones than this would read "-0.00%". */
const SHALLOWEST = -0.00005;

/**
 * The deepest drawdowns of a curve, deepest first, with rows of the curve as indices (−1: before the first row). A row
 * of several bars counts with its lowest and its highest equity, so that the deepest one is as deep as the bars say.
 *
 * @param start epoch milliseconds at which the starting cash stood
 */
export function drawdownPeriods(curve: Curve, startingCash: number, start: number, limit: number): Drawdown[] {
  const rows = curve.time.length;
  const extremes = new Float64Array(2 * rows);
  const time = new Float64Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    extremes[2 * row] = curve.equityLow[row]!;
    extremes[2 * row + 1] = curve.equityHigh[row]!;
    time[2 * row] = time[2 * row + 1] = curve.time[row]!;
  }
  const rowOf = (index: number) => (index < 0 ? -1 : index >> 1);
  return worstDrawdowns(extremes, time, { startingCapital: startingCash, start }, limit)
    .map((drawdown) => {
      const troughIndex = rowOf(drawdown.troughIndex);
      return {
        ...drawdown,
        peakIndex: rowOf(drawdown.peakIndex),
        troughIndex,
        recoveryIndex: drawdown.recoveryIndex === null ? null : rowOf(drawdown.recoveryIndex),
        depth: Math.min(drawdown.depth, curve.drawdown[troughIndex]!),
      };
    })
    .filter(({ depth }) => depth <= SHALLOWEST);
}
