import type { RunDetail } from "../run/run-detail.ts";
import type { RunRecord } from "../run/run-record.ts";
import { EXIT_REASONS } from "../trading/trade-columns.ts";
import { formatCounted, formatNumber, formatPercent, formatSignedMoney, formatSignedPercent } from "./format.ts";
import { metricValue } from "./run-facts.ts";

/**
 * Which sides a run took, how its trades ended and how many of them no bar can decide: "62 long, 28 short; left by 75
 * signal, 15 stop-loss; 2 depend on the order of prices inside a bar (P&L -120.00 to +35.50)". Empty without a trade.
 */
export function tradesText({ trades, record }: Pick<RunDetail, "trades" | "record">): string {
  if (trades.length === 0) return "";
  const longs = trades.side.reduce((count, side) => count + (side > 0 ? 1 : 0), 0);
  const counts = new Array<number>(EXIT_REASONS.length).fill(0);
  for (const code of trades.exitReason) counts[code]!++;
  const exits = EXIT_REASONS.flatMap((reason, code) =>
    reason === "open" || counts[code] === 0 ? [] : [`${formatNumber(counts[code]!, 0)} ${reason}`],
  );
  const { count, pnlRange } = record.guards.ambiguousTrades;
  const [worse, better] = pnlRange;
  return [
    `${formatNumber(longs, 0)} long, ${formatNumber(trades.length - longs, 0)} short`,
    ...(exits.length === 0 ? [] : [`left by ${exits.join(", ")}`]),
    ...(count === 0
      ? []
      : [
          `${formatCounted(count, "outcome")} up to the order of prices inside a bar (P&L ${formatSignedMoney(worse)} to ${formatSignedMoney(better)})`,
        ]),
  ].join("; ");
}

/** How far trades went: "MAE -1.20% and MFE +2.40% on average (2.00 : 1); 9 in 10 winners within -2.10%". Empty when unknown. */
export function excursionsText(record: RunRecord): string {
  const [mae, mfe] = [metricValue(record, "averageMae"), metricValue(record, "averageMfe")];
  if (Number.isNaN(mae) || Number.isNaN(mfe)) return "";
  const [ratio, winners] = [metricValue(record, "edgeRatio"), metricValue(record, "winnersMae")];
  return [
    `MAE ${formatPercent(mae)} and MFE ${formatSignedPercent(mfe)} on average${Number.isNaN(ratio) ? "" : ` (edge ratio ${formatNumber(ratio, 2)})`}`,
    ...(Number.isNaN(winners) ? [] : [`9 in 10 winners within ${formatPercent(winners)}`]),
  ].join("; ");
}
