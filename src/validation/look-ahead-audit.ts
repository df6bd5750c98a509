import { checkInteger, checkLength } from "../core/checks.ts";
import { isBacksightError, reasonOf } from "../core/errors.ts";
import type { RandomStream } from "../core/random.ts";
import type { Bars } from "../market/bars.ts";
import { sliceBars } from "../market/slice-bars.ts";
import { planCuts } from "./plan-cuts.ts";
import { replaceFuture } from "./replace-future.ts";

/** What a strategy returned, by name; each column has one value per bar. */
export type AuditedColumns = ReadonlyMap<string, Float64Array | Uint8Array>;

export interface LookAheadAudit {
  readonly bars: Bars;
  /** Runs the strategy. It must not write to the bars' columns: a prefix shares them. */
  readonly evaluate: (bars: Bars) => AuditedColumns;
  /** What `evaluate` returned for `bars`. */
  readonly original: AuditedColumns;
  /** Bars at which the strategy signalled, ascending. */
  readonly signalBars: Int32Array;
  /** Bars that the strategy needs before it may decide: no prefix is shorter. */
  readonly warmUp: number;
  readonly random: RandomStream;
  /** Time that the cuts may take, in milliseconds; never less than one evaluation. */
  readonly budgetMs: number;
  /** Milliseconds of a clock that doesn't run backwards. */
  readonly now: () => number;
}

/** Where the past changed. */
export interface LookAheadEvidence {
  /** The column; "all columns (…)" with the reason when the strategy threw. */
  readonly column: string;
  /** First bar whose value changed, and the epoch milliseconds of its open; the cut itself when the whole column is gone. */
  readonly bar: number;
  readonly time: number;
  /** Last bar that was kept as it was. */
  readonly cut: number;
  readonly kind: "future removed" | "future replaced" | "same input twice";
}

export interface LookAheadFinding {
  readonly status: "passed" | "failed" | "not checked" | "nondeterministic";
  /** Cuts at which the past stayed as it was, both ways. */
  readonly boundaries: number;
  readonly finding: LookAheadEvidence | null;
}

const FEWEST_BOUNDARIES = 3;
/** Most bars of replaced future: drawing more costs time and tells nothing new. */
const LONG_FUTURE = 4096;
/** As many when time is too short for those at every cut. */
const SHORT_FUTURE = 256;

/**
 * Tests whether a strategy's values at a bar depend on anything later than that bar.
 *
 * 1. The same bars again: any difference is `nondeterministic`, not look-ahead.
 * 2. Cuts at up to 8 bars at which the strategy signalled (first, last, seeded ones between) and 2 random ones, in
 *    ascending order. At each the strategy runs on the bars up to the cut alone ("future removed"), then on the same
 *    past with a plausible other future ("future replaced", see `replaceFuture`). Every column must keep, from bar 0 to
 *    the cut, the very same values: equal bits, NaN being equal to NaN, and 0 different from −0 (a causal computation
 *    gives the same zero). Each column must still be there, as long as the bars, and no new one may appear.
 *
 * Tick grid and adjustment stay those of the whole history. A difference is confirmed by running the same cut again;
 * if it doesn't come back the strategy is `nondeterministic`.
 *
 * A strategy that throws on a prefix that holds its warm-up, at or after its first signal, fails: it could not have
 * given that signal at the time. Before its first signal it may simply want more data than it declared, and on a
 * replaced future it may refuse prices that never were: there the cut is skipped and not counted.
 *
 * Cost: one evaluation for step 1, then at most `budgetMs` or the time of one evaluation, whichever is more; a cut
 * that would not fit (in proportion to its bars) is not begun. Replaced futures end 4,096 bars after the cut, 256 when
 * time would be too short for that. Fewer than three boundaries read `not checked`, never `passed`.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH for an original column that isn't as long as the bars, BACKSIGHT_ARGUMENT for
 * a negative warm-up; BACKSIGHT_CANCELLED from `evaluate` is passed on
 * @example Entries where the next close is higher fail with "future removed"; where this close is above the last one they pass.
 */
