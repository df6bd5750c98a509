import type { CrossingKernel } from "./mask-bits.ts";
import type { MeasuredMarks, TakeMarks } from "./measured-marks.ts";
import type { SignalBits } from "./signal-bits.ts";
import type { SparseBars } from "./sparse-account.ts";
import type { SparseSettings } from "./sparse-settings.ts";
import type { SweepColumns } from "./sweep-statistics.ts";

/** The compute core of a sweep over some bars and settings: the same bits from either kind. */
export interface SweepKernels extends CrossingKernel {
  readonly kind: "wasm" | "typescript";
  /** Takes back all room that was given out. */
  release(): void;
  /** Gives the memory back: nothing may be asked any more. */
  close(): void;
  /** As `SparseSimulation.simulate`. */
  simulate(bits: SignalBits, firstDecision: number, out: SweepColumns, row: number): boolean;
  /**
   * The same for combinations whose masks never need to be made: long positions for all cash. Missing where it can't.
   *
   * @param sums of the column in ticks, as `tickSums` gives them
   * @returns rows that only the plain engine can settle
   */
  readonly simulateCrossings?: (
    sums: Float64Array,
    ticksPerUnit: number,
    combinations: readonly CrossingCombination[],
    out: SweepColumns,
  ) => readonly number[];
  /** `simulate` for many masks at once, of long positions for all cash; as above. Missing where it can't, or gains nothing. */
  readonly simulateMasks?: (combinations: readonly MaskCombination[], out: SweepColumns) => readonly number[];
}

/** Masks of long positions. */
export interface MaskCombination {
  readonly bits: Pick<SignalBits, "entries" | "exits">;
  readonly firstDecision: number;
  /** Where its statistics go. */
  readonly row: number;
}

/** Long positions that open where the first average of a column crosses above the second, and close where it crosses back. */
export interface CrossingCombination {
  readonly first: number;
  readonly second: number;
  readonly firstDecision: number;
  /** Where its statistics go. */
  readonly row: number;
}

/** What kernels are made for. */
export interface KernelRequest {
  readonly bars: SparseBars;
  readonly settings: SparseSettings;
  readonly marks: MeasuredMarks;
  /** Masks whose room is asked for between two releases. */
  readonly masks: number;
  /** Is given equity at the marks of each row that is settled, besides its statistics. */
  readonly takeMarks?: TakeMarks | undefined;
}
