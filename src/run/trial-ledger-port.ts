/**
 * A trial: one distinct (code hash, params, execution settings) on an instrument set and interval. Repeats, checks and
 * guards of a run are no trials of their own.
 */
export interface TrialEntry {
  /** SHA-256 (lower-case hexadecimal) of the canonical JSON of code hash, params, settings, instruments and interval. */
  readonly key: string;
  /** Whose attempts count together: a declared name, or the strategy file's identity. */
  readonly family: string;
  /** The strategy's name, for people. */
  readonly strategy: string;
  readonly instruments: readonly string[];
  /** Half-open interval, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Per period, not annualised; null when undefined. */
  readonly sharpe: number | null;
  /** Periods that the Sharpe ratio was computed from. */
  readonly periods: number;
  /** ISO 8601 UTC: when it was tried. */
  readonly at: string;
}

/** Which trials compete with a result. */
export interface TrialQuery {
  readonly family: string;
  /** The strategy's name, where what is stored and older than the ledger is to be counted too. */
  readonly strategy?: string | undefined;
  readonly instruments: readonly string[];
  /** Half-open interval, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

export interface TrialCount {
  /** Distinct trials of the family, on whatever data. */
  readonly family: number;
  /** Distinct trials of any strategy that share an instrument and overlap the interval. */
  readonly overlapping: number;
  /** How many of the trials in either count were removed since: they still count. */
  readonly removed: number;
  /** Stored runs and rows of sweeps that are older than the ledger, in the larger of the counts. Only a project knows of any. */
  readonly storedBefore?: number;
  /** ISO 8601 UTC: when the ledger began to count. */
  readonly since: string;
  /** Sharpe ratios (per period) of the trials in each count, where defined, in order of recording. */
  readonly sharpes: { readonly family: Float64Array; readonly overlapping: Float64Array };
}

/** Where trials are counted, over all runs of a user. A run records its trial first and counts then, so that it is included. */
export interface TrialLedgerPort {
  /** Counts a trial; again the same (key, family) changes nothing, but a Sharpe ratio that was missing is filled in. */
  record(trial: TrialEntry): void;
  /** The same for many, all or none: the rows of a sweep. */
  recordAll(trials: readonly TrialEntry[]): void;
  count(query: TrialQuery): TrialCount;
}
