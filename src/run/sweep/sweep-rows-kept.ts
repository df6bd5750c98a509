import type { BacksightError } from "../../core/errors.ts";
import type { PartRange } from "./part-runners.ts";
import type { SweepRows } from "./rows-block.ts";
import type { SweepParams } from "./sweep-rows.ts";
import type { TableBlock } from "./sweep-table.ts";

/** Rows as they came, one block after the other. */
export class SweepRowsKept {
  readonly #combos: SweepParams[] = [];
  readonly #blocks: TableBlock[] = [];

  keep(rows: SweepRows, combos: readonly SweepParams[], { begin, end }: PartRange): void {
    for (const params of combos) this.#combos.push(params);
    this.#blocks.push({ rows, combos, part: { begin, end } });
  }

  get blocks(): readonly TableBlock[] {
    return this.#blocks;
  }

  get combos(): readonly SweepParams[] {
    return this.#combos;
  }

  get errors(): ReadonlyMap<number, BacksightError> {
    return new Map(
      this.#blocks.flatMap(({ rows: { first, errors } }) => Array.from(errors, ([k, error]) => [first + k, error])),
    );
  }

  get doors(): Uint8Array {
    const all = new Uint8Array(this.#combos.length);
    for (const { rows } of this.#blocks) all.set(rows.door, rows.first);
    return all;
  }

  /** All statistics, each as one column. */
  columns(): Record<string, Float64Array> {
    const all: Record<string, Float64Array> = {};
    for (const {
      rows: { first, statistics, more },
    } of this.#blocks) {
      for (const [name, column] of Object.entries({ ...statistics, ...more })) {
        all[name] ??= new Float64Array(this.#combos.length).fill(NaN);
        all[name].set(column, first);
      }
    }
    return all;
  }
}
