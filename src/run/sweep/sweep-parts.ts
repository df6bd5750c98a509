import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { measuredRange } from "../measured-range.ts";
import { barsUntil, type PartRange } from "./part-runners.ts";
import type { SweepRequest } from "./sweep-rows.ts";

/** Consecutive bars that combinations are judged on; earlier ones warm up. */
export interface SweepPart extends PartRange {
  /** Share of the measured range: 1, or less from its first bar on. */
  readonly share: number;
  /** All bars up to the end of the part. */
  readonly bars: Bars;
  /** False for a fold: its rows are looked at, and are no further trials. */
  readonly isTrial: boolean;
}

/** The parts of a sweep's bars. */
export interface SweepParts {
  readonly whole: SweepPart;
  /** The first `share` of the measured bars, at least one. */
  first(share: number): SweepPart;
  /** So many parts of equal length, in order of time: together the measured range. */
  folds(count: number): readonly SweepPart[];
}

/** @throws {BacksightError} BACKSIGHT_BARS_EMPTY when no bar lies in the range; from `folds` when there are fewer bars than folds */
export function createSweepParts({ bars, from = null }: Pick<SweepRequest, "bars" | "from">): SweepParts {
  const { start } = measuredRange(bars, from, 1);
  const measured = bars.length - start;
  const partOf = (begin: number, end: number, share: number, isTrial: boolean): SweepPart => {
    if (begin < end) return { begin, end, share, isTrial, bars: barsUntil(bars, { begin, end }) };
    const between = ` from bar ${begin} to bar ${end}`;
    throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source: bars.source, between });
  };
  return {
    whole: partOf(start, bars.length, 1, true),
    first: (share) => partOf(start, start + Math.max(1, Math.round(share * measured)), share, true),
    folds(count) {
      const cutAt = (k: number) => start + Math.floor((k * measured) / count);
      return Array.from({ length: count }, (_, k) => partOf(cutAt(k), cutAt(k + 1), 1 / count, false));
    },
  };
}