export function auditLookAhead(audit: LookAheadAudit): LookAheadFinding {
  const { bars, signalBars, random, now } = audit;
  checkInteger("warmUp", audit.warmUp, 0);
  for (const [name, column] of audit.original) checkLength(name, column, bars.length);
  // A strategy may hand out the same arrays each time: the original is kept apart.
  const original: AuditedColumns = new Map([...audit.original].map(([name, column]) => [name, column.slice()]));

  const started = now();
  const last = bars.length - 1;
  const repeated = firstChange(original, attempt(audit.evaluate, bars), bars, last, "same input twice");
  if (repeated !== null) return { status: "nondeterministic", boundaries: 0, finding: repeated };
  const resumed = now();
  const evaluationMs = resumed - started;
  const allowedMs = Math.max(audit.budgetMs, evaluationMs);

  const cuts = planCuts(signalBars, Math.max(0, audit.warmUp - 1), last - 1, random.split("cuts"));
  const firstSignal = signalBars[0] ?? Infinity;
  const horizon = 2 * cuts.length * evaluationMs <= allowedMs ? LONG_FUTURE : SHORT_FUTURE;
  let boundaries = 0;
  for (const cut of cuts) {
    const futureEnd = Math.min(bars.length, cut + 1 + horizon);
    const expectedMs = (evaluationMs * (cut + 1 + futureEnd)) / bars.length;
    if (now() - resumed + expectedMs > allowedMs) break;

    let input = sliceBars(bars, 0, cut + 1);
    const onRemoved = attempt(audit.evaluate, input);
    if (onRemoved instanceof Threw && cut < firstSignal) continue;
    let evidence = firstChange(original, onRemoved, input, cut, "future removed");
    if (evidence === null) {
      input = replaceFuture(sliceBars(bars, 0, futureEnd), cut, random.split(`future/${cut}`));
      const onReplaced = attempt(audit.evaluate, input);
      if (onReplaced instanceof Threw) continue;
      evidence = firstChange(original, onReplaced, input, cut, "future replaced");
    }
    if (evidence !== null) {
      const again = firstChange(original, attempt(audit.evaluate, input), input, cut, evidence.kind);
      const isConfirmed = again?.column === evidence.column && again.bar === evidence.bar;
      return { status: isConfirmed ? "failed" : "nondeterministic", boundaries, finding: evidence };
    }
    boundaries++;
  }
  return { status: boundaries < FEWEST_BOUNDARIES ? "not checked" : "passed", boundaries, finding: null };
}

class Threw {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

function attempt(evaluate: LookAheadAudit["evaluate"], bars: Bars): AuditedColumns | Threw {
  try {
    return evaluate(bars);
  } catch (error) {
    if (isBacksightError(error) && error.code === "BACKSIGHT_CANCELLED") throw error;
    return new Threw(reasonOf(error));
  }
}

/** The first column, and its first bar up to `cut`, that differs from the original; null when all is as it was. */
function firstChange(
  original: AuditedColumns,
  found: AuditedColumns | Threw,
  bars: Bars,
  cut: number,
  kind: LookAheadEvidence["kind"],
): LookAheadEvidence | null {
  const at = (column: string, bar: number) => ({ column, bar, time: bars.time[bar]!, cut, kind });
  if (found instanceof Threw) return at(`all columns (the strategy threw: ${found.reason})`, cut);
  for (const [name, expected] of original) {
    const column = found.get(name);
    if (column === undefined || column.length !== bars.length) return at(name, cut);
    for (let i = 0; i <= cut; i++) {
      if (!Object.is(column[i], expected[i])) return at(name, i);
    }
  }
  for (const name of found.keys()) {
    if (!original.has(name)) return at(name, cut);
  }
  return null;
}
