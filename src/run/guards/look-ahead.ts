import { isBacksightError } from "../../core/errors.ts";
import { randomStream } from "../../core/random.ts";
import type { Bars } from "../../market/bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { type EvaluatedSignals, evaluateSignals } from "../../strategy/evaluate-signals.ts";
import type { SignalContext, Strategy } from "../../strategy/strategy.ts";
import { auditLookAhead } from "../../validation/look-ahead-audit.ts";
import type { Guards } from "../run-record.ts";
import type { RunSpec } from "../run-spec.ts";

type LookAhead = Guards["lookAhead"];

const BUDGET_MS = 250;

/**
 * Does the strategy know the future? Proof before test: signals built from causal columns only can't; whatever else
 * came back is computed again on shortened and altered histories. Signals that were computed elsewhere can't be.
 */
export function lookAheadGuard(
  bars: Bars,
  strategy: Strategy,
  spec: RunSpec,
  graph: SeriesGraph,
  evaluated: EvaluatedSignals,
  requiredHistory: number,
  now: () => number,
): LookAhead {
  if (strategy.isReplayed === true) return { status: "not checkable", boundaries: 0, finding: null };
  if (evaluated.isCausalByConstruction) {
    const status = isRepeated(strategy, spec, graph, evaluated) ? "proved" : "nondeterministic";
    return { status, boundaries: 0, finding: null };
  }
  const { status, boundaries, finding } = auditLookAhead({
    bars,
    evaluate: (part) => evaluateSignals(strategy, new SeriesGraph(part), spec.params, contextOf(spec)).columns,
    original: evaluated.columns,
    signalBars: signalBars(evaluated),
    warmUp: requiredHistory,
    random: randomStream(spec.seed, "guards/look-ahead"),
    budgetMs: BUDGET_MS,
    now,
  });
  if (finding === null) return { status, boundaries, finding };
  const { column, bar, cut, time } = finding;
  return { status, boundaries, finding: { column, bar, cut, time: isoTime(time) } };
}

/** In one graph, equal expressions are one node. */
function isRepeated(strategy: Strategy, spec: RunSpec, graph: SeriesGraph, { expression }: EvaluatedSignals): boolean {
  try {
    return evaluateSignals(strategy, graph, spec.params, contextOf(spec)).expression === expression;
  } catch (error) {
    if (isBacksightError(error) && error.code === "BACKSIGHT_CANCELLED") throw error;
    return false;
  }
}

function contextOf({ settings }: RunSpec): SignalContext {
  return { capital: settings.cash };
}

/** Bars with a signal, or with a target other than the one before. */
function signalBars({ entries, exits, shortEntries, shortExits, targets }: EvaluatedSignals): Int32Array {
  const bars: number[] = [];
  let last = NaN;
  for (let i = 0; i < entries.length; i++) {
    const target = targets?.values[i] ?? NaN;
    const isMasked =
      entries[i] !== 0 || exits[i] !== 0 || (shortEntries?.[i] ?? 0) !== 0 || (shortExits?.[i] ?? 0) !== 0;
    if (isMasked || (!Number.isNaN(target) && target !== last)) bars.push(i);
    if (!Number.isNaN(target)) last = target;
  }
  return Int32Array.from(bars);
}
