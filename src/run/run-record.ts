import type { Adjustment } from "../market/bars.ts";
import type { Survivorship } from "../validation/audits/survivorship.ts";
import type { RunSpec } from "./run-spec.ts";
import type { VerdictCard } from "./verdict/verdict-card.ts";
import type { WalkForwardRecord } from "./walk-forward/walk-forward-record.ts";

/** How a guard ended. Only `failed` makes `--strict` exit 1; `warning` and `failed` are loud everywhere. */
export type GuardStatus = "ok" | "warning" | "failed" | "not checked";

/** One guard's answer, for people. */
export interface GuardFinding {
  readonly id:
    | "lookAhead"
    | "nondeterminism"
    | "ambiguousTrades"
    | "breakEvenCost"
    | "trials"
    | "deflatedSharpe"
    | "benchmark";
  readonly label: string;
  readonly status: GuardStatus;
  /** One short line: "passed at 10 boundaries". */
  readonly headline: string;
  /** What it means and what to do; may be empty. */
  readonly detail: string;
}

/** What a run says against itself. */
export interface Guards {
  readonly lookAhead: {
    /**
     * proved: causal by construction; passed: tested at `boundaries` cuts; not checkable: the signals were computed
     * elsewhere, so that nothing could be computed again.
     */
    readonly status: "proved" | "passed" | "failed" | "not checked" | "not checkable" | "nondeterministic";
    readonly boundaries: number;
    /** Where the past changed when the future was taken away. */
    readonly finding: {
      readonly column: string;
      readonly bar: number;
      readonly time: string;
      readonly cut: number;
    } | null;
  };
  readonly ambiguousTrades: {
    readonly count: number;
    /** Of closed trades; null without any. */
    readonly share: number | null;
    /** Change of total pnl if every ambiguous trade had gone the worst, and the best, way. */
    readonly pnlRange: readonly [number, number];
  };
  /** Gross pnl over traded notional, per side; null when nothing was traded. */
  readonly breakEvenCost: number | null;
  readonly trials: {
    readonly counted: boolean;
    /** Distinct trials of this strategy family, this one included; null when not counted. */
    readonly family: number | null;
    /** Distinct trials of any strategy on an overlapping instrument and interval. */
    readonly overlapping: number | null;
    /** ISO 8601: when the ledger began to count. */
    readonly since: string | null;
    /** Stored runs and rows of sweeps older than the ledger, in the larger of the counts; absent without any. */
    readonly storedBefore?: number;
  };
  /** Probability that the true Sharpe ratio is above what the best of all trials would show by luck alone; null when undefined. */
  readonly deflatedSharpe: number | null;
  readonly findings: readonly GuardFinding[];
}

/** Everything a run says about itself, as plain JSON. Numbers that JSON can't hold are null with a reason. */
export interface RunRecord {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly spec: RunSpec;
  readonly specHash: string;
  readonly dataHash: string;
  readonly resultHash: string;
  readonly engine: "vector" | "event";
  readonly backsightVersion: string;
  readonly data: {
    /** Of several instruments the name of their index. */
    readonly symbol: string;
    /** The instruments, where there are several. */
    readonly symbols?: readonly string[];
    readonly timeframe: string;
    readonly calendar: string;
    /** point-in-time: raw, with splits and dividends booked; the strategy saw them adjusted with what was known. */
    readonly adjustment: Adjustment | "point-in-time";
    readonly isSynthetic: boolean;
    /** Bars in the measured range, and sessions. */
    readonly bars: number;
    readonly sessions: number;
    /** ISO 8601 UTC of the first open and the last close in the range. */
    readonly start: string;
    readonly end: string;
    readonly notes: readonly string[];
  };
  /** By metric id; null when undefined, with the reason in `undefinedMetrics`. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly undefinedMetrics: Readonly<Record<string, string>>;
  readonly guards: Guards;
  /** Real or luck, as it was judged when it ran; absent in runs of versions that didn't judge. */
  readonly verdict?: VerdictCard;
  /** How many signals and orders ended without a fill, by reason: { "already-in": 12 }. */
  readonly notFilled: Readonly<Record<string, number>>;
  /** How many orders a risk limit cut, by limit; absent where none did. Those that one refused stand in `notFilled`. */
  readonly limited?: Readonly<Record<string, number>>;
  /** Of several instruments with a universe as of each date: whether what was traded could have been chosen. */
  readonly survivorship?: Survivorship;
  /** Windows, choices and drift of a walk-forward; the other numbers are those of its stitched tests. */
  readonly walkForward?: WalkForwardRecord;
  /** What a reader must know: "costs are off", "CAGR extrapolated from 31 days". */
  readonly notes: readonly string[];
  /** User's own label and remark. */
  readonly tag: string | null;
  readonly note: string | null;
}
