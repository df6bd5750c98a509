import type { BacksightError } from "../../core/errors.ts";
import type { Run } from "../run.ts";
import type { SweepParams } from "./sweep-rows.ts";

/** One combination of a sweep. */
export class SweepRow {
  /** Its place in the columns. */
  readonly row: number;
  readonly params: SweepParams;
  /** By metric id; NaN: undefined. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Why it has no numbers; null: it has. */
  readonly error: BacksightError | null;
  readonly #run: (params: SweepParams) => Promise<Run>;

  constructor(
    { row, params, metrics, error }: Pick<SweepRow, "row" | "params" | "metrics" | "error">,
    run: (params: SweepParams) => Promise<Run>,
  ) {
    this.row = row;
    this.params = params;
    this.metrics = metrics;
    this.error = error;
    this.#run = run;
  }

  /** Runs it in full: trades, curve, guards, report. @throws {BacksightError} as `backtest` */
  run(): Promise<Run> {
    return this.#run(this.params);
  }
}
