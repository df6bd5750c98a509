import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import type { SweepRows } from "./rows-block.ts";
import type { SweepParams, SweepRequest } from "./sweep-rows.ts";
import { sweepRunner } from "./sweep-runner.ts";

/** Consecutive bars: from `begin` to before `end`. */
export interface PartRange {
  readonly begin: number;
  readonly end: number;
}

export interface PartRunner {
  /** The rows of these combinations, all at once. */
  compute(combos: readonly SweepParams[]): SweepRows;
}

/** The bars of a request up to the end of a part: earlier ones than `begin` warm up. */
export function barsUntil(bars: Bars, { end }: PartRange): Bars {
  return end === bars.length ? bars : sliceBars(bars, 0, end);
}

/**
 * What computes combinations on parts of a request's bars, each prepared when it is first asked for.
 *
 * @throws {BacksightError} as `sweepRunner`
 */
export function createPartRunners(request: SweepRequest): (part: PartRange) => PartRunner {
  const { bars } = request;
  const known = new Map<string, PartRunner>();
  return (part) => {
    const key = `${part.begin} ${part.end}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const from = columnOf(bars, "time").at(part.begin)!;
    const runner = sweepRunner({ ...request, bars: barsUntil(bars, part), from });
    const made: PartRunner = {
      compute(combos) {
        const blocks: SweepRows[] = [];
        runner.run(combos, (rows) => blocks.push(rows));
        if (blocks.length === 1) return blocks[0]!;
        const rule = `the combinations of a job, ${combos.length}, are computed in one block`;
        throw new BacksightError("BACKSIGHT_INTERNAL", { rule });
      },
    };
    known.set(key, made);
    return made;
  };
}
