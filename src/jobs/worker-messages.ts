import type { ErrorData } from "../core/error-data.ts";
import type { SharedBars } from "../market/shared-bars.ts";
import type { SharedPanel } from "../market/shared-panel.ts";
import type { Worlds } from "../run/monte-carlo/worlds.ts";
import type { RunSpec, StrategyReference } from "../run/run-spec.ts";
import type { SeveralInstruments, SweepRequest } from "../run/sweep/sweep-rows.ts";

/** What a thread is given when it starts: everything but its jobs. */
export interface WorkerStart {
  readonly strategy: StrategyReference;
  readonly bars: SharedBars;
  readonly task: SweepTask | WorldsTask;
}

/** Its jobs are combinations on parts of the bars. */
export interface SweepTask {
  readonly kind: "sweep";
  /** The instruments whose index the bars are; null: there is one. */
  readonly several: SharedSeveral | null;
  readonly request: Omit<SweepRequest, "strategy" | "bars" | "several">;
}

/** Its jobs are neighbouring worlds in which the strategy runs again. */
export interface WorldsTask {
  readonly kind: "worlds";
  readonly spec: RunSpec;
  readonly worlds: Worlds;
}

/** Instruments that share cash, for threads. */
export interface SharedSeveral extends Omit<SeveralInstruments, "panel"> {
  readonly panel: SharedPanel;
}

/** To a thread: one job at a time, of the kind that its task says. */
export interface WorkerJob {
  readonly id: number;
  readonly job: unknown;
}

/** From a thread: what became of its job, or why nothing did. */
export type WorkerAnswer = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly error: ErrorData }
  | { readonly failure: string }
);
