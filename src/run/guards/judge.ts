import { isoTime } from "../../market/iso-time.ts";
import { variance } from "../../math/moments.ts";
import { periodRate } from "../../metrics/annualisation.ts";
import { breakEvenCost } from "../../metrics/break-even-cost.ts";
import { costsPaid, grossResult } from "../../metrics/costs-paid.ts";
import { excessReturns } from "../../metrics/excess-returns.ts";
import type { MetricInput } from "../../metrics/metric.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { OPEN_TRADE, type TradeColumns } from "../../trading/trade-columns.ts";
import { deflatedSharpeOf } from "../../validation/deflated-sharpe.ts";
import { type SharpeRecord, sharpeRecord } from "../../validation/sharpe-record.ts";
import { trialKey } from "../identity.ts";
import type { RunPorts } from "../run-ports.ts";
import type { Guards } from "../run-record.ts";
import type { RunSpec } from "../run-spec.ts";
import type { SimulatedAccount } from "../simulated-account.ts";
import type { TrialCount } from "../trial-ledger-port.ts";
import { guardFindings } from "./findings.ts";

/** A finished run, for its guards. */
export interface RunUnderJudgement {
  readonly account: SimulatedAccount;
  readonly strategy: Pick<Strategy, "name" | "family">;
  readonly spec: RunSpec;
  readonly input: MetricInput;
  readonly values: Readonly<Record<string, number>>;
  readonly lookAhead: () => Guards["lookAhead"];
  readonly ports: RunPorts;
}

/** Everything a run says against itself. Records the run as a trial where trials are counted. */
export function judge(run: RunUnderJudgement): Guards {
  const { account, spec, input, values } = run;
  const record = sharpeRecord(excessReturns(input.returns, periodRate(input.riskFree, input.periodsPerYear)));
  const count = countTrial(run, record);
  const guards = {
    lookAhead: run.lookAhead(),
    ambiguousTrades: ambiguousTrades(input.trades, account.ambiguousRange),
    breakEvenCost: input.tradedNotional > 0 ? breakEvenCost(grossResult(input), input.tradedNotional) : null,
    trials: {
      counted: count !== null,
      family: count?.family ?? null,
      overlapping: count?.overlapping ?? null,
      since: count?.since ?? null,
      ...((count?.storedBefore ?? 0) > 0 ? { storedBefore: count!.storedBefore! } : {}),
    },
    deflatedSharpe: deflated(record, count),
  };
  const findings = guardFindings({
    guards,
    paidCost: costsPaid(input) / input.tradedNotional,
    totalReturn: values.totalReturn ?? NaN,
    benchmarkReturn: values.benchmarkReturn ?? NaN,
    benchmark: spec.settings.benchmark,
    isWalkForward: spec.walkForward !== undefined,
  });
  return { ...guards, findings };
}

function countTrial(
  { account, strategy, spec, ports, input }: RunUnderJudgement,
  record: SharpeRecord,
): TrialCount | null {
  const { trials } = ports;
  if (trials === undefined) return null;
  const symbols = account.books.map(({ instrument }) => instrument.symbol);
  const family = strategy.family ?? spec.strategy.url ?? strategy.name;
  const interval = { family, instruments: symbols, from: spec.from!, to: spec.to! };
  trials.record({
    ...interval,
    key: trialKey(spec, symbols),
    strategy: strategy.name,
    sharpe: Number.isFinite(record.sharpe) ? record.sharpe : null,
    periods: input.returns.length,
    at: isoTime(ports.clock()),
  });
  // Other runs are no attempts at a stitched one.
  return trials.count({ ...interval, strategy: spec.walkForward === undefined ? strategy.name : undefined });
}

/** The larger count deflates; the spread of its Sharpe ratios is measured from five trials on, and theoretical before. */
function deflated(record: SharpeRecord, count: TrialCount | null): number | null {
  const isFamily = count !== null && count.family >= count.overlapping;
  const trials = count === null ? 1 : Math.max(1, count.family, count.overlapping);
  const sharpes = count === null ? new Float64Array(0) : isFamily ? count.sharpes.family : count.sharpes.overlapping;
  const value = deflatedSharpeOf(record, {
    count: trials,
    sharpeVariance: sharpes.length >= FEWEST_FOR_VARIANCE ? variance(sharpes, 1) : undefined,
  });
  return Number.isFinite(value) ? value : null;
}

const FEWEST_FOR_VARIANCE = 5;

function ambiguousTrades(trades: TradeColumns, pnlRange: readonly [number, number]): Guards["ambiguousTrades"] {
  let closed = 0;
  let count = 0;
  for (let i = 0; i < trades.length; i++) {
    if (trades.exitReason[i] === OPEN_TRADE) continue;
    closed++;
    count += trades.isAmbiguous[i]!;
  }
  return { count, share: closed === 0 ? null : count / closed, pnlRange };
}
