import { drawdownSeries } from "../../metrics/drawdown-series.ts";
import type { RunDetail } from "../../run/run-detail.ts";

/** Two runs on one axis of sessions. Columns of one length. */
export interface RebasedCurves {
  /** Every session of either run, ascending day numbers. */
  readonly day: Int32Array;
  /** Equity as 100 at the start of what both runs cover; NaN where a run has none. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Below each run's own highest equity so far, by session ends; fractions ≤ 0. */
  readonly drawdownA: Float64Array;
  readonly drawdownB: Float64Array;
  /** First and last row that both runs cover; null when there is none, and each run is 100 at its own start. */
  readonly common: { readonly first: number; readonly last: number } | null;
}

/**
 * Lays two runs over each other: the session before the first common one counts as 100 for both, or the starting cash
 * where a run begins there. A session that only the other run's calendar has keeps the equity before it.
 */
export function rebaseCurves(a: RunDetail, b: RunDetail): RebasedCurves {
  const day = unionOf(a.sessions.day, b.sessions.day);
  const onA = spread(a, day);
  const onB = spread(b, day);
  const first = Math.max(onA.first, onB.first);
  const last = Math.min(onA.last, onB.last);
  const common = first <= last ? { first, last } : null;
  const rebased = ({ equity, first: own }: SpreadEquity, { record }: RunDetail) => {
    const from = common === null ? own : first;
    const base = from === own ? record.spec.settings.cash : equity[from - 1]!;
    return equity.map((value) => (100 * value) / base);
  };
  return {
    day,
    a: rebased(onA, a),
    b: rebased(onB, b),
    drawdownA: drawdownSeries(onA.equity, a.record.spec.settings.cash),
    drawdownB: drawdownSeries(onB.equity, b.record.spec.settings.cash),
    common,
  };
}

interface SpreadEquity {
  /** NaN outside the run's own sessions. */
  readonly equity: Float64Array;
  /** Rows of the run's first and last session. */
  readonly first: number;
  readonly last: number;
}

function spread({ sessions }: RunDetail, day: Int32Array): SpreadEquity {
  const equity = new Float64Array(day.length).fill(NaN);
  const own = sessions.day;
  let at = 0;
  let first = Infinity;
  let last = -1;
  for (let row = 0; row < day.length; row++) {
    while (at + 1 < own.length && own[at + 1]! <= day[row]!) at++;
    if (own.length === 0 || day[row]! < own[0]! || day[row]! > own[own.length - 1]!) continue;
    equity[row] = sessions.equity[at]!;
    first = Math.min(first, row);
    last = row;
  }
  return { equity, first, last };
}

function unionOf(a: Int32Array, b: Int32Array): Int32Array {
  return Int32Array.from(new Set([...a, ...b])).sort();
}
