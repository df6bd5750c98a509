import { sessionColumn } from "../../market/compact/compact-bars.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import { simpleReturns } from "../session-equity.ts";
import { wholeAccount } from "../simulated-account.ts";
import { plainStatistics, sessionsPerYearOf } from "../sweep/plain-statistics.ts";
import { type PartRun, runPart, type WalkForwardSource } from "./run-part.ts";
import type { TrainedWindow } from "./train-window.ts";

/** What the chosen parameters gave in one part of a window. */
export interface PartNumbers {
  /** Total return over the part's years, simple and not compounded; NaN without a choice. */
  readonly annualReturn: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface TestedWindow {
  readonly trained: TrainedWindow;
  readonly inSample: PartNumbers;
  readonly tested: PartNumbers;
  /** Per bar of the test; 0 without a choice. */
  readonly returns: Float64Array;
}

/**
 * Runs a window's choice over its whole test, which is longer than its part of the stitched curve where tests overlap.
 *
 * @param cash with which it begins
 * @param run on the part of the curve, which is taken where that is the whole test
 * @param more ids of metrics beyond the statistics of every sweep
 */
export function testWindow(
  source: WalkForwardSource,
  trained: TrainedWindow,
  cash: number,
  run: PartRun | null,
  more: readonly string[],
): TestedWindow {
  const { best, window } = trained;
  const { train, test, outOfSample } = window;
  const none: PartNumbers = { annualReturn: NaN, metrics: {} };
  if (best === null) return { trained, inSample: none, tested: none, returns: new Float64Array(test.end - test.start) };
  const settings = { ...source.settings, cash: cash > 0 ? cash : source.settings.cash };
  const isWhole = run !== null && outOfSample.end === test.end;
  const { account } = isWhole ? run : runPart({ ...source, settings }, best.params, test);
  const metrics = plainStatistics(wholeAccount(account), settings, more);
  const { equity } = account;
  const marks = Float64Array.from({ length: test.end - test.start }, (_, i) => equity.at(test.start + i)!);
  const annual = (rows: RowRange, totalReturn = NaN) => totalReturn / yearsOf(source, rows);
  return {
    trained,
    inSample: { annualReturn: annual(train, best.statistics.totalReturn), metrics: best.statistics },
    tested: { annualReturn: annual(test, metrics.totalReturn), metrics },
    returns: simpleReturns(marks, settings.cash),
  };
}

/** Years of a part: its sessions, those without bars too, over the sessions of a year. */
function yearsOf({ bars, settings }: WalkForwardSource, { start, end }: RowRange): number {
  const session = sessionColumn(bars);
  const sessions = bars.calendar.sessions(session.at(start)!, session.at(end - 1)! + 1).length;
  return sessions / sessionsPerYearOf(bars, settings);
}
