import { checkInteger, checkLength } from "../../core/checks.ts";
import type { RandomStream } from "../../core/random.ts";

/** Columns of decisions, by name; each has one value per bar of what was evaluated. */
export type DecisionColumns = ReadonlyMap<string, ArrayLike<number>>;

export interface WarmUpAudit {
  /** Bars of the whole history. */
  readonly length: number;
  /** What the strategy decides on the bars from `start` on: columns `length − start` long. */
  readonly evaluate: (start: number) => DecisionColumns;
  /** Bars that the strategy says it needs before its first decision, at least 1. */
  readonly requiredHistory: number;
  /** Chooses where the shorter histories begin. */
  readonly random: RandomStream;
  /** Shorter histories that are tried; 3 without it. */
  readonly starts?: number | undefined;
}

/** How much decisions depend on where the history begins. */
export interface WarmUpDependence {
  /** Bars at which either history decides something, after the declared warm-up; over all starts. */
  readonly decisions: number;
  /** Those at which they differ. */
  readonly changed: number;
  /** changed / decisions; NaN where nothing was decided. */
  readonly share: number;
  /** Bars after a shorter history's beginning at which the last difference was seen; 0 without one. */
  readonly lastChange: number;
}

/**
 * Do decisions depend on where the prices happen to begin? The strategy runs on shorter histories, which begin somewhere in
 * the first half, and its decisions after its declared warm-up are compared with those on the whole history. An average that
 * remembers further back than declared, or a sum from the first bar on, decides otherwise.
 *
 * A few differences right after the warm-up are no fault: a crossing needs one bar more than its averages. Values that
 * aren't 0 (NaN: no decision) count as decisions; prices of stops aren't decisions and don't belong into the columns.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 * @example A strategy that is long above the mean of all bars so far decides otherwise with every other first bar: share
 * above 0, whatever it declares.
 */
export function warmUpDependence({
  length,
  evaluate,
  requiredHistory,
  random,
  starts = 3,
}: WarmUpAudit): WarmUpDependence {
  checkInteger("length", length, 1);
  checkInteger("requiredHistory", requiredHistory, 1);
  const whole = evaluate(0);
  let decisions = 0;
  let changed = 0;
  let lastChange = 0;
  for (let k = 0; k < starts && length >= 2; k++) {
    const start = 1 + random.below(Math.max(1, Math.floor(length / 2)));
    const part = evaluate(start);
    const names = [...new Set([...whole.keys(), ...part.keys()])];
    for (const column of part.values()) checkLength("a shorter history's column", column, length - start);
    for (let i = start + requiredHistory - 1; i < length; i++) {
      let isDecision = false;
      let isChanged = false;
      for (const name of names) {
        const before = decisionOf(whole.get(name)?.[i]);
        const after = decisionOf(part.get(name)?.[i - start]);
        if (before !== 0 || after !== 0) isDecision = true;
        if (before !== after) isChanged = true;
      }
      if (isDecision) decisions++;
      if (!isChanged) continue;
      changed++;
      lastChange = Math.max(lastChange, i - start);
    }
  }
  return { decisions, changed, share: decisions === 0 ? NaN : changed / decisions, lastChange };
}

function decisionOf(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value;
}
