import type { GuardFinding, GuardStatus, RunRecord } from "../run/run-record.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import type { Size } from "../trading/orders/size.ts";
import { formatCounted, formatMoney, formatNumber, formatPercent, formatQuantity } from "./format.ts";

/** "2012-01-03 to 2020-12-31". */
export function periodText(record: RunRecord): string {
  return `${record.data.start.slice(0, 10)} to ${record.data.end.slice(0, 10)}`;
}

/** "2,263 bars of 1d in 2,263 sessions". */
export function extentText({ data }: RunRecord): string {
  return `${formatCounted(data.bars, "bar")} of ${data.timeframe} in ${formatCounted(data.sessions, "session")}`;
}

/** "fast=10 slow=50"; empty for a strategy without parameters. Of a walk-forward those of its last window, and so called. */
export function paramsText({ spec }: RunRecord): string {
  const params = Object.entries(spec.params).map(([name, value]) => `${name}=${String(value)}`);
  return [...(spec.walkForward === undefined ? [] : ["walk-forward, now"]), ...params].join(" ");
}

/** "100% of equity", "250 units", "10,000.00 in cash". */
export function sizeText(size: Size): string {
  switch (size.kind) {
    case "quantity":
      return `${formatQuantity(size.quantity)} units`;
    case "fraction":
      return `${shortPercent(size.fraction)} of equity`;
    case "cash":
      return `${formatMoney(size.cash)} in cash`;
    case "risk":
      return `${shortPercent(size.fraction)} of equity at risk`;
  }
}

/** When a decision fills: "at the next bar's open". */
export function fillText(fill: ExecutionSettings["fill"]): string {
  if (fill === "close") return "at the same close";
  return fill === "next-close" ? "at the next bar's close" : "at the next bar's open";
}

/** "12 already-in, 3 warm-up"; empty when every signal and order was filled. */
export function notFilledText({ notFilled }: RunRecord): string {
  return Object.entries(notFilled)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${formatNumber(count, 0)} ${reason}`)
    .join(", ");
}

/** Up to four decimals, without zeros at the end: "0.05%". */
export function shortPercent(fraction: number): string {
  return formatPercent(fraction, 4).replace(/\.?0+%$/, "%");
}

const RANK: Readonly<Record<GuardStatus, number>> = { failed: 0, warning: 1, "not checked": 2, ok: 3 };

/** Findings with the worst first; equal ones as they came. */
export function worstFirst(findings: readonly GuardFinding[]): GuardFinding[] {
  return [...findings].sort((a, b) => RANK[a.status] - RANK[b.status]);
}
