import type { ExecutionSettings } from "../run/run-spec.ts";
import type { Trail } from "../trading/fills/protective-exit.ts";
import type { RangeDistance } from "../trading/fills/range-distance.ts";
import type { TakeProfit } from "../trading/fills/take-profit.ts";
import { formatCounted, formatPrice } from "./format.ts";
import { shortPercent } from "./run-texts.ts";

/** The stops and targets in force, for people: "stop-loss 2%, take-profit 4%; worst first inside a bar" or "none". */
export function exitsText(settings: ExecutionSettings): string {
  const { stopLoss, takeProfit, trailingStop, stopRange, trailRange, timeStop, breakEven, intrabar, finer } = settings;
  const parts: string[] = [];
  if (stopLoss !== null) parts.push(`stop-loss ${shortPercent(stopLoss)}`);
  if (takeProfit !== null) parts.push(`take-profit ${takeProfitText(takeProfit)}`);
  if (stopRange !== undefined) parts.push(`stop-loss ${rangeText(stopRange)}`);
  if (trailRange !== undefined) parts.push(`trailing stop ${rangeText(trailRange)}`);
  if (trailingStop !== null) parts.push(`trailing stop ${trailText(trailingStop)}`);
  if (breakEven !== undefined) {
    const { afterGain, offset } = breakEven;
    const to = offset === 0 ? "the entry" : `${shortPercent(offset)} beyond the entry`;
    parts.push(`stop to ${to} once ${shortPercent(afterGain)} is gained`);
  }
  if (timeStop !== undefined) parts.push(`out ${formatCounted(timeStop, "bar")} after the entry's`);
  return parts.length === 0
    ? "none"
    : `${parts.join(", ")}; order of prices inside a bar: ${finer === undefined ? intrabar : `by ${finer}, then ${intrabar}`}`;
}

function rangeText({ multiple, bars }: RangeDistance): string {
  return `${multiple} average ranges over ${formatCounted(bars, "bar")} away`;
}

function takeProfitText(takeProfit: TakeProfit): string {
  if (typeof takeProfit === "number") return shortPercent(takeProfit);
  return takeProfit
    .map((step) => {
      const held =
        "afterBars" in step ? formatCounted(step.afterBars, "bar") : formatCounted(step.afterMinutes, "minute");
      return `${shortPercent(step.fraction)} from ${held} on`;
    })
    .join(", ");
}

function trailText(trail: Trail): string {
  const distance = trail.kind === "fraction" ? shortPercent(trail.fraction) : formatPrice(trail.amount);
  if (trail.activateAt === undefined) return distance;
  const until = trail.before === undefined ? "" : `, ${shortPercent(trail.before)} until then`;
  return `${distance} once ${shortPercent(trail.activateAt)} is gained${until}`;
}
