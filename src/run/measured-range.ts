import { BacksightError } from "../core/errors.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import { callStrategy } from "../strategy/call-strategy.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { MeasuredRange } from "./simulate.ts";

/**
 * Bars that a strategy needs before its first decision counts, at least 1.
 *
 * @throws {BacksightError} BACKSIGHT_PARAMETER_CONSTRAINT, BACKSIGHT_STRATEGY_THREW, BACKSIGHT_STRATEGY_RESULT
 */
export function requiredHistoryOf(strategy: Strategy, params: Readonly<Record<string, ParameterValue>>): number {
  if (!callStrategy(strategy.name, "where", () => strategy.where(params as never))) {
    throw new BacksightError("BACKSIGHT_PARAMETER_CONSTRAINT", { params, strategy: strategy.name });
  }
  const history = callStrategy(strategy.name, "requiredHistory", () => strategy.requiredHistory(params as never));
  if (!Number.isInteger(history) || history < 0) {
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy: strategy.name,
      problem: `${String(history)} from requiredHistory`,
      hint: " It must be a whole number of bars.",
    });
  }
  return Math.max(1, history);
}

/**
 * The bars whose opens lie in [from, to) are all at the end: what was loaded ends at `to`.
 *
 * @param from epoch milliseconds; null: from the first bar
 * @throws {BacksightError} BACKSIGHT_BARS_EMPTY
 */
export function measuredRange(bars: Bars, from: number | null, requiredHistory: number): MeasuredRange {
  const { length, source } = bars;
  const time = columnOf(bars, "time");
  let start = 0;
  if (from !== null) while (start < length && time.at(start)! < from) start++;
  if (start === length)
    throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source, between: ` from ${isoTime(from!)} on` });
  return { start, firstDecision: Math.max(start, requiredHistory - 1) };
}
