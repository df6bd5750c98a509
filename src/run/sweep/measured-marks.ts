import type { MeasuredMarks } from "../../engine/vector/fast/measured-marks.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { periodRate } from "../../metrics/annualisation.ts";
import { elapsedYears } from "../../metrics/elapsed-years.ts";
import { isPerBar, periodsPerYearOf } from "../periods.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import { sessionEquity } from "../session-equity.ts";
import { sessionsPerYearOf } from "./plain-statistics.ts";

/** Where the periods of a run's returns end, and what makes ratios of them: as `periodReturns` has it. */
export function measuredMarks(
  bars: Bars,
  start: number,
  settings: Pick<ExecutionSettings, "returns" | "riskFree" | "rules">,
): MeasuredMarks {
  const { length } = bars;
  // An account that is worth as many units of money as the number of its bar says where sessions end.
  const sessions = sessionEquity(bars, { length, at: (row) => row }, start);
  const perYear = sessionsPerYearOf(bars, settings);
  const barsPerYear = periodsPerYearOf(bars, "bar", perYear);
  const periodsPerYear = periodsPerYearOf(bars, settings.returns, perYear);
  const [from, to] = [columnOf(bars, "time").at(start)!, columnOf(bars, "closeTime").at(length - 1)!];
  return {
    bars: isPerBar(bars, settings.returns)
      ? Int32Array.from({ length: length - start }, (_, i) => start + i)
      : Int32Array.from(sessions.equity),
    periodsPerYear,
    barsPerYear,
    ratePerPeriod: periodRate(settings.riskFree, periodsPerYear),
    ratePerBar: periodRate(settings.riskFree, barsPerYear),
    years: elapsedYears(from, to),
  };
}
