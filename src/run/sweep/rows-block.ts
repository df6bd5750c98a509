import type { BacksightError } from "../../core/errors.ts";
import { createSweepColumns, SWEEP_STATISTICS, type SweepColumns } from "../../engine/vector/fast/sweep-statistics.ts";

/**
 * How a combination was computed. columns: the strategy answered with causal or other expressions, which are computed
 * once for all combinations that share them; masks: it filled arrays of its own; lanes: bar by bar, for settings that ask
 * for what an account is at every bar, and for targets; callbacks: it decides bar by bar, by orders that say no more than
 * signals do, and they are noted as such; plain: the engine that every single run takes. The position in the list is its
 * code in rows. All give the same numbers.
 */
export const SWEEP_DOORS = ["columns", "masks", "plain", "lanes", "callbacks"] as const;
export type SweepDoor = (typeof SWEEP_DOORS)[number];

/** The statistics of neighbouring combinations. */
export interface SweepRows {
  /** Place of the first row among the combinations that were asked for. */
  readonly first: number;
  readonly length: number;
  readonly statistics: SweepColumns;
  /** The metrics that were asked for beyond those, by id. */
  readonly more: Readonly<Record<string, Float64Array>>;
  /** For each row, index into `SWEEP_DOORS`. */
  readonly door: Uint8Array;
  /** Why a row took no faster door, by its place in the block; for people. */
  readonly reasons: ReadonlyMap<number, string>;
  /** Rows that have no statistics, by their place in the block: what the strategy or its parameters did wrong. */
  readonly errors: ReadonlyMap<number, BacksightError>;
}

/** Rows that are being computed. */
export interface RowsBlock extends SweepRows {
  readonly reasons: Map<number, string>;
  readonly errors: Map<number, BacksightError>;
}

/** Rows without numbers yet. @param metrics ids of those beyond the statistics of every row */
export function createBlock(first: number, length: number, metrics: readonly string[]): RowsBlock {
  const door = new Uint8Array(length).fill(SWEEP_DOORS.indexOf("plain"));
  const more = Object.fromEntries(metrics.map((id) => [id, new Float64Array(length).fill(NaN)]));
  return { first, length, statistics: createSweepColumns(length), more, door, reasons: new Map(), errors: new Map() };
}

/** Rows that were computed apart as one block, in order. @param blocks at least one, all with the same metrics */
export function joinRows(blocks: readonly SweepRows[]): SweepRows {
  const [one] = blocks as readonly [SweepRows, ...SweepRows[]];
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const all = createBlock(one.first, length, Object.keys(one.more));
  let at = 0;
  for (const { statistics, more, door, reasons, errors, length: count } of blocks) {
    for (const name of SWEEP_STATISTICS) all.statistics[name].set(statistics[name], at);
    for (const [id, column] of Object.entries(more)) all.more[id]!.set(column, at);
    all.door.set(door, at);
    for (const [k, reason] of reasons) all.reasons.set(at + k, reason);
    for (const [k, error] of errors) all.errors.set(at + k, error);
    at += count;
  }
  return all;
}
