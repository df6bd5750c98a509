import type { Bars } from "../../market/bars.ts";
import { sessionColumn } from "../../market/compact/compact-bars.ts";
import { paramsKey } from "../../optimize/spaces/params-key.ts";
import { type SearchEvidence, searchEvidence } from "../../validation/verdict/search-evidence.ts";
import type { RunDetail } from "../run-detail.ts";
import { evidenceInput } from "../verdict/run-evidence.ts";
import { comboReturns } from "./combo-returns.ts";
import type { SweepRequest } from "./sweep-rows.ts";
import type { SweepSample } from "./sweep-sample.ts";

const MOST_COMPARED = 1000;
const FEWEST_COMPARED = 32;
/** Bars that are simulated again for the evidence, and returns that are resampled, times combinations: a second of each. */
const [MOST_BARS, MOST_RETURNS] = [1 << 23, 1 << 19];

/** How many combinations of a sweep on these bars are compared by their returns: all, or a sample. */
export function mostCompared(bars: Bars): number {
  const session = sessionColumn(bars);
  const days = bars.calendar.sessions(session.at(0)!, session.at(bars.length - 1)! + 1).length;
  const most = Math.min(MOST_COMPARED, MOST_BARS / bars.length, MOST_RETURNS / days);
  return Math.max(FEWEST_COMPARED, Math.floor(most));
}

export interface SweepEvidence extends SearchEvidence {
  /** Combinations whose returns were compared, the chosen one among them. */
  readonly compared: number;
  /** Trials that had been counted when the sweep ended, of its family or on its prices, whichever are more. */
  readonly counted: number;
}

/**
 * The evidence on the best of a sweep, from the returns of its combinations: how often the best of one half of the
 * history is below the middle in the other (PBO), how many independent trials they are, and the Sharpe ratio deflated by
 * those.
 *
 * @param detail the chosen combination, run in full
 * @param sample of all combinations that have numbers
 * @returns null when the run has no returns
 */
export async function sweepEvidence(
  detail: RunDetail,
  sample: SweepSample,
  request: SweepRequest,
  breathe?: () => Promise<void>,
): Promise<SweepEvidence | null> {
  const { spec, guards } = detail.record;
  const input = evidenceInput(detail);
  const { length } = input.returns;
  if (length < 2) return null;
  const returnsOf = comboReturns(request);
  const tried = [input.returns];
  const chosen = paramsKey(spec.params);
  for (const { params } of sample.rows) {
    if (paramsKey(params) === chosen) continue;
    const returns = returnsOf(params);
    if (returns?.length === length) tried.push(returns);
    await breathe?.();
  }
  const counted = Math.max(sample.seen, guards.trials.family ?? 1, guards.trials.overlapping ?? 1);
  const found = searchEvidence({ ...input, tried, chosen: 0, counted, sampledFrom: sample.seen, seed: spec.seed });
  return { ...found, compared: tried.length, counted };
}
