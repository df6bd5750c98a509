import { OPEN_TRADE, type TradeColumns } from "../../trading/trade-columns.ts";
import { sizeCapacity } from "../../validation/audits/size-capacity.ts";
import {
  type EvidenceInput,
  type VerdictEvidence,
  type VerdictTrials,
  verdictEvidence,
} from "../../validation/verdict/verdict-evidence.ts";
import type { RunDetail } from "../run-detail.ts";
import type { RunRecord } from "../run-record.ts";
import { runReturns } from "../run-returns.ts";

/** What was found out about a run apart from itself. */
export type FurtherEvidence = Pick<
  EvidenceInput,
  "permutation" | "isWarmUpEnough" | "overfitting" | "superiorPredictiveAbility"
>;

/**
 * The evidence of a verdict on a run, from what the store keeps of it: returns by session (by bar where bars are a week or
 * longer), trades, costs and guards.
 *
 * @param trials those counted when it ran unless told
 */
export function runEvidence(detail: RunDetail, trials?: VerdictTrials, further: FurtherEvidence = {}): VerdictEvidence {
  return verdictEvidence({ ...further, ...evidenceInput(detail, trials) });
}

/** What a run itself gives for its evidence. */
export function evidenceInput(
  detail: RunDetail,
  trials: VerdictTrials = trialsOf(detail.record),
): Omit<EvidenceInput, keyof FurtherEvidence> {
  const { record, trades } = detail;
  const { guards, spec, metrics } = record;
  const { cash, riskFree, benchmark } = spec.settings;
  const { returns, benchmarkReturns, periodsPerYear } = runReturns(detail);
  const netPnl = (metrics.finalEquity ?? NaN) - cash;
  const paid = metrics.averageCost ?? NaN;
  const breakEven = guards.breakEvenCost ?? NaN;
  return {
    returns,
    periodsPerYear,
    riskFree,
    benchmarkReturns: benchmark === "none" ? undefined : benchmarkReturns,
    trials,
    lookAhead: guards.lookAhead.status,
    tradePnl: closedPnl(trades),
    costs: { paid, breakEven, multiple: breakEven / paid },
    survivorship: record.survivorship,
    capacity: sizeCapacity(metrics.capacity ?? NaN, cash),
    intrabar: { netPnl, worst: guards.ambiguousTrades.pnlRange[0] },
  };
}

/** The larger of the counts deflates, as in the guards. */
function trialsOf({ guards }: RunRecord): VerdictTrials {
  const { counted, family, overlapping } = guards.trials;
  return { count: Math.max(1, family ?? 1, overlapping ?? 1), isCounted: counted };
}

function closedPnl(trades: TradeColumns): Float64Array {
  return trades.pnl.filter((_, i) => trades.exitReason[i] !== OPEN_TRADE);
}
