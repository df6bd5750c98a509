import type { Bars } from "../../market/bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { trialKey } from "../identity.ts";
import { periodReturns } from "../periods.ts";
import type { RunPorts } from "../run-ports.ts";
import type { RunSpec } from "../run-spec.ts";
import type { TrialEntry } from "../trial-ledger-port.ts";
import { sessionsPerYearOf } from "./plain-statistics.ts";
import type { SweepRows } from "./rows-block.ts";
import type { SweepParams } from "./sweep-rows.ts";

/** What the trials of a sweep share. */
export interface SweepTrials {
  /** Its range resolved; the parameters are those of each combination. */
  readonly spec: RunSpec;
  readonly strategy: Pick<Strategy, "name" | "family">;
  readonly bars: Bars;
  /** Of all instruments. */
  readonly symbols: readonly string[];
  /** First bar of the measured range. */
  readonly start: number;
}

/** Every combination of a block as a trial, those that failed left out. */
export function trialsOf(
  { spec, strategy, bars, symbols, start }: SweepTrials,
  combos: readonly SweepParams[],
  rows: SweepRows,
  ports: Pick<RunPorts, "clock">,
): TrialEntry[] {
  const { cash, returns } = spec.settings;
  const flat = new Float64Array(bars.length).fill(cash);
  const perYear = sessionsPerYearOf(bars, spec.settings);
  const periods = periodReturns(bars, flat, start, cash, returns, undefined, -1, perYear);
  const at = isoTime(ports.clock());
  return combos.flatMap((params, k) => {
    if (rows.errors.has(k)) return [];
    const sharpe = rows.statistics.sharpeRatio[k]! / Math.sqrt(periods.periodsPerYear);
    return [
      {
        key: trialKey({ ...spec, params }, symbols),
        family: strategy.family ?? spec.strategy.url ?? strategy.name,
        strategy: strategy.name,
        instruments: symbols,
        from: spec.from!,
        to: spec.to!,
        sharpe: Number.isFinite(sharpe) ? sharpe : null,
        periods: periods.returns.length,
        at,
      },
    ];
  });
}
