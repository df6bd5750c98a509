import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { trialKeys } from "../identity.ts";
import { periodReturns } from "../periods.ts";
import type { RunPorts } from "../run-ports.ts";
import type { RunSpec } from "../run-spec.ts";
import type { TrialEntry } from "../trial-ledger-port.ts";
import { sessionsPerYearOf } from "./plain-statistics.ts";
import type { SweepRows } from "./rows-block.ts";
import type { KeepRows } from "./sweep-judge.ts";
import type { SweepPart } from "./sweep-parts.ts";
import type { SweepParams } from "./sweep-rows.ts";

/** What the trials of a sweep share. */
export interface SweepTrials {
  /** Its range resolved; the parameters are those of each combination. */
  readonly spec: RunSpec;
  readonly strategy: Pick<Strategy, "name" | "family">;
  readonly bars: Bars;
  /** Of all instruments. */
  readonly symbols: readonly string[];
}

/**
 * Counts every combination of a block as a trial, those that failed left out. What is judged on the first part of the bars is a
 * trial of that range.
 */
export function countTrials(about: SweepTrials, ports: Pick<RunPorts, "clock" | "createHasher" | "trials">): KeepRows {
  const { trials } = ports;
  if (trials === undefined) return () => {};
  let latest: { readonly end: number; readonly entriesOf: ReturnType<typeof trialsOf> } | undefined;
  return (rows, combos, part) => {
    if (latest?.end !== part.end) latest = { end: part.end, entriesOf: trialsOf(about, part, ports) };
    trials.recordAll(latest.entriesOf(rows, combos));
  };
}

function trialsOf(
  { spec: whole, strategy, bars: all, symbols }: SweepTrials,
  { bars, begin }: SweepPart,
  { clock, createHasher }: Pick<RunPorts, "clock" | "createHasher">,
): (rows: SweepRows, combos: readonly SweepParams[]) => TrialEntry[] {
  const to = bars.length === all.length ? whole.to : columnOf(bars, "closeTime").at(bars.length - 1)!;
  const spec = { ...whole, to };
  const { cash, returns } = spec.settings;
  const flat = new Float64Array(bars.length).fill(cash);
  const perYear = sessionsPerYearOf(bars, spec.settings);
  const periods = periodReturns(bars, flat, begin, cash, returns, undefined, -1, perYear);
  const keyOf = trialKeys(spec, symbols, createHasher);
  return (rows, combos) => {
    const at = isoTime(clock());
    return combos.flatMap((params, k) => {
      if (rows.errors.has(k)) return [];
      const sharpe = rows.statistics.sharpeRatio[k]! / Math.sqrt(periods.periodsPerYear);
      return [
        {
          key: keyOf(params),
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
  };
}
