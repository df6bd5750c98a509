import { BacksightError, isBacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { limitedTime, type TimePort } from "../limited-time.ts";
import { joinRows, type SweepRows } from "./rows-block.ts";
import type { SweepParams, SweepRequest, SweepRunner } from "./sweep-rows.ts";
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

export interface PartRunners {
  of(part: PartRange): PartRunner;
  /** Gives back the memory that is computed in. */
  close(): void;
}

/** The bars of a request up to the end of a part: earlier ones than `begin` warm up. */
export function barsUntil(bars: Bars, { end }: PartRange): Bars {
  return end === bars.length ? bars : sliceBars(bars, 0, end);
}

/**
 * What computes combinations on parts of a request's bars, each prepared when it is first asked for. Where `timeLimit` says how
 * long a combination's code may run, a job is given that long: when it takes longer, its combinations are computed again, each
 * by itself, since many together may take their time honestly.
 *
 * @throws {BacksightError} as `sweepRunner`; BACKSIGHT_NOT_SUPPORTED for a time limit where nobody can stop running code; what it
 * gives throws BACKSIGHT_TIME_LIMIT for a combination that takes longer
 */
export function createPartRunners(request: SweepRequest, ports: TimePort = {}): PartRunners {
  const { bars, strategy, timeLimit = null } = request;
  const limited = limitedTime(ports, strategy.name, timeLimit);
  const known = new Map<string, PartRunner>();
  /** Only the part that was computed last keeps a memory. */
  let open: SweepRunner | null = null;
  const of = (part: PartRange): PartRunner => {
    const key = `${part.begin} ${part.end}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const from = columnOf(bars, "time").at(part.begin)!;
    const newRunner = () => sweepRunner({ ...request, bars: barsUntil(bars, part), from });
    const runner = newRunner();
    const made: PartRunner = {
      compute(combos) {
        if (open !== runner) open?.close();
        open = runner;
        try {
          return limited(() => blockOf(runner, combos));
        } catch (error) {
          if (!isLate(error)) throw error;
          known.delete(key);
          if (combos.length === 1) throw lateWith(error, combos[0]!);
          return joinRows(combos.map((params) => computeAlone(newRunner(), params)));
        }
      },
    };
    const computeAlone = (alone: SweepRunner, params: SweepParams): SweepRows => {
      try {
        return limited(() => blockOf(alone, [params]));
      } catch (error) {
        throw isLate(error) ? lateWith(error, params) : error;
      }
    };
    known.set(key, made);
    return made;
  };
  return {
    of,
    close() {
      open?.close();
      open = null;
    },
  };
}

function blockOf(runner: SweepRunner, combos: readonly SweepParams[]): SweepRows {
  const blocks: SweepRows[] = [];
  runner.run(combos, (rows) => blocks.push(rows));
  if (blocks.length === 1) return blocks[0]!;
  const rule = `the combinations of a job, ${combos.length}, are computed in one block`;
  throw new BacksightError("BACKSIGHT_INTERNAL", { rule });
}

function isLate(error: unknown): error is BacksightError {
  return isBacksightError(error) && error.code === "BACKSIGHT_TIME_LIMIT";
}

/** The same with the combination that took too long. */
function lateWith({ details }: BacksightError, params: SweepParams): BacksightError {
  const { strategy, callback, seconds } = details;
  const said = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return new BacksightError("BACKSIGHT_TIME_LIMIT", {
    strategy: String(strategy),
    callback: `${callback} with ${said.join(" ")}`,
    seconds: Number(seconds),
  });
}
