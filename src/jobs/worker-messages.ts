import type { ErrorData } from "../core/error-data.ts";
import type { SharedBars } from "../market/shared-bars.ts";
import type { SharedPanel } from "../market/shared-panel.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import type { PackedRows } from "../run/sweep/packed-rows.ts";
import type { SweepJob } from "../run/sweep/sweep-executor.ts";
import type { SeveralInstruments, SweepRequest } from "../run/sweep/sweep-rows.ts";

/** What a thread is given when it starts: everything of a sweep but its jobs. */
export interface WorkerStart {
  readonly strategy: StrategyReference;
  readonly bars: SharedBars;
  /** The instruments whose index the bars are; null: there is one. */
  readonly several: SharedSeveral | null;
  readonly request: Omit<SweepRequest, "strategy" | "bars" | "several">;
}

/** Instruments that share cash, for threads. */
export interface SharedSeveral extends Omit<SeveralInstruments, "panel"> {
  readonly panel: SharedPanel;
}

/** To a thread: one job at a time. */
export interface WorkerJob {
  readonly id: number;
  readonly job: SweepJob;
}

/** From a thread: the rows of its job, or why there are none. */
export type WorkerAnswer = { readonly id: number } & (
  | { readonly rows: PackedRows }
  | { readonly error: ErrorData }
  | { readonly failure: string }
);
