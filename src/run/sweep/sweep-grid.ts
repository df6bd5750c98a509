import { BacksightError } from "../../core/errors.ts";
import type { ParameterValue } from "../../core/params/parameter.ts";
import { NO_CODECS } from "../../data/formats/parquet/parquet-codecs.ts";
import { readGoal } from "../../optimize/objectives/goal.ts";
import { paramsKey } from "../../optimize/spaces/params-key.ts";
import type { Run } from "../run.ts";
import type { SweepCrossValidation, SweepCrossValidationOptions } from "./cross-validate-sweep.ts";
import type { SweepSummary } from "./execute-sweep.ts";
import { SWEEP_DOORS, type SweepDoor } from "./rows-block.ts";
import { SWEEP_DIRECTIONS } from "./sweep-metrics.ts";
import { SweepRow } from "./sweep-row.ts";
import type { SweepParams } from "./sweep-rows.ts";
import type { SweepRowsKept } from "./sweep-rows-kept.ts";
import { sweepRowTable } from "./sweep-table.ts";

/** What speaks for luck in the best of a sweep. */
export interface SweepGuards {
  /** Chance that its Sharpe ratio is more than the best of so many independent worthless tries; NaN: not known. */
  readonly deflatedSharpe: number;
  /** How often the best of one half of the history is in the worse half of the other; NaN: too little to tell. */
  readonly pbo: number;
  /** Independent tries that all combinations are worth, earlier ones on these prices with them. */
  readonly effectiveTrials: number;
  /** Combinations whose returns were compared for this: all, or a sample. */
  readonly compared: number;
}

/** What a grid needs beside its rows. */
export interface SweepGridContext {
  readonly summary: SweepSummary;
  readonly guards: SweepGuards | null;
  readonly notes: readonly string[];
  readonly run: (params: SweepParams) => Promise<Run>;
  readonly crossValidate: (
    combos: readonly SweepParams[],
    options: SweepCrossValidationOptions,
  ) => SweepCrossValidation;
}

/** The combinations of a sweep with their numbers, as columns in the order that they were computed. */
export class SweepGrid {
  /** Rows. */
  readonly length: number;
  /** Statistics by metric id; NaN: undefined, or the row failed. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Rows that have no numbers, and why. */
  readonly errors: ReadonlyMap<number, BacksightError>;
  readonly summary: SweepSummary;
  /** What was noticed, for people. */
  readonly notes: readonly string[];
  readonly #rows: SweepRowsKept;
  readonly #doors: Uint8Array;
  readonly #context: SweepGridContext;

  constructor(rows: SweepRowsKept, context: SweepGridContext) {
    this.length = rows.combos.length;
    this.columns = rows.columns();
    this.errors = rows.errors;
    this.summary = context.summary;
    this.notes = context.notes;
    this.#rows = rows;
    this.#doors = rows.doors;
    this.#context = context;
  }

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for a row that there isn't */
  at(row: number): SweepRow {
    const params = this.#rows.combos[row];
    if (params === undefined) {
      const rule = `a row from 0 to ${this.length - 1}`;
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "row", rule, value: row });
    }
    const metrics = Object.entries(this.columns).map(([name, column]) => [name, column[row]!] as const);
    return new SweepRow(
      { row, params, metrics: Object.fromEntries(metrics), error: this.errors.get(row) ?? null },
      this.#context.run,
    );
  }

  /** Every row as an object, made when it is reached. */
  *rows(): Generator<SweepRow> {
    for (let row = 0; row < this.length; row++) yield this.at(row);
  }

  /** Values of one parameter, by row; none of a parameter that there isn't. */
  param(name: string): ParameterValue[] {
    return this.#rows.combos.flatMap((params) => params[name] ?? []);
  }

  /** How a row was computed; all give the same numbers. */
  door(row: number): SweepDoor {
    return SWEEP_DOORS[this.#doors[row] ?? -1] ?? "plain";
  }

  /**
   * The best combination by a metric in the metric's own direction, `sharpeRatio` or `exposure:lower`; without one by what
   * the sweep was ranked by. With a count the best so many, of equal ones the earlier first: of what the sweep was ranked
   * by no more than its option `top` kept.
   *
   * @throws {BacksightError} BACKSIGHT_SWEEP_UNRANKED when one is asked for and none has the metric, BACKSIGHT_OPTION_UNKNOWN
   */
  best(metric?: string): SweepRow;
  best(count: number, metric?: string): SweepRow[];
  best(asked?: string | number, given?: string): SweepRow | SweepRow[] {
    if (typeof asked === "number")
      return this.#ranked(given)
        .slice(0, asked)
        .map((row) => this.at(row));
    const [best] = this.#ranked(asked);
    if (best !== undefined) return this.at(best);
    const metric = asked ?? "what it was asked for";
    throw new BacksightError("BACKSIGHT_SWEEP_UNRANKED", { count: this.length, metric });
  }

  /** Rows, best first. */
  #ranked(metric: string | undefined): number[] {
    if (metric === undefined) {
      const places = new Map(this.#rows.combos.map((params, row) => [paramsKey(params), row]));
      return this.summary.best.map(({ params }) => places.get(paramsKey(params))!);
    }
    const goal = readGoal(metric, SWEEP_DIRECTIONS);
    const column = this.columns[goal.name];
    if (column === undefined) return [];
    const sign = goal.better === "higher" ? 1 : -1;
    const ranked = Array.from(column.keys()).filter((row) => Number.isFinite(column[row]) && this.#hasTraded(row));
    return ranked.sort((a, b) => sign * (column[b]! - column[a]!) || a - b);
  }

  #hasTraded(row: number): boolean {
    return (this.columns.tradesCount?.[row] ?? 0) + (this.columns.openTrades?.[row] ?? 0) > 0;
  }

  /** A combination in full, with the settings of the sweep. @throws {BacksightError} as `backtest` */
  run(params: SweepParams): Promise<Run> {
    return this.#context.run(params);
  }

  /** All rows as the bytes of a Parquet file: parameters, numbers, door and error. @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE */
  async parquet(): Promise<Uint8Array> {
    const { encodeColumnsParquet } = await import("../../data/formats/parquet/write-columns-parquet.ts");
    const table = sweepRowTable(() => this.#rows.blocks);
    return encodeColumnsParquet(table?.columns ?? [], table?.batches ?? [], { codecs: NO_CODECS, table: "sweep" });
  }

  /**
   * What choosing among these combinations is worth on parts of the history that the choice didn't see: purged k-fold (one fold
   * under test) or combinatorial purged cross-validation, with its paths. Simulates every combination once more.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT
   * @example const { pathMetrics } = grid.crossValidate({ folds: 6, testFolds: 2, purge: 5, embargo: 5 });
   */
  crossValidate(options: SweepCrossValidationOptions): SweepCrossValidation {
    const combos = this.#rows.combos.filter((_, row) => !this.errors.has(row));
    return this.#context.crossValidate(combos, options);
  }

  /** How likely the best is luck; null when nothing could be ranked. */
  deflated(): SweepGuards | null {
    return this.#context.guards;
  }
}
