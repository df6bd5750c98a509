import type { MeasuredMarks } from "../../engine/vector/fast/measured-marks.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { periodRate } from "../../metrics/annualisation.ts";
import { elapsedYears } from "../../metrics/elapsed-years.ts";
import { periodReturns } from "../periods.ts";
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
  const level = { length, at: () => 1 };
  const periodsPerYear = (mode: "session" | "bar") =>
    periodReturns(bars, level, start, 1, mode, sessions, -1, perYear).periodsPerYear;
  const { unit } = bars.timeframe;
  const isPerBar = settings.returns === "bar" || unit === "w" || unit === "mo";
  const barsPerYear = periodsPerYear("bar");
  const marksPerYear = periodsPerYear(settings.returns);
  const [from, to] = [columnOf(bars, "time").at(start)!, columnOf(bars, "closeTime").at(length - 1)!];
  return {
    bars: isPerBar
      ? Int32Array.from({ length: length - start }, (_, i) => start + i)
      : Int32Array.from(sessions.equity),
    periodsPerYear: marksPerYear,
    barsPerYear,
    ratePerPeriod: periodRate(settings.riskFree, marksPerYear),
    ratePerBar: periodRate(settings.riskFree, barsPerYear),
    years: elapsedYears(from, to),
  };
}
