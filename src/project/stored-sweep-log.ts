import { BacksightError } from "../core/errors.ts";
import type { SweepLog } from "../run/sweep/compute-rows.ts";
import { packRows, unpackRows } from "../run/sweep/packed-rows.ts";
import type { SweepStore } from "../store/sweep-store.ts";

/** The stored rows of a sweep as the log that it goes on from. */
export interface StoredSweepLog extends SweepLog {
  /** True while rows are read that were dealt with before the sweep was stopped. */
  readonly isReplaying: boolean;
}

/** Blocks are kept once their trials were counted, so that a block which is there needs no counting again. */
export function storedSweepLog(store: SweepStore, id: string): StoredSweepLog {
  let isReplaying = false;
  return {
    get isReplaying() {
      return isReplaying;
    },
    read({ block, key }) {
      const stored = store.block(id, block);
      isReplaying = stored !== null;
      if (stored === null) return null;
      if (stored.key === key) return unpackRows(stored.rows);
      const problem = `its block ${block} holds other combinations than are asked for now`;
      throw new BacksightError("BACKSIGHT_SWEEP_CHANGED", { id, problem });
    },
    save(block, rows) {
      store.saveBlock(id, { ...block, rows: packRows(rows) });
    },
  };
}
