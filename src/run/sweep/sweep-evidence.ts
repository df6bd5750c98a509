import { randomStream } from "../../core/random.ts";
import type { Bars } from "../../market/bars.ts";
import { sessionColumn } from "../../market/compact/compact-bars.ts";
import { paramsKey } from "../../optimize/spaces/params-key.ts";
import { type SearchEvidence, searchEvidence } from "../../validation/verdict/search-evidence.ts";
import type { RunDetail } from "../run-detail.ts";
import { evidenceInput } from "../verdict/run-evidence.ts";
import { comboReturns } from "./combo-returns.ts";
import type { SweepDoor } from "./rows-block.ts";
import type { SweepRequest } from "./sweep-rows.ts";
import type { SampledRow, SweepSample } from "./sweep-sample.ts";

/** Combinations whose returns are compared at most; of long histories at least; and at least whatever it takes. */
const [MOST_COMPARED, FEWEST_SAMPLED, FEWEST_COMPARED] = [500, 128, 32];
/** Returns that are compared and resampled, and bars that are simulated by the plain engine, times combinations. */
const [MOST_RETURNS, MOST_BARS] = [1 << 16, 1 << 23];
/** What a bar takes through a door, of what it takes through the plain one. */
const WORK_OF_BAR: Readonly<Record<SweepDoor, number>> = {
  columns: 1 / 64,
  masks: 1 / 8,
  callbacks: 1 / 4,
  lanes: 1 / 4,
  plain: 1,
};

/** Bars of all instruments. */
function barsOf({ bars, several }: Pick<SweepRequest, "bars" | "several">): number {
  return several?.panel.instruments.reduce((sum, { length }) => sum + length, 0) ?? bars.length;
}

/** How many combinations of a sweep on these bars are compared by their returns at most: all, or a sample. */
export function mostCompared(bars: Bars): number {
  const session = sessionColumn(bars);
  const days = bars.calendar.sessions(session.at(0)!, session.at(bars.length - 1)! + 1).length;
  return Math.min(MOST_COMPARED, Math.max(FEWEST_SAMPLED, Math.floor(MOST_RETURNS / days)));
}

/** Those of a sample that are compared: all, or as many, drawn from it, as computing them again is worth. */
export function comparedRows(rows: readonly SampledRow[], bars: number, seed: number): readonly SampledRow[] {
  const work = rows.reduce((sum, { door }) => sum + bars * WORK_OF_BAR[door], 0);
  const count = Math.max(FEWEST_COMPARED, Math.floor(rows.length * Math.min(1, MOST_BARS / work)));
  if (count >= rows.length) return rows;
  const random = randomStream(seed, "sweep/compared");
  const drawn = [...rows];
  for (let k = 0; k < count; k++) {
    const other = k + random.below(drawn.length - k);
    [drawn[k], drawn[other]] = [drawn[other]!, drawn[k]!];
  }
  return drawn.slice(0, count);
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
  const chosen = paramsKey(spec.params);
  const others = comparedRows(sample.rows, barsOf(request), spec.seed)
    .map(({ params }) => params)
    .filter((params) => paramsKey(params) !== chosen);
  const tried = [input.returns];
  for (const returns of comboReturns(request, others)) {
    if (returns?.length === length) tried.push(returns);
    await breathe?.();
  }
  const counted = Math.max(sample.seen, guards.trials.family ?? 1, guards.trials.overlapping ?? 1);
  const found = searchEvidence({ ...input, tried, chosen: 0, counted, sampledFrom: sample.seen, seed: spec.seed });
  return { ...found, compared: tried.length, counted };
}
