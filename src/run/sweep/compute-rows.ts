import { throwIfCancelled } from "../../core/cancellation.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import { sha256 } from "../../core/sha256.ts";
import type { SweepRows } from "./rows-block.ts";
import type { SweepExecutor, SweepJob } from "./sweep-executor.ts";
import type { SweepPart } from "./sweep-parts.ts";
import type { SweepParams } from "./sweep-rows.ts";

/** A job that was computed, and its place among all jobs of the sweep. */
export interface SweepBlock extends SweepJob {
  readonly block: number;
  /** Names what is computed, whatever computes it: SHA-256 of part and combinations. */
  readonly key: string;
  /** False: its rows are looked at for a robust score and are no trials of their own. */
  readonly isTrial: boolean;
}

/** Where rows are kept, so that a sweep which was stopped goes on where it stopped. */
export interface SweepLog {
  /** The rows of a block that was saved before; null: it wasn't. @throws {BacksightError} when another job was saved there */
  read(block: SweepBlock): SweepRows | null;
  /** Keeps the rows of a block, once whoever computed them has dealt with them. */
  save(block: SweepBlock, rows: SweepRows): void;
}

export interface ComputeOptions {
  readonly log: SweepLog | null;
  /** Asked before every job. */
  readonly signal: AbortSignal | undefined;
  /** Most combinations of one job. */
  readonly blockSize: number;
  /** How much a bar takes, of what it takes through the fastest door; 1. */
  readonly weight?: number;
}

/** Computes combinations on a part of the bars, in pieces, in order; `first` counts over them. */
export type ComputeRows = (combos: readonly SweepParams[], part: SweepPart) => AsyncIterable<SweepRows>;

/** A piece should take a moment, not longer: bars times combinations. */
const [LEAST_WORK, MOST_WORK] = [1 << 25, 1 << 27];
/** More pieces than this help no number of threads. */
const PIECES = 16;

/**
 * The one way to rows: those that a log has are read, all others computed, and kept as soon as they have been dealt
 * with. A sweep is a function of its rows, so that one which reads what it was told before comes to where it was. How
 * combinations are cut into jobs depends on them and the bars alone, never on who computes them.
 */
export function createComputeRows(executor: SweepExecutor, options: ComputeOptions): ComputeRows {
  const { log, signal, blockSize, weight = 1 } = options;
  let done = 0;
  return async function* compute(combos, { begin, end, bars, isTrial }) {
    const size = jobSize(combos.length, bars.length * weight, blockSize);
    const blocks: SweepBlock[] = [];
    for (let first = 0; first < combos.length; first += size) {
      const job = { part: { begin, end }, combos: combos.slice(first, first + size) };
      blocks.push({ ...job, isTrial, block: done + blocks.length, key: log === null ? "" : jobKey(job) });
    }
    done += blocks.length;
    let at = 0;
    for (; at < blocks.length; at++) {
      throwIfCancelled(signal);
      const rows = log?.read(blocks[at]!) ?? null;
      if (rows === null) break;
      yield { ...rows, first: at * size };
    }
    if (at === blocks.length) return;
    for await (const rows of executor.run(blocks.slice(at))) {
      yield { ...rows, first: at * size };
      log?.save(blocks[at]!, rows);
      throwIfCancelled(signal);
      at++;
    }
  };
}

function jobSize(combos: number, bars: number, blockSize: number): number {
  const least = Math.max(1, Math.ceil(LEAST_WORK / bars));
  const most = Math.max(1, Math.floor(MOST_WORK / bars));
  return Math.min(blockSize, most, Math.max(least, Math.ceil(combos / PIECES)));
}

function jobKey({ part, combos }: SweepJob): string {
  return sha256(canonicalJson({ part: { ...part }, combos }));
}
